"""The addresses of programmes. Those of the library are everyone's; an own one is not."""

from datetime import date

from tests.web.urls_walked import MARK, own, theirs

from holdfast.deliver.own_programme import OwnAnswers
from holdfast.deliver.programme import Variation, vary
from holdfast.library.programme import programme
from holdfast_web.deliver.models import OwnProgramme
from holdfast_web.deliver.operations.programmes import add_own, add_varied
from holdfast_web.deliver.queries.programmes import held

RESULT = "urn:programme:result"


def own_programme(northmere):
    """Give Northmere's own programme, made once."""
    found = OwnProgramme.objects.filter(name=MARK).first()
    return found or add_own(
        by=northmere.person("programme_lead"),
        organisation=northmere.organisation,
        answers=OwnAnswers(name=MARK, title=MARK),
    )


def varied_programme(northmere):
    """Give a programme that Northmere varies, made once."""
    name = f"{MARK} varied"
    found = OwnProgramme.objects.filter(name=name).first()
    lead = northmere.person("programme_lead")
    minutes = Variation(
        path="amount.minutes", value=180, why=MARK, agreed_by=MARK, agreed_on=date(2026, 3, 2)
    )
    return found or add_varied(
        by=lead,
        organisation=northmere.organisation,
        of=held(lead, RESULT),
        whole=vary(programme("result"), minutes),
        name=name,
    )


def leads_to(made, **more):
    return lambda northmere: {"urn": made(northmere).urn, **more}


own("deliver:programmes", "deliver:programme_compare", "deliver:programme_new")
own("deliver:programme_new_step", words=lambda northmere: {"step": "name"})
theirs("deliver:programme", words=leads_to(own_programme), by="programme_lead")
theirs("deliver:programme_versions", words=leads_to(own_programme), by="programme_lead")
theirs("deliver:programme_version", words=leads_to(own_programme, version=1), by="home_manager")
theirs("deliver:programme_change", words=leads_to(own_programme), by="programme_lead")
theirs(
    "deliver:programme_change_step",
    words=leads_to(own_programme, step="because"),
    by="programme_lead",
)
theirs("deliver:programme_vary", words=leads_to(own_programme), by="programme_lead")
theirs("deliver:programme_vary_step", words=leads_to(own_programme, step="name"), by=None)
theirs("deliver:programme_vary_change", words=leads_to(varied_programme), by="programme_lead")
theirs(
    "deliver:programme_vary_change_step", words=leads_to(varied_programme, step="name"), by=None
)
theirs("deliver:programme_fit", words=leads_to(own_programme), by="programme_lead")
theirs("deliver:programme_fit_new", words=leads_to(own_programme), by="programme_lead")
theirs("deliver:programme_fit_step", words=leads_to(own_programme, step="need"), by=None)
