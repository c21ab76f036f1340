"""Stands inside one service after another, and does there what a test asks for.

It is one process for many tests: to start the service's code takes seconds, to stand in another
service only another database and another folder. Whatever the service's own processes do is
done by those.
"""

import json
import os
import sys
import traceback
from pathlib import Path

import django

django.setup()

import dj_database_url  # noqa: E402  (after Django is set up)
from django.conf import settings  # noqa: E402
from django.db import connections  # noqa: E402
from tests.web.inside import asking, everything, filling, refusing  # noqa: E402

from holdfast_web.config.environment import kept_secret  # noqa: E402

DOES = {
    function.__name__: function
    for function in (
        asking.make, asking.ask, asking.cancel, asking.sign_in, filling.fill,
        everything.everything, refusing.refused,
    )
}  # fmt: skip


def stand_in(home, database):
    """Make another service's database the default one, and its folder ours."""
    connections["default"].close()
    del connections["default"]
    found = dj_database_url.parse(database)
    if found["ENGINE"].endswith("sqlite3"):
        found["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": 20}
    connections.settings["default"] = found
    connections.configure_settings(connections.settings)
    settings.HOME = Path(home)
    settings.SECRET_KEY = kept_secret(settings.HOME / "secret-key")  # as in a demo


# What code prints is not the answer.
answers = os.fdopen(os.dup(1), "w", buffering=1)
os.dup2(2, 1)
for line in sys.stdin:
    asked = json.loads(line)
    try:
        stand_in(asked["home"], asked["database"])
        said = {"gave": DOES[asked["does"]](**asked["with"])}
        connections["default"].close()
    except Exception:  # the test hears of it
        said = {"fault": traceback.format_exc()}
    answers.write(json.dumps(said) + "\n")
