"""Which homes can be compared, over which months, and what does the comparison give?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from holdfast.deliver.home_measures import BY_NAME, MEASURES
from holdfast.deliver.home_series import Shown, series, ways_shown
from holdfast.kernel.errors import InputError
from holdfast.measure.homes import HomesComparison, HomeSeries, compare_homes
from holdfast_web.deliver.models import HomesPlan, Run, RunState
from holdfast_web.deliver.queries.home_months import (
    exposures_of,
    homes_with_months,
    records_of,
    trainings,
)
from holdfast_web.people.models import Organisation
from holdfast_web.people.scope import Sees, organisations

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from holdfast_web.people.models import User

MOST_HOMES = 60
"""With more, dealing the trainings out again takes longer than a page may."""
SEED = 20_260_401
"""The same homes and months give the same answer, whoever asks and whenever."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Compared:
    """What is compared: homes with their months, and how it was decided which were trained.

    `under` is the one organisation under which all the homes stand; None where there are
    several, and then nobody can have drawn lots among them here.
    """

    series: tuple[HomeSeries, ...]
    names: dict[str, str]
    first: date | None
    last: date | None
    under: Organisation | None
    plan: HomesPlan | None

    @property
    def drawn_by_lot(self) -> bool:
        """Whether lots decided which homes were trained, and when."""
        return self.plan is not None and self.plan.drawn_by_lot


def programmes_begun(
    user: User, *, today: date, sees: Sees = organisations
) -> list[tuple[str, str]]:
    """Give the programmes that have begun in a home whose months a person sees, by title."""
    runs = (
        Run.objects.filter(
            organisation__in=homes_with_months(user, sees=sees), starts__lte=today
        )
        .exclude(state=RunState.STOPPED)
        .order_by("title", "-starts")
    )
    found = dict[str, str]()
    for urn, title in runs.values_list("programme", "title"):
        found.setdefault(urn, title)
    return list(found.items())


def measures_shown() -> list[tuple[str, str]]:
    """Give each measure in each way that it can be shown, with words."""
    words = {Shown.COUNT: "", Shown.RATE: ", as a rate", Shown.SHARE: ", as a share"}
    return [
        (f"{one.name}.{shown}", f"{one.title}{words[shown]}")
        for one in MEASURES
        for shown in ways_shown(one.name)
    ]


def read_measure(text: str) -> tuple[str, Shown] | None:
    """Read a measure and its way from an address; None where there is no such."""
    name, _, shown = text.partition(".")
    if name not in BY_NAME or shown not in ways_shown(name):
        return None
    return name, Shown(shown)


def homes_compared(
    user: User,
    programme: str,
    measure: str,
    shown: Shown,
    *,
    today: date,
    sees: Sees = organisations,
) -> Compared:
    """Gather the homes of a comparison: those that the programme trained, and untrained ones.

    A home that another programme trained is neither, and is left out.
    """
    homes = list(homes_with_months(user, sees=sees))
    begun = trainings(homes, today=today)
    taking_part = [
        home for home in homes if home.pk not in begun or begun[home.pk].programme == programme
    ]
    held = records_of(taking_part)
    known = [one.month for kept in held.values() for one in kept]
    places = {home.parent_id for home in taking_part if home.parent_id is not None}
    under = None
    if len(places) == 1:
        under = Organisation.objects.filter(pk__in=places).first()
    plan = None
    if under is not None:
        plan = HomesPlan.objects.filter(organisation=under, programme=programme).first()
    made: list[HomeSeries] = []
    if known:
        first, last = min(known), max(known)
        around = exposures_of(taking_part, first=first, last=last)
        for home in taking_part:
            training = begun.get(home.pk)
            made.append(
                HomeSeries(
                    home=str(home.key),
                    points=series(
                        held.get(home.pk, []),
                        measure,
                        shown=shown,
                        first=first,
                        last=last,
                        exposures=around[home.pk],
                    ),
                    trained_from=training.starts if training is not None else None,
                    trained_to=training.ends if training is not None else None,
                )
            )
    return Compared(
        series=tuple(made),
        names={str(home.key): home.name for home in taking_part},
        first=min(known, default=None),
        last=max(known, default=None),
        under=under,
        plan=plan,
    )


def comparison(compared: Compared) -> HomesComparison:
    """Compare them; what was worked out once is given again.

    Raises
    ------
    DesignError
        As `holdfast.measure.homes.compare_homes`.
    InputError
        `deliver.homes-too-many`.
    """
    if len(compared.series) > MOST_HOMES:
        raise InputError(
            f"There are more than {MOST_HOMES} homes, too many to compare on a page.",
            code="deliver.homes-too-many",
            fix="Compare the homes of one organisation, or use the engine by itself: "
            "holdfast.measure.homes.compare_homes.",
        )
    return _compare(compared.series, drawn_by_lot=compared.drawn_by_lot)


@lru_cache(maxsize=64)
def _compare(homes: Sequence[HomeSeries], *, drawn_by_lot: bool) -> HomesComparison:
    return compare_homes(homes, seed=SEED, drawn_by_lot=drawn_by_lot)
