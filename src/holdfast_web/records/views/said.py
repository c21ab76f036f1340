"""How is a set of returns set out on a page: as a row, as facts, as files, as ways on?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from holdfast.evaluation.report.wording import count as in_words
from holdfast.kernel.disclosure import Disclosure
from holdfast_web.records.words import state_tag, years_in_words
from holdfast_web.ui.components import component
from holdfast_web.ui.days import written_day, written_moment
from holdfast_web.ui.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from holdfast_web.records.models import ReturnSet


def listed(page: Iterable[ReturnSet]) -> SafeString:
    """Draw the table of sets."""
    return table(
        "Uploads, the newest first",
        ("Upload", "Organisation", "State", "Holds", "Uploaded"),
        [
            (
                format_html(
                    '<a class="govuk-link" href="{}">{}</a>',
                    reverse("return_set", args=[returns.key]),
                    returns.label,
                ),
                returns.organisation.name,
                tag(returns),
                years_in_words(returns) or "–",
                written_day(returns.uploaded_at),
            )
            for returns in page
        ],
    )


def tag(returns: ReturnSet) -> SafeString:
    """Draw the word for where a set stands."""
    text, colour = state_tag(returns)
    return SafeString(component("tag", text=text, classes=f"govuk-tag--{colour}"))


def facts(returns: ReturnSet) -> list[tuple[str, object]]:
    """Give what is to be known of a set, as names and values."""
    said: list[tuple[str, object]] = [("State", tag(returns))]
    if returns.counts is not None:
        children = in_words(Disclosure().count(returns.counts["children"]))
        said += [
            ("Holds", years_in_words(returns)),
            ("Children", f"{children} (rounded to 5)"),
        ]
    said += [
        ("Uploaded", written_moment(returns.uploaded_at)),
        ("By", str(returns.uploaded_by or "Somebody who is no longer here")),
        ("The files that came", _original(returns)),
    ]
    return said


def _original(returns: ReturnSet) -> str:
    if returns.original_deleted_at is not None:
        return f"Deleted on {written_moment(returns.original_deleted_at)}"
    if returns.keep_original:
        return "Kept, as whoever uploaded them chose"
    return "Deleted as soon as they have been read"


def files(returns: ReturnSet) -> SafeString:
    """Draw which files came, by which a later reader can tell whether theirs are the same."""
    return table(
        "The files that came",
        ("File", "Size", "SHA-256, in two halves"),
        [
            (file["name"], filesizeformat(file["bytes"]), _hash(file.get("sha256", "")))
            for file in returns.files
        ],
    )


def _hash(sha256: str) -> SafeString | str:
    """Draw a hash in two lines, so that it fits on a page."""
    if not sha256:
        return "not yet read"
    half = len(sha256) // 2
    return format_html("<code>{}<br>{}</code>", sha256[:half], sha256[half:])


def ways_on(returns: ReturnSet, may: Mapping[str, bool]) -> list[tuple[str, str, str]]:
    """Give the pages that a person may go to from here: text, address, what is there."""
    if not returns.usable:
        return []
    ways = (
        ("see_returns", "Quality", "quality", "What was read, refused and mended, by table."),
        (
            "see_journeys", "Journeys", "journeys",
            "Counts of children on their way into, through and out of care.",
        ),
        (
            "see_child", "One child", "children",
            "The journey of one child, by pseudonym. Each reading is noted on the audit trail.",
        ),
    )  # fmt: skip
    return [
        (text, reverse(name, args=[returns.key]), words)
        for permission, text, name, words in ways
        if may[permission]
    ]
