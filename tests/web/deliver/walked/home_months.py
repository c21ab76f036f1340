"""Addresses of homes' months, restraints, charts, packs and comparisons, with examples."""

from datetime import date

from django.utils import timezone
from tests.web.urls_walked import MARK, own, theirs

from holdfast_web.deliver.models import HomeMonth, Restraint
from holdfast_web.people.models import Organisation
from holdfast_web.people.models.organisation import Kind

LEAD = {"by": "programme_lead"}


def home(northmere):
    """A home of Northmere with a month and a restraint."""
    kept = vars(northmere)
    if "home_by_month" not in kept:
        made = Organisation.objects.create(
            name=f"{MARK} house", kind=Kind.HOME, parent=northmere.organisation
        )
        HomeMonth.objects.create(organisation=made, month=date(2026, 3, 1), restraints=1)
        kept["restraint_of_home"] = Restraint.objects.create(
            organisation=made, number=1, used_at=timezone.now()
        )
        kept["home_by_month"] = made
    return kept["home_by_month"]


def restraint(northmere):
    home(northmere)
    return {"key": vars(northmere)["restraint_of_home"].key}


def of_home(**more):
    return lambda northmere: {"key": home(northmere).key, **more}


own(
    "deliver:home_months", "deliver:home_months_template", "deliver:home_months_upload",
    "deliver:home_months_apply", "deliver:homes_compare", "deliver:homes_chosen",
    "deliver:homes_release", "deliver:restraints",
)  # fmt: skip
theirs(
    "deliver:home_month_list", "deliver:home_charts", "deliver:home_pack",
    "deliver:home_pack_pdf", "deliver:home_restraints", "deliver:restraint_add",
    words=of_home(), **LEAD,
)  # fmt: skip
theirs("deliver:home_month", words=of_home(month="2026-03"), **LEAD)
theirs("deliver:home_chart", words=of_home(measure="restraints"), **LEAD)
theirs("deliver:restraint", "deliver:restraint_take_out", words=restraint, **LEAD)
