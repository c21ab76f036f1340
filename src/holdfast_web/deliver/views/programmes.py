"""The pages of programmes: to browse, to read, to set side by side, and what was changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from holdfast.library.programme_lines import lines
from holdfast.library.programme_words import SECTIONS
from holdfast_web.deliver.forms.programmes import (
    MOST_COMPARED,
    CompareForm,
    ProgrammeFilter,
)
from holdfast_web.deliver.models import OwnKind
from holdfast_web.deliver.queries.fit import assessed
from holdfast_web.deliver.queries.programmes import (
    amount_in_words,
    held,
    library,
    own_programmes,
    runs_by_version,
    versions_of,
    versions_told,
)
from holdfast_web.deliver.views.evidence_shown import (
    RATINGS,
    STUDIES,
    ShownCard,
    evidence_in_words,
)
from holdfast_web.deliver.views.programme_shown import Shown, address_of
from holdfast_web.people.exporting import exported
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import can, organisations
from holdfast_web.ui.days import written_moment
from holdfast_web.ui.templatetags.ui import ui_bullets, ui_details, ui_link

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import QuerySet
    from django.http import HttpResponse, HttpResponseBase
    from django.utils.safestring import SafeString

    from holdfast.deliver.programme_content import Change
    from holdfast.library.programme_words import Section
    from holdfast_web.deliver.models import OwnProgramme, ProgrammeVersion
    from holdfast_web.deliver.queries.programmes import Held
    from holdfast_web.people.models import User
    from holdfast_web.people.signed_in import SignedIn

A_PAGE = 50
VERSIONS_A_PAGE = 20
MOST_OFFERED = 200
HEAD = ("Programme", "Who takes part", "Ages", "How much", "Evidence")
OWN_HEAD = ("Programme", "Organisation", "Kind", "Ages", "How much")
FILE_HEAD = ("Programme", "Organisation", "Ages", "How much", "Evidence", "Address", "Version")
FIRST = ("Who it is for", "When and how much", "Evidence", "Who provides it", "Published costs")
VERSIONS = ("Version", "Made", "By", "Why", "What changed", "Runs on it")


@login_required
@require_safe
def programme_list(request: SignedIn) -> HttpResponseBase:
    """Browse the library and the programmes of one's own organisations."""
    form = ProgrammeFilter(request.GET)
    own, known = own_programmes(request.user, form.sought), library(form.sought)
    file = exported(request, "Programmes", FILE_HEAD, lambda: _file_rows(known, own))
    if file is not None:
        return file
    page = Paginator(own, A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "form": form,
        "head": HEAD,
        "rows": [_row(one) for one in known],
        "own_head": OWN_HEAD,
        "own": [_own_row(one) for one in page],
        "page": page,
        "may_add": bool(organisations(request.user, Permission.MANAGE_PROGRAMMES)),
    }
    return render(request, "deliver/programmes.html", shown)


@login_required
@require_safe
def programme(request: SignedIn, urn: str, version: int | None = None) -> HttpResponse:
    """Read one programme: at a glance, in the order of TIDieR, and its evidence."""
    found = held(request.user, urn, version)
    shown = Shown(found)
    context = {
        "held": found,
        "programme": found.programme,
        "shown": shown,
        "card": ShownCard(shown),
        "kind": _kind(found),
        "older": found.own is not None and found.version != found.own.newest,
        "compare": f"{reverse('deliver:programme_compare')}?programme_1={urn}",
        "ratings_head": RATINGS,
        "studies_head": STUDIES,
        "variations_head": ("What", "Here", "Why", "Agreed by"),
        "may_vary": bool(organisations(request.user, Permission.MANAGE_PROGRAMMES)),
        "change": _change_address(request.user, found),
        "assessed": assessed(request.user, urn).count(),
    }
    return render(request, "deliver/programme.html", context)


@login_required
@require_safe
def programme_versions(request: SignedIn, urn: str) -> HttpResponseBase:
    """Show every version of an organisation's programme, and what each changed."""
    found = held(request.user, urn)
    own = found.own
    if own is None:
        raise Http404("The library holds the newest version only.")
    runs, every = runs_by_version(request.user, own), versions_of(own)
    file = exported(
        request,
        f"Versions of {own.name}",
        VERSIONS,
        lambda: (
            (number, made, by, why, "; ".join(map(_change_words, what)), runs.get(number, 0))
            for number, made, by, why, what in _told(every)
        ),
        organisation=own.organisation,
    )
    if file is not None:
        return file
    page = Paginator(every, VERSIONS_A_PAGE).get_page(request.GET.get("page"))
    # One more than is shown: the last of the page is set beside the one before it.
    told = list(_told(every[page.start_index() - 1 : page.end_index() + 1]))
    rows = [
        (
            ui_link(
                f"Version {number}",
                reverse("deliver:programme_version", args=[own.urn, number]),
            ),
            written_moment(made),
            by,
            why,
            _changed(what) if number > 1 else "It was added",
            runs.get(number, 0),
        )
        for number, made, by, why, what in told[: len(page)]
    ]
    shown = {"own": own, "head": VERSIONS, "rows": rows, "page": page}
    return render(request, "deliver/programme_versions.html", shown)


