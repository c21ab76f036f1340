"""The page where the audit trail is searched."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from holdfast_web.people.audit import put_down
from holdfast_web.people.forms.trail import TrailSearch
from holdfast_web.people.permissions import Permission
from holdfast_web.people.queries.trail import actions_in, events_seen_by, search, with_names
from holdfast_web.people.scope import organisations
from holdfast_web.ui.days import written_moment

if TYPE_CHECKING:
    from django.http import HttpResponse

    from holdfast_web.people.queries.trail import Named
    from holdfast_web.people.signed_in import SignedIn

A_PAGE = 50
SHOWN = 8
"""Letters of an identifier: enough to tell one from another in a list."""
LONG = re.compile(r"[0-9a-f-]{32,64}")
HEAD = ("When", "Who", "What", "Which", "Organisation", "From where")


@require_safe
@login_required
def trail(request: SignedIn) -> HttpResponse:
    """Show the events that a person may search. That somebody searched is an event too."""
    if not organisations(request.user, Permission.SEE_AUDIT_TRAIL):
        raise Http404("There is no such page, or it is not yours to see.")
    seen = events_seen_by(request.user)
    form = TrailSearch(request.GET or None, actions=actions_in(seen))
    found = search(seen, **form.cleaned_data) if form.is_valid() else seen
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    rows = [_row(one) for one in with_names(page.object_list)]
    if form.is_bound:
        put_down("audit trail searched", by=request.user, request=request)
    return render(
        request, "people/trail.html", {"form": form, "page": page, "head": HEAD, "rows": rows}
    )


def _row(one: Named) -> tuple[str, ...]:
    event = one.event
    which = f"{_in_words(event.subject_kind)} {event.subject_key[:SHOWN]}".strip()
    detail = ", ".join(
        f"{key.replace('_', ' ')} {_short(str(value))}"
        for key, value in event.detail.items()
        if value is not None
    )
    return (
        written_moment(event.at),
        one.person,
        event.action[0].upper() + event.action[1:],
        f"{which} ({detail})" if detail else which,
        one.organisation,
        event.address or "",
    )


def _in_words(kind: str) -> str:
    """Say a kind of thing as words: `Return set` for `ReturnSet`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind).capitalize()


def _short(value: str) -> str:
    """Cut an identifier or a hash to how it begins, as it can be searched for."""
    return value[:SHOWN] if LONG.fullmatch(value) else value
