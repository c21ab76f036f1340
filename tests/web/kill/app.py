"""Adds the kinds of work that the kill tests ask for."""

from pathlib import Path

from django.apps import AppConfig


class KillConfig(AppConfig):
    """Known to Django as `kill`."""

    name = "tests.web.kill"
    label = "kill"
    path = str(Path(__file__).parent)

    def ready(self):
        from tests.web.kill import kinds  # noqa: F401