@login_required
@require_safe
def programme_compare(request: SignedIn) -> HttpResponseBase:
    """Set up to four programmes side by side, question by question."""
    offered = [(one.urn, one.name) for one in library()]
    offered += [
        (one.urn, f"{one.name}, {one.organisation.name}")
        for one in own_programmes(request.user)[:MOST_OFFERED]
    ]
    form = CompareForm(request.GET, offered=offered)
    chosen = [
        Shown(held(request.user, urn), address_of(urn)) for urn in form.chosen[:MOST_COMPARED]
    ]
    names = [one.held.name for one in chosen]
    file = exported(
        request,
        "Programmes side by side",
        ("Question", *names),
        lambda: (
            (row.title, *(_plain(one, row.path) for one in chosen))
            for section in SECTIONS
            for row in section.rows
        ),
    )
    if file is not None:
        return file
    shown = {
        "form": form,
        "chosen": chosen,
        "head": ("Question", *names),
        "tables": [
            (
                section.title,
                [
                    (row.title, *(one.answer(row.path) for one in chosen))
                    for row in section.rows
                    if any(one.says(row.path) for one in chosen)
                ],
            )
            for section in sorted(SECTIONS, key=_place_in_a_comparison)
        ],
        "unanswered": [
            row.title
            for section in SECTIONS
            for row in section.rows
            if not any(one.says(row.path) for one in chosen)
        ],
        "links": [ui_link(one.held.name, address_of(one.held.urn)) for one in chosen],
    }
    return render(request, "deliver/programme_compare.html", shown)


def _place_in_a_comparison(section: Section) -> int:
    """Put first by what people choose; a comparison is long on a phone."""
    return FIRST.index(section.title) if section.title in FIRST else len(FIRST)


def _row(one: Held) -> tuple[object, ...]:
    entry = one.programme
    who = entry.who_for.attends.said
    return (
        ui_link(one.name, address_of(one.urn)),
        who[0].value.who.capitalize() if who else "Not published",
        _ages(one),
        amount_in_words(one.whole),
        evidence_in_words(entry),
    )


def _own_row(one: OwnProgramme) -> tuple[object, ...]:
    ages = "" if one.youngest is None else f"{one.youngest} to {one.oldest}"
    return (
        ui_link(one.name, address_of(one.urn)),
        one.organisation.name,
        one.get_kind_display(),
        ages or "Not said",
        one.summary,
    )


def _file_rows(known: list[Held], own: QuerySet[OwnProgramme]) -> Iterator[tuple[object, ...]]:
    for one in known:
        yield (
            one.name, "Library", _ages(one), amount_in_words(one.whole),
            evidence_in_words(one.programme), one.urn, one.version,
        )  # fmt: skip
    for mine in own.iterator():
        ages = "" if mine.youngest is None else f"{mine.youngest} to {mine.oldest}"
        yield (
            mine.name, mine.organisation.name, ages, mine.summary, "", mine.urn, mine.newest,
        )  # fmt: skip


def _ages(one: Held) -> str:
    said = one.programme.who_for.ages.said
    return " or ".join(dict.fromkeys(str(account.value) for account in said)) or "None set"


def _kind(found: Held) -> str:
    if found.own is None:
        return found.programme.kind.capitalize()
    if found.own.kind == OwnKind.OWN:
        return f"{found.programme.kind.capitalize()} of {found.own.organisation.name}"
    return f"{found.programme.name} as varied by {found.own.organisation.name}"


def _change_address(user: User, found: Held) -> str:
    """Give where a programme of one's own is changed; nothing where it is not."""
    own = found.own
    if own is None or not can(user, Permission.MANAGE_PROGRAMMES, own.organisation):
        return ""
    name = "programme_change" if own.kind == OwnKind.OWN else "programme_vary_change"
    return reverse(f"deliver:{name}", args=[own.urn])


def _told(
    versions: QuerySet[ProgrammeVersion],
) -> Iterator[tuple[int, datetime, str, str, tuple[Change, ...]]]:
    """Give versions from the newest, each with what it changed in the one before."""
    for one, what in versions_told(versions):
        by = str(one.added_by) if one.added_by is not None else "Somebody who has left"
        yield one.number, one.added, by, one.why, what


def _changed(what: tuple[Change, ...]) -> SafeString | str:
    if not what:
        return "Its name"
    return ui_details(
        f"{len(what)} change{'' if len(what) == 1 else 's'}",
        ui_bullets([_change_words(one) for one in what]),
    )


def _change_words(one: Change) -> str:
    before, after = one.before or "nothing", one.after or "nothing"
    return f"{one.title}: from {before}, to {after}"


def _plain(one: Shown, path: str) -> str:
    return "; ".join(line.words for line in lines(one.programme, path))
