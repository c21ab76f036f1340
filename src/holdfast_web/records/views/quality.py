"""What was read, refused and mended of these returns, table by table?"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.views.decorators.http import require_GET

from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import can
from holdfast_web.records.meanings import meaning, meaning_of_repair
from holdfast_web.records.operations.downloading import download_refused
from holdfast_web.records.quality import rows_refused
from holdfast_web.records.queries.return_sets import one
from holdfast_web.records.words import table_in_words, tables_of
from holdfast_web.ui.tables import table as drawn_table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from django.http import HttpResponse
    from django.utils.safestring import SafeString

    from holdfast_web.people.signed_in import SignedIn


@dataclass(frozen=True, slots=True)
class OfTable:
    """What is said of one table."""

    name: str
    title: str
    read: int
    lines: SafeString | str
    mended: SafeString | str


@login_required
@require_GET
def quality(request: SignedIn, key: UUID) -> HttpResponse:
    """Show what was read, refused and mended."""
    returns = one(request.user, key, Permission.SEE_RETURNS)
    if returns.counts is None:
        raise Http404("These returns have not been read.")
    counts = returns.counts
    context = {
        "returns": returns,
        "may_download": can(request.user, Permission.DOWNLOAD_REFUSED, returns.organisation),
        "overview": _overview(counts),
        "files_refused": _files_refused(counts),
        "tables": [_of_table(counts, name) for name in _touched(counts)],
        "notes": [(meaning(note["code"]), note) for note in counts["notes"]],
        "facts": _facts(counts),
        "codes": _codes(counts),
    }
    return render(request, "records/quality.html", context)


@login_required
@require_GET
def refused(request: SignedIn, key: UUID) -> StreamingHttpResponse:
    """Send the rows that were refused, of one table or all."""
    returns = one(request.user, key, Permission.DOWNLOAD_REFUSED)
    table = request.GET.get("table", "")
    known = {line["table"] for line in (returns.counts or {}).get("refused", [])}
    if returns.counts is None or (table and table not in known):
        raise Http404("There is nothing like this to download.")
    pieces = download_refused(by=request.user, returns=returns, table=table)
    name = f"refused_{table}.csv" if table else "refused.csv"
    answer = StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


def _touched(counts: Mapping[str, Any]) -> list[str]:
    """Give the tables of which something is to be said, in the order of the returns."""
    said = {line["table"] for line in (*counts["refused"], *counts["repaired"])} | {
        *counts["read"]
    }
    order = {name: at for at, name in enumerate(_every_table())}
    return sorted(said, key=lambda name: order.get(name, len(order)))


def _every_table() -> list[str]:
    return [name for kind in ("ssda903", "cin", "annex_a") for name in tables_of(kind)]


def _overview(counts: Mapping[str, Any]) -> SafeString:
    mended: defaultdict[str, int] = defaultdict(int)
    aside: defaultdict[str, int] = defaultdict(int)
    for line in counts["repaired"]:
        mended[line["table"]] += line["rows"]
    for line in counts["refused"]:
        if line["consequence"] == "value set aside":
            aside[line["table"]] += line["rows"]
    return drawn_table(
        "Rows, by table",
        ("Table", "Read", "Refused", "Values set aside", "Repairs"),
        [
            (
                format_html(
                    '<a class="govuk-link" href="#{}">{}</a>', name, table_in_words(name)
                ),
                f"{counts['read'].get(name, 0):,}",
                f"{rows_refused(counts, name):,}",
                f"{aside[name]:,}",
                f"{mended[name]:,}",
            )
            for name in _touched(counts)
        ],
        numeric="2 3 4 5",
    )


def _of_table(counts: Mapping[str, Any], name: str) -> OfTable:
    refused_lines = [line for line in counts["refused"] if line["table"] == name]
    mended = [line for line in counts["repaired"] if line["table"] == name]
    title = table_in_words(name)
    return OfTable(
        name=name,
        title=title,
        read=counts["read"].get(name, 0),
        lines=drawn_table(
            f"Refused: {title}",
            ("What", "Column", "What became of it", "Times"),
            [
                (
                    _linked(line["code"]),
                    line["column"] or "–",
                    line["consequence"].capitalize(),
                    f"{line['rows']:,}",
                )
                for line in refused_lines
            ],
            numeric="4",
        )
        if refused_lines
        else "",
        mended=drawn_table(
            f"Mended: {title}",
            ("Rule", "What was done", "Rows"),
            [
                (_linked(line["rule"]), line["action"].capitalize(), f"{line['rows']:,}")
                for line in mended
            ],
            numeric="3",
        )
        if mended
        else "",
    )


def _files_refused(counts: Mapping[str, Any]) -> SafeString | str:
    lines = counts["files_refused"]
    if not lines:
        return ""
    return drawn_table(
        "Files refused, and tables missing",
        ("File", "What", "What became of it"),
        [
            (line["file"] or "–", _linked(line["code"]), line["consequence"].capitalize())
            for line in lines
        ],
    )


def _codes(counts: Mapping[str, Any]) -> list[Any]:
    """Give the meaning of each code and rule on the page, once."""
    codes = {line["code"] for line in (*counts["refused"], *counts["files_refused"])}
    found = [meaning(code) for code in sorted(codes)]
    rules = sorted({line["rule"] for line in counts["repaired"]})
    return [one for one in found if one] + [meaning_of_repair(rule) for rule in rules]


def _linked(code: str) -> SafeString:
    return format_html('<a class="govuk-link" href="#code-{}">{}</a>', code, code)


def _facts(counts: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [
        ("Open episodes that came back in the next return, as they should",
         f"{counts['carried_forward']:,}"),
        ("Episodes that change nothing but legal status", f"{counts['legal_status_splits']:,}"),
        ("Periods of care that had begun before the first return",
         f"{counts['in_care_at_the_start']:,}"),
        ("Periods of care that have no start in the returns",
         f"{counts['starts_not_returned']:,}"),
    ]  # fmt: skip
