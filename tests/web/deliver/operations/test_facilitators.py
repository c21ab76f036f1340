"""Who may deliver a programme, who delivers a run, and who covers."""

from datetime import date, timedelta

import pytest
from django.http import Http404
from tests.web.deliver.refused import refused

from holdfast_web.deliver.models import CertificationState, Facilitator, RunFacilitator
from holdfast_web.deliver.operations.facilitators import (
    add_facilitator,
    certify,
    change_facilitator,
)
from holdfast_web.deliver.operations.run_facilitators import cover, end_place, give_place
from holdfast_web.people.models import AuditEvent

DAY = date(2026, 1, 5)
WEEK = timedelta(weeks=1)
RESULT = "urn:programme:result"
ROLE = "residential-child-care"


@pytest.fixture
def pair(northmere, coordinator):
    return [
        add_facilitator(
            by=coordinator, organisation=northmere, name=f"Facilitator {n}", background=ROLE
        )
        for n in (1, 2)
    ]


@pytest.fixture
def place(run, pair, coordinator):
    return give_place(by=coordinator, run=run, facilitator=pair[0], role=ROLE)


def places(run):
    return list(
        RunFacilitator.objects.filter(run=run)
        .order_by("id")
        .values_list("facilitator__name", "role", "since", "until", "reason")
    )


def test_a_facilitator_is_added_changed_and_ended(pair, coordinator):
    changed = change_facilitator(
        by=coordinator, facilitator=pair[0], name="Facilitator one", ended=DAY
    )

    changed.refresh_from_db()
    assert (changed.name, changed.background, changed.ended) == ("Facilitator one", "", DAY)
    assert AuditEvent.objects.latest("number").action == "facilitator changed"


def test_only_those_who_keep_staff_add_or_certify(northmere, home_manager, pair):
    with pytest.raises(Http404):
        add_facilitator(by=home_manager, organisation=northmere, name="Facilitator 3")
    with pytest.raises(Http404):
        certify(
            by=home_manager, facilitator=pair[0], programme=RESULT,
            state=CertificationState.CERTIFIED, since=DAY,
        )  # fmt: skip
    assert Facilitator.objects.count() == 2


def test_a_certification_lasts_from_a_day_until_another(pair, coordinator):
    made = certify(
        by=coordinator, facilitator=pair[0], programme=RESULT,
        state=CertificationState.CERTIFIED, since=DAY, expires=DAY + 52 * WEEK,
    )  # fmt: skip

    assert str(made) == "Facilitator 1: Certified"
    for since, expires, code in (
        (DAY, None, "deliver.certification-twice"),
        (DAY + WEEK, DAY + WEEK, "deliver.certification-backwards"),
    ):
        refused(
            lambda since=since, expires=expires: certify(
                by=coordinator, facilitator=pair[0], programme=RESULT,
                state=CertificationState.CERTIFIED, since=since, expires=expires,
            ),
            code,
        )  # fmt: skip


def test_cover_for_some_weeks_leaves_a_trail(run, pair, place, coordinator):
    cover(
        by=coordinator, place=place, facilitator=pair[1], since=DAY, until=DAY + WEEK,
        reason="Ill.",
    )  # fmt: skip

    assert places(run) == [
        ("Facilitator 1", ROLE, None, DAY, "Ill."),
        ("Facilitator 2", ROLE, DAY, DAY + WEEK, ""),
        ("Facilitator 1", ROLE, DAY + WEEK, None, ""),
    ]
    event = AuditEvent.objects.latest("number")
    assert (event.action, event.detail["facilitator"]) == (
        "facilitator covered", str(pair[1].key),
    )  # fmt: skip


def test_cover_for_good_lasts_to_the_end(run, pair, place, coordinator):
    cover(
        by=coordinator, place=place, facilitator=pair[1], since=DAY, until=None, reason="Left."
    )

    assert places(run)[1:] == [("Facilitator 2", ROLE, DAY, None, "")]


def test_cover_up_to_the_end_of_a_place_gives_no_place_of_no_days(
    run, pair, place, coordinator
):
    place.until = DAY + WEEK
    place.save()

    cover(
        by=coordinator, place=place, facilitator=pair[1], since=DAY, until=DAY + WEEK,
        reason="Ill.",
    )  # fmt: skip

    assert len(places(run)) == 2


@pytest.mark.parametrize(
    ("which", "since", "until", "reason", "code"),
    [
        (1, DAY, None, " ", "deliver.cover-without-reason"),
        (1, DAY, DAY, "Ill.", "deliver.cover-days"),
        (1, DAY - WEEK, None, "Ill.", "deliver.cover-days"),
        (1, DAY + 9 * WEEK, None, "Ill.", "deliver.cover-days"),
        (0, DAY, None, "Ill.", "deliver.cover-by-the-same"),
    ],
)
def test_cover_that_makes_no_sense_is_refused(
    run, pair, place, coordinator, which, since, until, reason, code
):
    place.since, place.until = DAY, DAY + 8 * WEEK
    place.save()

    refused(
        lambda: cover(
            by=coordinator, place=place, facilitator=pair[which], since=since, until=until,
            reason=reason,
        ),
        code,
    )  # fmt: skip
    assert len(places(run)) == 1


def test_nobody_has_two_places_at_one_time(run, pair, place, coordinator):
    refused(
        lambda: give_place(by=coordinator, run=run, facilitator=pair[0], since=DAY),
        "deliver.facilitator-placed-already",
    )

    end_place(by=coordinator, place=place, on=DAY, reason="Left.")
    again = give_place(by=coordinator, run=run, facilitator=pair[0], since=DAY)
    assert again.since == DAY


def test_a_place_ends_with_a_reason(place, coordinator):
    refused(
        lambda: end_place(by=coordinator, place=place, on=DAY, reason=""), "deliver.cover-days"
    )


def test_only_those_who_plan_runs_place_and_cover(run, pair, place, home_manager):
    for do in (
        lambda: give_place(by=home_manager, run=run, facilitator=pair[1]),
        lambda: cover(
            by=home_manager, place=place, facilitator=pair[1], since=DAY, until=None,
            reason="Ill.",
        ),
        lambda: end_place(by=home_manager, place=place, on=DAY, reason="Ill."),
    ):  # fmt: skip
        with pytest.raises(Http404):
            do()
    assert len(places(run)) == 1
