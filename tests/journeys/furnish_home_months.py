"""Homes' months with a training among them, restraints with things due, and reviews."""

from datetime import timedelta

from django.utils import timezone

from holdfast.library.fidelity import instrument as library_instrument
from holdfast_web.deliver.models import (
    ChosenKind,
    HomeMonth,
    RaterKind,
    RestraintKind,
    Run,
    RunFacilitator,
)
from holdfast_web.deliver.operations.fidelity import (
    add_action,
    add_review,
    take_up_instrument,
)
from holdfast_web.deliver.operations.home_months import keep_month
from holdfast_web.deliver.operations.restraints import enter_restraint
from holdfast_web.deliver.queries.home_months import back, last_whole
from holdfast_web.people.models import Organisation
from holdfast_web.people.models.organisation import Kind

MONTHS = 30
RESTRAINTS = (6, 4, 7, 5, 4, 6)
AFTER = (2, 1, 3, 1, 2, 2)
PROGRAMME = "urn:programme:result"


def home_months_kept(place, home, lead):
    """Give the keys of homes with months, a restraint, an instrument and reviews by it."""
    last = last_whole(timezone.localdate())
    first = back(last, MONTHS - 1)
    others = [
        Organisation.objects.create(name=f"Invented House {n}", kind=Kind.HOME, parent=place)
        for n in range(2, 11)
    ]
    for number, one in enumerate(others):
        start = back(last, 14 - number) if number < 5 else None
        if start is not None:
            Run.objects.create(
                organisation=one, programme=PROGRAMME, version=1, title="RESuLT", content={},
                starts=start.replace(day=6), ends=back(start, -2).replace(day=20),
                state="finished",
            )  # fmt: skip
        HomeMonth.objects.bulk_create(
            HomeMonth(
                organisation=one, month=month, child_nights=118 + place_ % 3,
                restraints=(
                    AFTER if start is not None and month >= start else RESTRAINTS
                )[(place_ + number) % 6],
            )
            for place_, month in enumerate(back(first, -step) for step in range(MONTHS))
        )  # fmt: skip
    trained = others[0]
    keep_month(
        by=lead, home=home, month=last, seen=0,
        numbers={"restraints": 1, "child_nights": 120, "leavers": 0},
    )  # fmt: skip
    restraint = enter_restraint(
        by=lead, home=home, kind=RestraintKind.RESTRAINT,
        used_at=timezone.now() - timedelta(hours=30),
    )  # fmt: skip
    kept = take_up_instrument(
        by=lead, organisation=place, programme=PROGRAMME,
        instrument=library_instrument("miti-4"), fewest=2, rater=RaterKind.OBSERVER,
        chosen=ChosenKind.RANDOM, source="Agreed by the implementation team",
    )  # fmt: skip
    where = RunFacilitator.objects.select_related("run", "facilitator").earliest("pk")
    Run.objects.filter(pk=where.run_id).update(state="under_way")
    review = None
    for number in range(9):
        review = add_review(
            by=lead, run=where.run, instrument=kept, facilitator=where.facilitator,
            session=None, on=where.run.starts + timedelta(days=number),
            rater=RaterKind.OBSERVER if number else RaterKind.SELF, rated_by=None,
            rater_name="Observer 9", chosen=ChosenKind.RANDOM,
            scores={"technical": 3 + number / 10, "relational": None if number == 4 else 3.5},
        )  # fmt: skip
    add_action(review, by=lead, what="Watch a recording together.", due=timezone.localdate())
    return {
        "house": trained.key, "restraint": restraint.key, "last_month": f"{last:%Y-%m}",
        "last_month_said": f"{last:%B %Y}",
        "instrument": kept.key, "review": review.key, "reviewed": where.facilitator.key,
    }  # fmt: skip
