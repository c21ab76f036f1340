"""The pages of a service's criteria: its versions, and writing a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import redirect, render
from django.utils import timezone

from holdfast.kernel.errors import InputError
from holdfast_web.deliver.forms import criteria as pages
from holdfast_web.deliver.operations.referral_services import add_criteria
from holdfast_web.deliver.queries.referral_services import earliest_day, one_service
from holdfast_web.deliver.queries.service_page import criteria_rows
from holdfast_web.deliver.referral_words import criteria_of
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import can
from holdfast_web.ui.days import written_day
from holdfast_web.ui.refusal import refusal
from holdfast_web.ui.steps import Step, Steps

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from holdfast.change.criteria import Criteria
    from holdfast_web.deliver.models import Service
    from holdfast_web.people.signed_in import SignedIn
    from holdfast_web.ui.steps import Answers

AGES = Step(name="ages", title="How old are the children?", form=pages.AgesPage)
STAGES = Step(name="stages", title="Where on their journey?", form=pages.StagesPage)
NEEDS = Step(name="needs", title="Which needs do they have?", form=pages.NeedsPage)
EXCLUSIONS = Step(name="exclusions", title="What rules a child out?", form=pages.ExclusionsPage)
FLEXIBLE = Step(name="flexible", title="Are the criteria flexible?", form=pages.FlexiblePage)
LIMITS = Step(
    name="limits", title="How far may they be stretched?", form=pages.LimitsPage,
    words=(
        "A child who meets all but what is stretched is within the flexibility agreed. Leave "
        "empty what may not be stretched."
    ),
)  # fmt: skip
AGREED = Step(name="agreed", title="Who agreed this?", form=pages.AgreedPage)
FROM = Step(name="from", title="From when do they hold?", form=pages.FromPage)


@login_required
def criteria(request: SignedIn, key: UUID) -> HttpResponse:
    """Show the versions of a service's criteria, the latest first."""
    found = one_service(request.user, key)
    today = timezone.localdate()
    versions = list(found.criteria_versions.select_related("made_by").order_by("-number"))
    held = next((one for one in versions if one.in_force_from <= today), None)
    shown = {
        "service": found,
        "versions": [
            {
                "version": one,
                "held": one == held,
                "to_come": one.in_force_from > today,
                "rows": [
                    ("From", written_day(one.in_force_from)),
                    *criteria_rows(criteria_of(one)),
                    *([("What changed", one.note)] if one.note else []),
                    ("Added by", f"{one.made_by}, on {written_day(one.made_at)}"),
                ],
            }
            for one in versions
        ],
        "manages": can(request.user, Permission.MANAGE_SERVICES, found.organisation),
    }
    return render(request, "deliver/criteria.html", shown)


class NewCriteria(LoginRequiredMixin, Steps):
    """A new version of a service's criteria, beginning from the last."""

    name = "deliver:criteria_new"
    step_name = "deliver:criteria_new_step"
    steps = (AGES, STAGES, NEEDS, EXCLUSIONS, FLEXIBLE, LIMITS, AGREED, FROM)
    check_title = "Check the criteria"
    check_words = (
        "A version is never changed: another takes its place. Referrals stay judged by the "
        "version that held on their day."
    )
    button = "Keep these criteria"
    first_back = "deliver:services"
    request: SignedIn

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Turn away whoever may not keep this service."""
        if request.user.is_authenticated:
            self.service: Service = one_service(
                request.user, kwargs["key"], Permission.MANAGE_SERVICES
            )
        return super().dispatch(request, *args, **kwargs)

    def path(self, answers: Answers) -> tuple[Step, ...]:
        """Ask how far, and who agreed it, only where that was decided."""
        flexible = answers.get("flexible", {}).get("flexible", pages.FLEXIBLE)
        left_out = {
            pages.UNDECIDED: {LIMITS, AGREED},
            pages.FIXED: {LIMITS},
            pages.FLEXIBLE: set(),
        }[flexible]
        return tuple(step for step in self.steps if step not in left_out)

    def form_options(self, step: Step, answers: Answers) -> dict[str, Any]:
        """Begin each page from the last version; offer to stretch what was asked for."""
        last = self.service.criteria_versions.order_by("-number").first()
        held = criteria_of(last) if last is not None else None
        options: dict[str, Any] = {"initial": _initial(step, held)}
        if step is LIMITS:
            asked = {"ages", "stages", "needs", "exclusions"} <= set(answers)
            so_far = {name: one for name, one in answers.items() if name != "agreed"}
            options["so_far"] = pages.criteria_from(so_far) if asked else None
        if step is FROM:
            options["earliest"] = earliest_day(self.service, today=timezone.localdate())
        return options

    def finish(self, request: HttpRequest, answers: Answers) -> HttpResponse:
        """Keep the version, or say what the engine refuses."""
        del request
        try:
            add_criteria(
                self.service, by=self.request.user, criteria=pages.criteria_from(answers),
                **answers["from"],
            )  # fmt: skip
        except InputError as error:
            messages.error(self.request, refusal(error))
            return redirect("deliver:criteria", key=self.service.key)
        messages.success(self.request, "The criteria are kept.")
        return redirect("deliver:criteria", key=self.service.key)


def _initial(step: Step, held: Criteria | None) -> Mapping[str, Any]:
    if step is FROM:
        return {"in_force_from": timezone.localdate()}
    if held is None:
        return {}
    flexible = held.flexibility
    limits = flexible if flexible is not None and flexible.share else None
    told = pages.UNDECIDED if flexible is None else pages.FLEXIBLE if limits else pages.FIXED
    of: dict[str, Mapping[str, Any]] = {
        "ages": {"youngest": held.youngest, "oldest": held.oldest},
        "stages": {"stages": list(held.stages)},
        "needs": {"needs": list(held.needs)},
        "exclusions": {"exclusions": "\n".join(one.title for one in held.exclusions)},
        "flexible": {"flexible": told},
        "limits": {}
        if limits is None
        else {
            "youngest": limits.youngest, "oldest": limits.oldest,
            "stages": list(limits.stages), "needs": list(limits.needs),
            "exclusions": list(limits.exclusions), "most_at_once": limits.most_at_once,
            "share": round(100 * limits.share, 1),
        },
        "agreed": {}
        if flexible is None
        else {"agreed_by": flexible.agreed_by, "agreed_on": flexible.agreed_on},
    }  # fmt: skip
    return of[step.name]
