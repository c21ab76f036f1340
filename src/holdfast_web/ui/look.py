"""Whose look does the service wear? A name, a logo and a colour that an organisation may set.

A colour is refused where text in it could not be read: white on it and it on white must have a
contrast of 4.5 to 1 or better (WCAG 2.2, 1.4.3).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

OUR_NAME = "Holdfast"
LEAST_CONTRAST = 4.5
LOGOS = {".svg": "image/svg+xml", ".png": "image/png", ".webp": "image/webp"}
LARGEST_LOGO = 200_000
COLOUR = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """What an organisation set; empty texts and None where it keeps ours."""

    name: str
    colour: str
    logo: Path | None

    @property
    def own(self) -> bool:
        """Say whether there is a colour to put over ours."""
        return bool(self.colour)

    @property
    def media_type(self) -> str:
        """Give the logo's media type."""
        return LOGOS[self.logo.suffix.lower()] if self.logo else ""

    def css(self) -> str:
        """Give the colour as a style sheet: no page carries a style of its own."""
        if not self.colour:
            return ""
        dark = f"color-mix(in srgb, {self.colour} 65%, black)"
        return (
            f":root {{ --holdfast-colour: {self.colour}; "
            f"--govuk-brand-colour: {self.colour}; --govuk-link-colour: {self.colour}; "
            f"--govuk-link-hover-colour: {dark}; }}\n"
        )


@cache
def look() -> Look:
    """Read the look once from the settings.

    Raises
    ------
    ImproperlyConfigured
        Where the colour is none or cannot be read, or the logo is not there or no picture.
    """
    return checked(
        name=getattr(settings, "LOOK_NAME", ""),
        colour=getattr(settings, "LOOK_COLOUR", ""),
        logo=getattr(settings, "LOOK_LOGO", ""),
    )


def checked(*, name: str, colour: str, logo: str) -> Look:
    """Give a look from texts, refused with a reason where it cannot be worn."""
    colour = colour.strip().lower()
    if colour:
        if not COLOUR.fullmatch(colour):
            raise ImproperlyConfigured(
                "HOLDFAST_COLOUR must be a colour of six hexadecimal digits, such as #00585f."
            )
        found = contrast(colour, "#ffffff")
        if found < LEAST_CONTRAST:
            raise ImproperlyConfigured(
                f"HOLDFAST_COLOUR has a contrast of {found:.1f} to 1 with white; text in it "
                f"could not be read. Choose a darker one: {LEAST_CONTRAST} to 1 or better."
            )
    path = Path(logo).expanduser().resolve() if logo else None
    if path is not None:
        if path.suffix.lower() not in LOGOS or not path.is_file():
            raise ImproperlyConfigured(
                "HOLDFAST_LOGO must be the path of an SVG, PNG or WebP file that is there."
            )
        if path.stat().st_size > LARGEST_LOGO:
            raise ImproperlyConfigured(
                f"HOLDFAST_LOGO must be a file of at most {LARGEST_LOGO // 1000} kB."
            )
    return Look(name=name.strip() or OUR_NAME, colour=colour, logo=path)


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours, from 1 to 21 (WCAG 2.2, definition of contrast ratio).

    Examples
    --------
    >>> contrast("#000000", "#ffffff")
    21.0
    """
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
