"""By which rates does the invented authority live, and where does each come from?

`northmere.yaml` in typed form. Hazards are per month; a list of hazards is by whole months
since something, and its last value holds for every later month.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import Annotated

from pydantic import AfterValidator, Field

from holdfast.library.entry import LIBRARY, Entry, Strict, load_yaml

ROUNDING = 1e-6


def _whole(shares: dict[str, float]) -> dict[str, float]:
    if abs(sum(shares.values()) - 1) > ROUNDING:
        raise ValueError("the shares must add up to 1")
    return shares


Share = Annotated[float, Field(ge=0, le=1)]
Positive = Annotated[float, Field(gt=0)]
Shares = Annotated[dict[str, Share], AfterValidator(_whole)]
Hazards = Annotated[tuple[Share, ...], Field(min_length=1)]
Multiples = dict[str, Positive]
Band = tuple[float, float, Positive]
Pair = tuple[float, float]


class Confidence(StrEnum):
    """Where the figures of a group come from."""

    PUBLISHED = "published"
    ASSUMED = "assumed"


class Group(Strict):
    """Some rates that share one source."""

    source: Annotated[str, Field(min_length=1)]
    confidence: Confidence
    note: str


class People(Group):
    """Who the children are."""

    age_bands: tuple[Band, ...]
    female: Share
    disabled: Share
    ethnicity: Shares
    disabilities: Shares
    needs_younger: Shares
    needs_older: Shares
    older_from: int
    factors_younger: dict[str, Share]
    factors_older: dict[str, Share]
    frailty_sd: Annotated[float, Field(ge=0)]


class Arrivals(Group):
    """How children come to be known."""

    in_need_at_start: Share
    in_care_at_start: Share
    unaccompanied: Share
    in_need_mean_days: Positive
    in_care_mean_days: Positive


class Leaving(Group):
    """What ends a child's time with the authority, besides turning 18."""

    deaths_per_1000_years: Annotated[float, Field(ge=0)]
    moves_per_1000_years: Annotated[float, Field(ge=0)]


class Referrals(Group):
    """How cases open and close."""

    no_further_action: Share
    closing: Hazards
    closing_after_home: Hazards
    referred_again: Hazards
    sources: Shares
    assessment_working_days: int


class Protection(Group):
    """How child protection plans and pre-proceedings begin and end."""

    starting: Hazards
    ending: Hazards
    older_multiple: Positive
    pre_proceedings_from_need: Share
    pre_proceedings_from_plan: Share
    pre_proceedings_ending: Share
    categories: Shares
    enquiries_without_conference: Share


class EntryToCare(Group):
    """What makes entry to care more or less likely."""

    need: Share
    plan: Share
    closed: Share
    after_home: Hazards
    pre_proceedings_multiple: Positive
    age_bands: tuple[Band, ...]
    needs: Multiples
    factors: Multiples
    disabled: Positive
    care_before: Positive
    each_earlier_referral: Positive
    each_earlier_plan: Positive


class Reentry(Group):
    """How many of those who went home come back: what the hazards after home aim at."""

    within_a_year: Share


class Stays(Group):
    """How long care lasts and how it ends."""

    exits_under_5: Shares
    exits_5_to_9: Shares
    exits_10_up: Shares
    home_short: tuple[Share, float, float]
    home_long: Pair
    guardianship: Pair
    arrangements: Pair
    adoption: Pair
    other: Pair
    remand_share: Share
    short_breaks: Share
    short_break_days: Pair


class Placements(Group):
    """Where children in care live, and for how long in one place."""

    under_5: Shares
    from_5: Shares
    from_10: Shares
    from_16: Shares
    remand: Shares
    first_short: Pair
    mean_days: Positive
    mean_days_10_up: Positive
    foster_own: Share
    home_private: Share
    outside_the_area: Share
    with_parents: Share


class Statuses(Group):
    """Under which legal statuses children are looked after."""

    agreement_10_up: Share
    agreement_under_10: Share
    police_first: Share
    emergency_first: Share
    order_after_days: Pair


class Health(Group):
    """What the yearly return on children looked after for twelve months holds."""

    sdq_mean: float
    sdq_sd: Positive
    sdq_frailty: float
    convicted_10_up: Share
    substance_misuse_12_up: Share
    up_to_date: Share
    missing_a_year: Annotated[float, Field(ge=0)]
    missing_a_year_factor: Positive


class Programme(Group):
    """Whom the programme is for, who is chosen, and what it costs."""

    name: str
    ages: tuple[int, int]
    needs: tuple[str, ...]
    lower_needs: tuple[str, ...]
    months_before_start: Annotated[int, Field(ge=1)]
    share: Share
    selection: dict[str, float]
    declined: Share
    never_engaged: Share
    drift_at_end: Annotated[float, Field(ge=0, lt=1)]
    teams: Annotated[int, Field(ge=1)]
    weeks: Pair
    cost_per_child: Positive


class Authority(Entry):
    """Every rate of one invented authority."""

    people: People
    arrivals: Arrivals
    leaving: Leaving
    referrals: Referrals
    protection: Protection
    entry: EntryToCare
    reentry: Reentry
    stays: Stays
    placements: Placements
    statuses: Statuses
    health: Health
    programme: Programme


@cache
def authority(name: str = "northmere") -> Authority:
    """By which rates does this invented authority live?

    Examples
    --------
    >>> authority().reentry.within_a_year
    0.2
    """
    return load_yaml(LIBRARY / "authority" / f"{name}.yaml", Authority)
