"""Load the delivery of the demo: Northmere, five other places, and a national team."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from holdfast.library.authority.rates import authority
from holdfast.synthetic.delivery.children import Children
from holdfast.synthetic.delivery.northmere import deliver, serve
from holdfast.synthetic.delivery.settings import DeliverySettings
from holdfast_web.deliver.demo.fidelity import load_reviews, take_up_checklist
from holdfast_web.deliver.demo.homes import load_homes, load_rosters
from holdfast_web.deliver.demo.lately import (
    block_christmas,
    judge_fit,
    open_answers,
    release_schedules,
    tell_of_drift,
)
from holdfast_web.deliver.demo.months import load_months, load_plan, load_restraints
from holdfast_web.deliver.demo.places import (
    OTHERS,
    OtherPlace,
    make_authority,
    make_homes,
    make_national_team,
    other_settings,
)
from holdfast_web.deliver.demo.registers import load_catch_ups, load_practice, load_registers
from holdfast_web.deliver.demo.runs import load_facilitators, load_runs, vary_result
from holdfast_web.deliver.demo.service import load_service
from holdfast_web.deliver.demo.sites import load_site
from holdfast_web.deliver.operations.ending_telling import tell_of_endings
from holdfast_web.deliver.operations.summaries import count_coverage
from holdfast_web.people.audit import put_down
from holdfast_web.people.roles import RoleName

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from holdfast.synthetic.delivery.northmere import InventedDelivery
    from holdfast.synthetic.settings import Settings
    from holdfast_web.deliver.demo.cast import Cast
    from holdfast_web.deliver.queries.programmes import Held
    from holdfast_web.people.models import Organisation

UNDER_WAY_IN_HOME = 6
HOMES_OF_FACILITATOR = (3, 6)
FACILITATOR_OF_DEMO = 5
"""One of the pair that delivers in those homes."""


@dataclass(frozen=True, kw_only=True)
class Begun:
    """The organisations of the demo's delivery, made before its people are."""

    made: InventedDelivery
    children: Children
    place: Organisation
    homes: Mapping[int, Organisation]
    national_team: Organisation

    @property
    def belong(self) -> dict[RoleName, tuple[Organisation, ...]]:
        """Where the demo's people belong, if not to the authority."""
        return {
            RoleName.HOME_MANAGER: (self.homes[UNDER_WAY_IN_HOME],),
            RoleName.FACILITATOR: tuple(self.homes[at] for at in HOMES_OF_FACILITATOR),
            RoleName.NATIONAL_TEAM_LEAD: (self.national_team,),
        }


def begin_delivery(place: Organisation, settings: Settings, *, today: date) -> Begun:
    """Invent the delivery of an authority and make its homes' organisations.

    Parameters
    ----------
    settings
        Those of the invented authority, so that its children are the same.
    """
    children = Children.of(settings, authority())
    made = deliver(DeliverySettings(today=today, seed=settings.seed), children)
    return Begun(
        made=made,
        children=children,
        place=place,
        homes=make_homes(place, made.homes),
        national_team=make_national_team(),
    )


@transaction.atomic
def load_delivery(begun: Begun, cast: Cast) -> None:
    """Put everything else of the demo's delivery into the service."""
    made, place = begun.made, begun.place
    moves = made.site.moves
    held = vary_result(cast, place, agreed_on=moves[min(1, len(moves) - 1)].on)
    _load_place(begun.made, held, place, begun.homes, begun.national_team, cast)
    load_plan(held.known_as, place, cast)
    load_restraints(made, begun.homes, cast)
    service = load_service(serve(made.settings, begun.children), made.settings, cast, place)
    tell_of_drift(service, cast)
    judge_fit(held, place, cast, on=made.site.readiness_on)
    block_christmas(place, cast, today=made.settings.today)
    for area, other in enumerate(OTHERS, 1):
        elsewhere = deliver(other_settings(other, area, made.settings.today))
        its_place = make_authority(other)
        homes = make_homes(its_place, elsewhere.homes)
        _load_place(elsewhere, held, its_place, homes, begun.national_team, cast, of=other)
    count_coverage()
    tell_of_endings(today=made.settings.today)  # before people sign in, not while they read
    put_down(
        "demo of delivery loaded", by=None, organisation=place, subject=place,
        detail={"homes": len(made.homes), "staff": len(made.staff)},
    )  # fmt: skip


def _load_place(
    made: InventedDelivery, held: Held, place: Organisation, homes: Mapping[int, Organisation],
    national_team: Organisation, cast: Cast, *, of: OtherPlace | None = None,
) -> None:  # fmt: skip
    staff = load_homes(made, homes)
    leading = load_facilitators(
        made, cast, place, of_the_demo=FACILITATOR_OF_DEMO if of is None else None
    )
    runs = load_runs(made, cast, homes, held, leading)
    load_registers(runs, staff, cast)
    load_catch_ups(runs, staff, cast)
    load_practice(runs, staff, cast)
    load_months(made, homes, cast)
    load_site(
        made, held, place, by=cast.lead, national_team=national_team,
        shares=of is None or of.shares, ended=of.ended if of is not None else "",
    )  # fmt: skip
    release_schedules(runs, cast)
    load_reviews(runs, take_up_checklist(cast, place, held.known_as), leading, cast)
    if of is None:
        load_rosters(made, staff)
        open_answers(runs, cast, today=made.settings.today)
