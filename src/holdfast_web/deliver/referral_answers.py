"""What may be said of a child in a referral? Closed lists, and the service's own measure.

Pages offer nothing else. Here it is held once more where it is saved, whoever sends it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from holdfast.change.criteria import OLDEST_AGE, REFERRAL_STAGES
from holdfast.change.stages import PRIMARY_NEEDS
from holdfast.deliver.referral import Consent, Urgency
from holdfast.kernel.errors import InputError
from holdfast.library.code_list import code_list
from holdfast_web.deliver.referral_words import criteria_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from holdfast_web.deliver.models import Service

NEEDS = tuple(code for code in PRIMARY_NEEDS if code != "N0")
URGENCIES = tuple(one.name.lower() for one in Urgency)
CONSENTS = tuple(one.name.lower() for one in Consent)


def sources(year: int) -> list[str]:
    """Give the codes of who refers that are valid in a year, as the census has them."""
    return [one.code for one in code_list("cin/referral_source").entries if one.valid(year)]


def check_answers(said: Mapping[str, Any], *, service: Service) -> None:
    """Refuse what cannot be said of a child who is referred to a service.

    Parameters
    ----------
    said
        What was answered, by the field that keeps it; None is not known.

    Raises
    ------
    InputError
        `deliver.referral-answer-unsound`, with the field.
    """
    today = timezone.localdate()
    _check_birth(said.get("birth_month"), said.get("age"), today=today)
    _check_listed("stages", said.get("stages"), REFERRAL_STAGES)
    _check_listed("needs", said.get("needs"), NEEDS)
    if said.get("exclusions"):
        _check_listed("exclusions", said["exclusions"], _exclusions_of(service))
    _check_score(said.get("need_score"), service)
    for field, words in (
        ("urgency", URGENCIES), ("consent", CONSENTS), ("source", sources(today.year)),
    ):  # fmt: skip
        if field in said and said[field] not in words:
            raise _unsound(field, f"Give one of: {', '.join(words)}.")
    received = said.get("received")
    if received is not None and received > today:
        raise _unsound("received", "Give today or an earlier day.")


def _exclusions_of(service: Service) -> list[str]:
    """Give what any version of a service's criteria rules a child out by."""
    versions = service.criteria_versions.order_by("number")
    found = [one.name for version in versions for one in criteria_of(version).exclusions]
    return list(dict.fromkeys(found))


def _check_birth(month: date | None, age: int | None, *, today: date) -> None:
    if age is not None and not 0 <= age <= OLDEST_AGE:
        raise _unsound("age", f"Give whole years from 0 to {OLDEST_AGE}.")
    if month is None:
        return
    if age is not None:
        raise _unsound("age", "Give the month of birth or the age, not both.")
    if month.day != 1 or not today.year - OLDEST_AGE - 1 <= month.year or month > today:
        raise _unsound(
            "birth_month",
            f"Give the first day of the month of birth of a child of at most {OLDEST_AGE} "
            "years. The day of birth is not kept.",
        )


def _check_listed(field: str, said: Collection[str] | None, words: Collection[str]) -> None:
    if said is not None and (set(said) - set(words) or len(set(said)) < len(said)):
        raise _unsound(field, f"Give each once, of: {', '.join(words) or 'none'}.")


def _check_score(score: Any, service: Service) -> None:
    if score is None:
        return
    low, high = service.need_lowest, service.need_highest
    if not service.need_measure or low is None or high is None:
        raise _unsound("need_score", "Leave it out: this service measures no need.")
    if not low <= score <= high or score != round(score, 2):
        raise _unsound(
            "need_score", f"Give a score from {low} to {high}, to two decimal places at most."
        )


def _unsound(field: str, fix: str) -> InputError:
    return InputError(
        "This cannot be said of a child who is referred here.",
        code="deliver.referral-answer-unsound",
        where=field,
        fix=fix,
    )
