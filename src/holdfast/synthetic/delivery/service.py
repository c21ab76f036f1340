"""For whom is Northmere's edge-of-care service meant, and who is sent to it instead?

From a known month on, more and more of those referred stand outside the criteria, and their
need is lower. The places fill. `holdfast.synthetic.delivery.caseload` says who gets one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from holdfast.change.criteria import Criteria, Exclusion, Flexibility, Presented, judge
from holdfast.deliver.referral import Consent, Urgency
from holdfast.synthetic.delivery.settings import later, month_of

if TYPE_CHECKING:
    from holdfast.change.criteria import Judgement
    from holdfast.library.authority.delivery import Service
    from holdfast.library.authority.rates import Programme
    from holdfast.synthetic.delivery.children import Children
    from holdfast.synthetic.delivery.lots import Lots
    from holdfast.synthetic.delivery.settings import DeliverySettings

STAGES = ("child_in_need", "child_protection_plan", "pre_proceedings")
AGREED_BEFORE = timedelta(days=75)
AGREED_BY = "Head of service for adolescents"
FLEXIBLE_SHARE = 0.10
YOUNGER_BY = 1  # the age to which the criteria may be stretched
YOUNGEST_OUTSIDE = 7
SATURDAY = 5
LOWEST, HIGHEST = 0.0, 10.0
REFERRERS = (
    "Social worker, assessment team", "Social worker, safeguarding team", "Early help worker",
    "School, designated lead", "Youth justice worker", "Child and adolescent mental health",
)  # fmt: skip
OTHER_SERVICE = "other-service"


@dataclass(frozen=True, kw_only=True, slots=True)
class InventedReferral:
    """One referral as it came in, before anything was decided."""

    number: int
    child: str
    birth_month: date
    received: date
    referrer: str
    urgency: Urgency
    consent: Consent
    presented: Presented
    level: float
    judged: Judgement
    meant_outside: bool


def criteria(settings: DeliverySettings, plan: Programme) -> Criteria:
    """Give the criteria of the service, with the flexibility that was agreed beforehand."""
    youngest, oldest = plan.ages
    return Criteria(
        youngest=youngest,
        oldest=oldest,
        stages=STAGES,
        needs=plan.needs,
        exclusions=(
            Exclusion(name=OTHER_SERVICE, title="Another team already works to keep the family "
                      "together"),
        ),
        flexibility=Flexibility(
            agreed_by=AGREED_BY,
            agreed_on=months(settings)[0] - AGREED_BEFORE,
            share=FLEXIBLE_SHARE,
            youngest=youngest - YOUNGER_BY,
        ),
    )  # fmt: skip


def months(settings: DeliverySettings) -> tuple[date, ...]:
    """Give the months of the service, the last being this one."""
    many = settings.rates.service.months
    return tuple(later(month_of(settings.today), back) for back in range(1 - many, 1))


def outside_share(rates: Service, month: int) -> float:
    """Give the true share of referrals from outside the criteria, by month counted from 1."""
    return rates.outside_before + _drifted(rates, month) * (
        rates.outside_after - rates.outside_before
    )


def referrals(
    settings: DeliverySettings, plan: Programme, children: Children
) -> tuple[InventedReferral, ...]:
    """Make the referrals of all months as they came; no child comes twice."""
    rates, rule = settings.rates.service, criteria(settings, plan)
    free = np.ones(len(children.references), dtype=np.bool_)
    made: list[InventedReferral] = []
    for month, first in enumerate(months(settings), start=1):
        lots = settings.lots.of("referrals", first.toordinal())
        many = lots.poisson(
            rates.referrals_before
            + _drifted(rates, month) * (rates.referrals_after - rates.referrals_before)
        )
        days = sorted(
            (first + timedelta(days=lots.whole((0, (later(first, 1) - first).days - 1), turn)))
            for turn in range(many)
        )
        for turn, drawn in enumerate(days):
            day = drawn - timedelta(days=max(0, drawn.weekday() - SATURDAY + 1))
            if not first <= day <= settings.today:
                continue
            one = lots.of("referral", turn)
            outside = one.happens(outside_share(rates, month), "outside")
            at = _child(children, plan, day, free, one, outside=outside)
            if at is not None:
                free[at] = False
                made.append(
                    _referral(settings, children, rule, at, day, one, len(made) + 1, outside)
                )
    return tuple(made)


def _drifted(rates: Service, month: int) -> float:
    """Say how far the drift has come in a month, from 0 to 1."""
    since = month - rates.drift_from_month + 1
    return min(max(since / rates.drift_full_after_months, 0.0), 1.0)


def _child(
    children: Children, plan: Programme, day: date, free: np.ndarray, lots: Lots, *,
    outside: bool,
) -> int | None:  # fmt: skip
    """Choose a child who fits the criteria, or one who does not; None where there is nobody."""
    ages, opened = children.ages(day), children.open_case(day)
    able = free & children.known(day) & ~children.looked_after(day)
    aged = (ages >= plan.ages[0]) & (ages <= plan.ages[1])
    meant, lower = children.needs_are(plan.needs), children.needs_are(plan.lower_needs)
    if outside:
        young = (ages >= YOUNGEST_OUTSIDE) & (ages < plan.ages[0])
        fits = (young & opened & meant) | (aged & opened & lower) | (aged & ~opened)
    else:
        fits = aged & opened & meant
    places = np.flatnonzero(able & fits)
    return int(places[int(lots.uniform("child") * len(places))]) if len(places) else None


def _referral(
    settings: DeliverySettings, children: Children, rule: Criteria, at: int, day: date,
    lots: Lots, number: int, outside: bool,
) -> InventedReferral:  # fmt: skip
    rates = settings.rates.service
    presented = Presented(
        age=int(children.ages(day)[at]),
        stages=children.stages(at, day),
        needs=(children.need(at),),
        exclusions={OTHER_SERVICE: False},
    )
    level = lots.normal(rates.need_outside if outside else rates.need_before, "level")
    no_consent = lots.happens(rates.no_consent, "no consent")
    return InventedReferral(
        number=number,
        child=children.references[at],
        birth_month=children.birth_month(at),
        received=day,
        referrer=lots.one_of(REFERRERS, "referrer"),
        urgency=Urgency.URGENT if lots.happens(rates.urgent, "urgent") else Urgency.ROUTINE,
        consent=Consent.REFUSED if no_consent else Consent.GIVEN,
        presented=presented,
        level=round(min(max(level, LOWEST), HIGHEST), 1),
        judged=judge(presented, rule),
        meant_outside=outside,
    )
