"""What does a code mean? What the documentation says of it.

The pages `docs/reference/errors.md` and `docs/explanation/repairs.md` are read once: there is
one text for readers of the documentation and of the service. They lie beside the package where
it was installed, and in the repository where it is worked on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from collections.abc import Mapping

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[2]
ERRORS = "errors.md"
REPAIRS = "repairs.md"
PLACES = {ERRORS: "docs/reference", REPAIRS: "docs/explanation"}

HEADING = re.compile(
    r"^### (?P<code>[a-z]+\.[a-z0-9-]+)\n+(?P<text>.*?)(?=^##|\Z)", re.M | re.S
)
ROW = re.compile(r"^\| `(?P<code>[a-z0-9-]+)` \| (?P<text>.+) \|$", re.M)
MARKED = re.compile(r"`([^`]+)`")
ROLE = re.compile(r"\{py:\w+\}")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a code means, in words that may be shown."""

    code: str
    text: str

    @property
    def html(self) -> SafeString:
        """Give the text with what is quoted marked as such."""
        drawn = MARKED.sub(r"<code>\1</code>", escape(ROLE.sub("", self.text)))
        return mark_safe(drawn)  # noqa: S308  (escaped above)


def meaning(code: str) -> Meaning | None:
    """Give the meaning of the code of a refusal, a note or an error; None if it has none."""
    text = _errors().get(code)
    return Meaning(code, text) if text else None


def meaning_of_repair(rule: str) -> Meaning:
    """Give what a repair does, and when."""
    return Meaning(rule, _repairs().get(rule, ""))


@cache
def _errors() -> Mapping[str, str]:
    found = HEADING.finditer(_read(ERRORS))
    return {one["code"]: " ".join(one["text"].split()) for one in found}


@cache
def _repairs() -> Mapping[str, str]:
    found = {}
    for row in ROW.finditer(_read(REPAIRS)):
        cells = [cell.strip() for cell in row["text"].split(" | ")]
        found[row["code"]] = _sentence(": ".join(cells))
    return found


def _sentence(words: str) -> str:
    """Give words as a sentence; codes in them keep their capitals."""
    return f"{words[0].upper()}{words[1:]}."


def _read(name: str) -> str:
    places = (HERE / name, REPOSITORY / PLACES[name] / name)
    path = next((place for place in places if place.is_file()), None)
    return path.read_text(encoding="utf-8") if path is not None else ""
