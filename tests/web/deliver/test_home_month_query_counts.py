"""No page of homes' months or of fidelity asks more among many rows, or shows them all."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.web.crowd import FEW, MANY, WORD, Crowd, asked_among_both, check_same

from holdfast.library.fidelity import instrument as library_instrument
from holdfast_web.deliver.models import (
    Facilitator,
    FidelityInstrument,
    FidelityReview,
    HomeMonth,
    Restraint,
    ReviewAction,
    Run,
    RunFacilitator,
    RunState,
)
from holdfast_web.people.models import Organisation
from holdfast_web.people.models.organisation import Kind

pytestmark = pytest.mark.django_db
MOST_SHOWN = 200
PROGRAMME = "urn:programme:result"
OFFER_EVERYTHING = {"upload", "add review"}
"""Where one home or one run is chosen out of all there are."""


class Months(Crowd):
    """As many homes with months and a training, restraints, and reviews of facilitators."""

    def grow(self, size):
        had = self.size
        super().grow(size)
        names = [f"{WORD}.{number:04}" for number in range(had, size)]
        homes = list(
            Organisation.objects.filter(kind=Kind.HOME, name__in=[f"{n} home" for n in names])
        )
        last = timezone.localdate().replace(day=1) - timedelta(days=1)
        HomeMonth.objects.bulk_create(
            HomeMonth(organisation=home, month=last.replace(day=1), restraints=2)
            for home in homes
        )
        self.home = Organisation.objects.get(name=f"{WORD}.0000 home")
        Restraint.objects.bulk_create(
            Restraint(
                organisation=self.home, number=had + place + 1,
                used_at=timezone.now() - timedelta(days=3),
            )
            for place, _ in enumerate(names)
        )  # fmt: skip
        runs = Run.objects.bulk_create(
            Run(
                organisation=home, programme=PROGRAMME, version=1, title=home.name,
                content={}, starts=date(2025, 6, 2), ends=date(2025, 8, 18),
                state=RunState.UNDER_WAY,
            )
            for home in homes
        )  # fmt: skip
        people = Facilitator.objects.bulk_create(
            Facilitator(organisation=self.organisation, name=name) for name in names
        )
        RunFacilitator.objects.bulk_create(
            RunFacilitator(run=run, facilitator=person)
            for run, person in zip(runs, people, strict=True)
        )
        self.kept, _ = FidelityInstrument.objects.get_or_create(
            organisation=self.organisation, programme=PROGRAMME,
            urn="urn:fidelity:miti-4", version=1,
            defaults={
                "title": "MITI", "rule_fewest": 1, "rule_rater": "observer",
                "content": library_instrument("miti-4").model_dump(mode="json"),
                "rule_chosen": "random", "rule_source": "Ours",
            },
        )  # fmt: skip
        reviews = FidelityReview.objects.bulk_create(
            FidelityReview(
                organisation=run.organisation, instrument=self.kept, run=run,
                facilitator=person, rater="observer", rater_name="Observer 9",
                on=date(2025, 7, 1), chosen="random", scores={"technical": 3.5},
            )
            for run, person in zip(runs, people, strict=True)
        )  # fmt: skip
        self.review = FidelityReview.objects.earliest("pk")
        ReviewAction.objects.bulk_create(
            ReviewAction(review=review, what=f"{WORD} done", due=date(2025, 8, 1))
            for review in reviews
        )


def test_no_page_asks_more_or_shows_all(northmere, member, client):
    crowd = Months(northmere, member)

    def addresses():
        home, kept = [crowd.home.key], [crowd.kept.key]
        of = str(crowd.review.facilitator.key)
        return {
            "homes": (reverse("deliver:home_months"), None),
            "template": (reverse("deliver:home_months_template"), None),
            "upload": (reverse("deliver:home_months_upload"), None),
            "compare": (
                reverse("deliver:homes_compare"),
                {"programme": PROGRAMME, "measure": "restraints.count"},
            ),
            "home": (reverse("deliver:home_month_list", args=home), None),
            "month": (reverse("deliver:home_month", args=[*home, "2025-07"]), None),
            "charts": (reverse("deliver:home_charts", args=home), None),
            "chart": (reverse("deliver:home_chart", args=[*home, "restraints"]), None),
            "restraints": (reverse("deliver:restraints"), None),
            "of a home": (reverse("deliver:home_restraints", args=home), {"show": "all"}),
            "restraint": (
                reverse("deliver:restraint", args=[Restraint.objects.earliest("pk").key]), None
            ),
            "fidelity": (reverse("deliver:fidelity"), None),
            "by run": (reverse("deliver:fidelity"), {"by": "run"}),
            "by site": (reverse("deliver:fidelity"), {"by": "site"}),
            "trend": (
                reverse("deliver:fidelity_trend", args=kept), {"by": "facilitator", "of": of}
            ),
            "reviews": (reverse("deliver:fidelity_reviews"), None),
            "review": (reverse("deliver:fidelity_review", args=[crowd.review.key]), None),
            "add review": (
                reverse("deliver:fidelity_review_add_step", args=["run"]), None
            ),
            "instruments": (reverse("deliver:fidelity_instruments"), None),
            "instrument": (reverse("deliver:fidelity_instrument", args=kept), None),
            "home page": (reverse("home"), None),
        }  # fmt: skip

    few, many = asked_among_both(crowd, client, addresses)

    check_same(few, many)
    assert {one.status for one in many.values()} == {200}
    assert [
        name for name in ("homes", "fidelity", "reviews") if few[name].rows < FEW // 2
    ] == []
    assert {
        name: one.rows
        for name, one in many.items()
        if one.rows > MOST_SHOWN and name not in OFFER_EVERYTHING
    } == {}
    assert {name for name in OFFER_EVERYTHING if many[name].rows < MANY} == set()
