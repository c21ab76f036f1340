"""Inside a service: try to restore, and say with which code it was refused."""

from pathlib import Path

from holdfast.kernel.errors import InputError
from holdfast_web.config.backup.reading import restore


def refused(tries):
    """Try each path with its passphrase, and give a code for each."""
    codes = []
    for path, passphrase in tries:
        try:
            restore(Path(path), passphrase=passphrase, replace=False)
            codes.append("not refused")
        except InputError as error:
            codes.append(error.code)
    return codes
