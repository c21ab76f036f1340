"""What does the environment say? Each setting read once, and refused with a reason if wrong."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

YES = frozenset({"1", "true", "yes", "on"})
NO = frozenset({"", "0", "false", "no", "off"})


def text(name: str, default: str = "") -> str:
    """Give a setting as it stands; one that is blank counts as not said."""
    return os.environ.get(name, "").strip() or default


def secret(name: str) -> str:
    """Give a secret: the setting, or what the file holds that NAME_FILE names."""
    if value := text(name):
        return value
    file = text(f"{name}_FILE")
    return Path(file).read_text(encoding="utf-8").strip() if file else ""


def required(name: str, why: str) -> str:
    """Give a secret that the service cannot do without.

    Raises
    ------
    ImproperlyConfigured
        Where it is not there, with what it is for.
    """
    value = secret(name)
    if not value:
        raise ImproperlyConfigured(f"Set {name}: {why}")
    return value


def switch(name: str, *, default: bool) -> bool:
    """Give a setting that is on or off.

    Raises
    ------
    ImproperlyConfigured
        Where it is neither.
    """
    value = text(name, "yes" if default else "no").lower()
    if value not in YES | NO:
        raise ImproperlyConfigured(f"{name} must be yes or no.")
    return value in YES


def number(name: str, default: int) -> int:
    """Give a setting that is a whole number.

    Raises
    ------
    ImproperlyConfigured
        Where it is not.
    """
    value = text(name, str(default))
    if not value.isdigit():
        raise ImproperlyConfigured(f"{name} must be a whole number.")
    return int(value)


def names(name: str) -> list[str]:
    """Give a setting that is a list, parted by commas."""
    return [part.strip() for part in text(name).split(",") if part.strip()]


def folder(name: str, default: Path) -> Path:
    """Give a folder, made if it is not there."""
    found = Path(text(name, str(default))).expanduser().resolve()
    found.mkdir(parents=True, exist_ok=True)
    return found


def kept_secret(path: Path) -> str:
    """Give a random text that is made once and kept in a file that only we can read."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="utf-8")
    made = secrets.token_urlsafe(50)
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(made)
    return made
