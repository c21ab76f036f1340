"""Run inside a service: try to restore, and say with which code it was refused."""

import os
import sys
from pathlib import Path

from holdfast.kernel.errors import InputError
from holdfast_web.config.commands.starting import start

start()

from holdfast_web.config.backup.reading import restore  # noqa: E402  (after Django is set up)

for path in sys.argv[1:]:
    try:
        restore(Path(path), passphrase=os.environ["HOLDFAST_BACKUP_PASSPHRASE"], replace=False)
        print("not refused")  # noqa: T201
    except InputError as error:
        print(error.code)  # noqa: T201
