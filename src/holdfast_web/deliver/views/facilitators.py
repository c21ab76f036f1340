"""The pages of facilitators: all of them, one of them, and how each is certified."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.views.decorators.http import require_http_methods, require_safe

from holdfast.deliver.facilitators import Standing
from holdfast_web.deliver.forms.facilitators import (
    ENDS_SOON,
    CertifyForm,
    ChangeFacilitatorForm,
    FacilitatorFilter,
    NewFacilitatorForm,
)
from holdfast_web.deliver.models import CertificationState
from holdfast_web.deliver.operations.facilitators import (
    add_facilitator,
    certify,
    change_facilitator,
)
from holdfast_web.deliver.queries.facilitators import (
    facilitators_for,
    role_titles,
    standings,
)
from holdfast_web.deliver.queries.programmes import offered_in
from holdfast_web.deliver.queries.sites import programme_names
from holdfast_web.deliver.views.asking import ask
from holdfast_web.people.exporting import exported
from holdfast_web.people.models import Organisation
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import can, organisations
from holdfast_web.ui.days import written_day
from holdfast_web.ui.templatetags.ui import ui_link, ui_tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from uuid import UUID

    from django.http import HttpResponse, HttpResponseBase, QueryDict

    from holdfast.deliver.facilitators import Stands
    from holdfast_web.deliver.models import Facilitator
    from holdfast_web.deliver.queries.facilitators import StandsFor
    from holdfast_web.people.signed_in import SignedIn

A_PAGE = 50
SOON = 3  # months
HEAD = ("Name", "Of", "Background", "Certified for")
FILE_HEAD = ("Name", "Of", "Background", "No longer delivers from", "Programme", "Standing",
             "Since", "Until")  # fmt: skip
COLOURS = {
    Standing.CERTIFIED: "green", Standing.IN_TRAINING: "blue", Standing.EXPIRED: "red",
    Standing.NONE: "grey",
}  # fmt: skip


@login_required
@require_safe
def facilitators(request: SignedIn) -> HttpResponseBase:
    """List who delivers programmes, and how far each may."""
    if not organisations(request.user, Permission.SEE_STAFF):
        raise Http404("There is no such page, or it is not yours to see.")
    form = FacilitatorFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    found = facilitators_for(request.user).order_by("name", "id")
    if asked.get("words"):
        found = found.filter(name__icontains=asked["words"])
    today = timezone.localdate()
    every = list(found)
    stand = standings(every, day=today)
    sought = asked.get("standing")
    if sought:
        every = [one for one in every if _answers(stand.get(one.pk, []), sought)]
    names = programme_names()
    titles = role_titles()
    file = exported(
        request, "Facilitators", FILE_HEAD, lambda: _file_rows(every, stand, names, titles)
    )
    if file is not None:
        return file
    page = Paginator(every, A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "form": form,
        "head": HEAD,
        "rows": [
            (
                ui_link(one.name, reverse("deliver:facilitator", args=[one.key])),
                one.organisation.name,
                titles.get(one.background, ""),
                _stands(stand.get(one.pk, []), names),
            )
            for one in page
        ],
        "page": page,
        "filtered": any(asked.values()),
        "may_keep": bool(organisations(request.user, Permission.MANAGE_STAFF)),
    }
    return render(request, "deliver/facilitators.html", shown)


@login_required
@require_safe
def facilitator(request: SignedIn, key: UUID) -> HttpResponse:
    """Show one facilitator: for what they are certified, and which runs they deliver."""
    found = get_object_or_404(facilitators_for(request.user), key=key)
    today = timezone.localdate()
    names = programme_names()
    seen = organisations(request.user, Permission.SEE_DELIVERY)
    places = (
        found.delivers.filter(run__organisation__in=seen)
        .defer("run__content")
        .select_related("run__organisation")
    )
    shown = {
        "facilitator": found,
        "about": [
            ("Of", found.organisation.name),
            ("Background", role_titles().get(found.background, "Not given")),
            *([("No longer delivers from", written_day(found.ended))] if found.ended else []),
        ],
        "standing": [
            (names.get(one.programme, one.programme), _tag(one.stands), *_days(one.stands))
            for one in standings([found], day=today).get(found.pk, [])
        ],
        "standing_head": ("Programme", "Standing", "Since", "Until"),
        "history": [
            (
                names.get(one.programme, one.programme),
                one.get_state_display(),
                written_day(one.since),
                written_day(one.expires) or "No end",
            )
            for one in found.certifications.order_by("-since", "-id")[:A_PAGE]
        ],
        "history_head": ("Programme", "What", "From", "Expires"),
        "runs": [
            (
                ui_link(
                    f"{place.run.title} in {place.run.organisation.name}",
                    reverse("deliver:run_facilitators", args=[place.run.key]),
                ),
                written_day(place.since) or "The beginning",
                written_day(place.until) or "The end",
            )
            for place in places.order_by("-run__starts", "since", "id")[:A_PAGE]
        ],
        "runs_head": ("Run", "From", "Until"),
        "may_keep": can(request.user, Permission.MANAGE_STAFF, found.organisation),
    }
    return render(request, "deliver/facilitator.html", shown)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def facilitator_add(request: SignedIn) -> HttpResponse:
    """Add a facilitator."""
    places = Organisation.objects.filter(
        pk__in=organisations(request.user, Permission.MANAGE_STAFF)
    )
    if not places.exists():
        raise Http404("There is no such page, or it is not yours to see.")
    form = NewFacilitatorForm(_sent(request), organisations=places)

    def done() -> str:
        added = add_facilitator(by=request.user, **form.cleaned_data)
        return f"{added.name} is added."

    return ask(
        request, form, done, title="Add a facilitator", back=reverse("deliver:facilitators")
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def facilitator_change(request: SignedIn, key: UUID) -> HttpResponse:
    """Change what is kept of a facilitator."""
    found = _mine(request, key)
    form = ChangeFacilitatorForm(
        _sent(request),
        initial={name: getattr(found, name) for name in ChangeFacilitatorForm.base_fields},
    )

    def done() -> str:
        change_facilitator(by=request.user, facilitator=found, **form.cleaned_data)
        return f"{found.name} is changed."

    return ask(
        request, form, done, title="Change", caption=found.name,
        back=reverse("deliver:facilitator", args=[key]),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def facilitator_certify(request: SignedIn, key: UUID) -> HttpResponse:
    """Write down that a facilitator is in training or certified for a programme."""
    found = _mine(request, key)
    form = CertifyForm(_sent(request), programmes=offered_in(found.organisation))

    def done() -> str:
        given = form.cleaned_data
        certify(
            by=request.user, facilitator=found, programme=given["programme"],
            state=CertificationState(given["state"]), since=given["since"],
            expires=given["expires"],
        )  # fmt: skip
        return f"The certification of {found.name} is written down."

    return ask(
        request, form, done, title="For what are they certified?", caption=found.name,
        back=reverse("deliver:facilitator", args=[key]),
        words="What was before stays. It holds until the new one begins.",
    )  # fmt: skip


def _mine(request: SignedIn, key: UUID) -> Facilitator:
    return get_object_or_404(facilitators_for(request.user, Permission.MANAGE_STAFF), key=key)


def _sent(request: SignedIn) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _answers(stand: Sequence[StandsFor], sought: str) -> bool:
    if sought == ENDS_SOON:
        today = timezone.localdate()
        return any(one.stands.ends_within(SOON, today=today) for one in stand)
    if sought == Standing.NONE:
        return not stand
    return any(one.stands.standing == sought for one in stand)


def _tag(stands: Stands) -> object:
    return ui_tag(stands.standing.value.capitalize(), COLOURS[stands.standing])


def _days(stands: Stands) -> tuple[str, str]:
    return written_day(stands.since), written_day(stands.until) or "No end"


def _stands(stand: Sequence[StandsFor], names: Mapping[str, str]) -> object:
    if not stand:
        return "Nothing yet"
    return format_html_join(
        "",
        "<div>{}{} {}</div>",
        (
            (
                names.get(one.programme, one.programme),
                f" until {written_day(one.stands.until)}" if one.stands.until else "",
                _tag(one.stands),
            )
            for one in stand
        ),
    )


def _file_rows(
    every: Sequence[Facilitator],
    stand: Mapping[int, Sequence[StandsFor]],
    names: Mapping[str, str],
    titles: Mapping[str, str],
) -> Iterator[tuple[object, ...]]:
    for one in every:
        about = (one.name, one.organisation.name, titles.get(one.background, ""), one.ended)
        for for_programme in stand.get(one.pk, []):
            of = for_programme.stands
            yield (
                *about, names.get(for_programme.programme, for_programme.programme),
                of.standing.value, of.since, of.until,
            )  # fmt: skip
        if not stand.get(one.pk):
            yield (*about, "", Standing.NONE.value, None, None)
