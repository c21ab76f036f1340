"""How does a command start the service's own code? Once, with a plain reason if it cannot."""

from __future__ import annotations

import os

from holdfast.kernel.errors import InputError


def start() -> None:
    """Set Django up from the environment.

    Raises
    ------
    InputError
        Where a setting is missing or wrong, or the service's parts are not installed.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "holdfast_web.config.settings")
    try:
        import django
        from django.core.exceptions import ImproperlyConfigured
    except ModuleNotFoundError as error:
        raise InputError(
            "The parts that the service needs are not installed.",
            code="web.not-installed",
            where=error.name or "",
            fix='Install them: pip install "holdfast[web]".',
        ) from error
    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise InputError(
            "The settings of the service cannot be used.",
            code="web.settings-unusable",
            where="the environment",
            fix=f"{error} docs/reference/settings.md lists them all.",
        ) from error
