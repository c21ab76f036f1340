"""What is kept of whom, and how private is it? A page made from the models' own lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast_web.people.others_fields import NOT_OF_PEOPLE
from holdfast_web.people.privacy import MEANING, Privacy
from holdfast_web.people.privacy_check import (
    classes_of,
    field_names,
    is_ours,
    mapped_models,
)

if TYPE_CHECKING:
    from django.db.models import Model

HEAD = """# Data map

Every field that the service keeps in its database, and how private it is. Made from the lists
that stand with the models by `holdfast manage data_map`; do not edit it by hand. The service
does not start while a field has no class.

Children's records are not in the database. They lie in the organisation's own folder of the
store, as tables under keyed pseudonyms without names.
"""


def data_map() -> str:
    """Give the page, in Markdown."""
    parts = [HEAD, "## The classes\n"]
    parts += [f"- **{privacy.value}**: {words}" for privacy, words in MEANING.items()]
    for heading, ours in (("Models of the service", True), ("Models of other packages", False)):
        parts.append(f"\n## {heading}")
        for model in mapped_models():
            if is_ours(model) is ours:
                parts += _section(model)
    parts.append("\n## Other packages that keep nothing about people\n")
    parts += [f"- `{label}`: {words}" for label, words in sorted(NOT_OF_PEOPLE.items())]
    return "\n".join(parts) + "\n"


def _section(model: type[Model]) -> list[str]:
    classed = classes_of(model)
    words = (model.__doc__ or "").strip().splitlines()[0] if is_ours(model) else ""
    lines = [f"\n### {model._meta.label}\n", *([words, ""] if words else [])]
    lines += ["| class | fields |", "| --- | --- |"]
    for privacy in Privacy:
        names = [f"`{name}`" for name in field_names(model) if classed.get(name) == privacy]
        if names:
            lines.append(f"| {privacy.value} | {', '.join(names)} |")
    return lines
