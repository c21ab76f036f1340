"""How does a list leave as a file? As Excel or CSV, with an event on the trail.

For lists that somebody works with and may see row by row on a page: staff, sessions, actions.
A file with counts of children leaves through a release (`people.operations.releases`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.text import slugify

from holdfast_web.people.audit import put_down
from holdfast_web.ui.list_files import csv_lines, workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from django.http import HttpResponseBase

    from holdfast_web.people.models import Organisation
    from holdfast_web.people.signed_in import SignedIn

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def exported(
    request: SignedIn,
    title: str,
    head: Sequence[str],
    rows: Callable[[], Iterable[Sequence[Any]]],
    *,
    organisation: Organisation | None = None,
) -> HttpResponseBase | None:
    """Give a list as the file that the address asks for by `as`; None where it asks for none.

    Parameters
    ----------
    title
        What the list is called: it names the file, the sheet and the event.
    head
        The columns' names.
    rows
        Gives the list's rows as plain values, already narrowed to what this person may see. It
        is asked only when a file is wanted: a generator over a query would fetch the whole list
        each time that a page of it is shown.
    organisation
        Whose list it is, where it is one organisation's.
    """
    kind = request.GET.get("as")
    if kind not in {"csv", "excel"}:
        return None
    put_down(
        "list taken as a file", by=request.user, organisation=organisation,
        detail={"list": title, "as": kind}, request=request,
    )  # fmt: skip
    name = slugify(title) or "list"
    if kind == "csv":
        lines = csv_lines(head, rows())
        answer: HttpResponseBase = StreamingHttpResponse(
            lines, content_type="text/csv; charset=utf-8"
        )
    else:
        answer = HttpResponse(workbook(title, head, rows()), content_type=EXCEL)
    suffix = "csv" if kind == "csv" else "xlsx"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{suffix}"'
    return answer
