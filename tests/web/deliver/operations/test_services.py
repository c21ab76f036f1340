"""How a service is added and changed: its places, costs, criteria and team."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.http import Http404
from django.utils import timezone
from tests.web.deliver.refused import refused

from holdfast.change.criteria import Criteria
from holdfast.change.criteria_data import criteria_from_data
from holdfast.deliver.referral import Move
from holdfast_web.deliver.models import CasePart, Service
from holdfast_web.deliver.operations import referral_services as operations
from holdfast_web.deliver.queries.referral_services import (
    agreed_times,
    criteria_on,
    place_cost,
    place_worth,
)
from holdfast_web.people.models import AuditEvent

pytestmark = pytest.mark.django_db
TEENS = Criteria(youngest=11, oldest=17)


def test_a_service_is_added_with_an_event(northmere, lead):
    made = operations.add_service(
        by=lead, organisation=northmere, name=" Edge ", about="Helps.", caseload_limit=5
    )

    assert (made.name, made.about, made.caseload_limit) == ("Edge", "Helps.", 5)
    assert made.references_of == northmere
    event = AuditEvent.objects.order_by("-number").first()
    assert (event.action, event.subject_key) == ("service added", str(made.key))


def test_a_service_of_a_home_knows_children_by_its_authority(home, northmere, lead):
    made = operations.add_service(by=lead, organisation=home, name="Step down")

    assert made.references_of == northmere


def test_a_service_outside_every_authority_knows_children_by_its_own(elsewhere, member):
    elsewhere.kind = "provider"
    elsewhere.save()
    theirs = member(elsewhere, "programme_lead")

    assert (
        operations.add_service(by=theirs, organisation=elsewhere, name="s").references_of
        == elsewhere
    )


def test_only_who_keeps_services_may(service, practitioner, member, northmere):
    for user in (practitioner, member(northmere, "commissioner"), member(northmere, "analyst")):
        for verb in (
            lambda user=user: operations.add_service(
                by=user, organisation=northmere, name="Another"
            ),
            lambda user=user: operations.change_service(service, by=user, name="Another"),
            lambda user=user: operations.set_places(
                service, by=user, since=date(2026, 1, 1), number=3
            ),
            lambda user=user: operations.add_criteria(
                service, by=user, criteria=TEENS, in_force_from=timezone.localdate()
            ),
            lambda user=user: operations.add_team_member(
                service, by=user, name="n", profession="p"
            ),
        ):
            with pytest.raises(Http404):
                verb()


@pytest.mark.parametrize(
    ("about", "code"),
    [
        ({"name": "Edge of care team"}, "deliver.service-name-taken"),
        ({"baseline_first": date(2026, 1, 1)}, "deliver.baseline-unsound"),
        (
            {"baseline_first": date(2026, 2, 1), "baseline_last": date(2026, 1, 31)},
            "deliver.baseline-unsound",
        ),
        ({"need_measure": "SDQ"}, "deliver.need-measure-unsound"),
        (
            {"need_measure": "SDQ", "need_lowest": 4, "need_highest": 4},
            "deliver.need-measure-unsound",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_words(service, northmere, lead, about, code):
    refused(
        lambda: operations.add_service(
            by=lead, organisation=northmere, **{"name": "Another"} | about
        ),
        code,
    )
    assert Service.objects.count() == 1


def test_a_baseline_is_kept_in_whole_months(service, lead):
    found = operations.change_service(
        service, by=lead, baseline_first=date(2026, 1, 17), baseline_last=date(2026, 3, 4)
    )

    assert (found.baseline_first, found.baseline_last) == (date(2026, 1, 1), date(2026, 3, 1))


def test_what_is_not_said_of_a_service_is_not_written(service, lead):
    with pytest.raises(TypeError):
        operations.change_service(service, by=lead, references_of=None)


def test_the_number_of_places_is_said_again_of_the_same_day(service, lead):
    for number in (4, 6):
        operations.set_places(service, by=lead, since=date(2026, 4, 1), number=number)

    assert [(one.since, one.number) for one in service.places.all()][-1] == (
        date(2026, 4, 1),
        6,
    )


def costs(service, lead, **more):
    return operations.set_costs(
        service, by=lead,
        **{
            "year": "2025/26", "occupied": Decimal("500"), "empty": Decimal("400"),
            "source": "Ours",
        } | more,
    )  # fmt: skip


def test_what_a_place_costs_has_its_price_year_and_source(service, lead):
    assert (place_cost(service), place_worth(service)) == (None, None)

    costs(
        service, lead, worth_target=Decimal(900), worth_outside=Decimal(300), worth_source="A"
    )

    service.refresh_from_db()
    assert str(place_cost(service).occupied) == "£500 (2025-26 prices)"
    assert (place_cost(service).source, place_worth(service).source) == ("Ours", "A")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"empty": Decimal(501)}, "deliver.place-cost-unsound"),
        ({"year": "soon"}, "kernel.financial-year-unreadable"),
        ({"worth_target": Decimal(1)}, "deliver.worth-half-said"),
        (
            {"worth_target": Decimal(1), "worth_outside": Decimal(1)},
            "deliver.worth-half-said",
        ),
    ],
)
def test_costs_that_cannot_be_are_refused(service, lead, more, code):
    refused(lambda: costs(service, lead, **more), code)


def test_a_new_version_of_the_criteria_holds_from_its_day_and_never_before(service, lead):
    today = timezone.localdate()

    made = operations.add_criteria(
        service, by=lead, criteria=TEENS, in_force_from=today + timedelta(days=3), note="Wider"
    )

    assert (made.number, criteria_from_data(made.content)) == (2, TEENS)
    assert criteria_on(service, today).number == 1
    assert criteria_on(service, today + timedelta(days=3)) == made
    assert criteria_on(service, date(2019, 1, 1)) is None
    for day in (today - timedelta(days=1), today + timedelta(days=3)):
        refused(
            lambda day=day: operations.add_criteria(
                service, by=lead, criteria=TEENS, in_force_from=day
            ),
            "deliver.criteria-in-force-already",
        )


def test_times_that_were_not_agreed_are_not_there(service):
    agreed = agreed_times(service)

    assert {str(one): days for one, days in agreed.decide.items()} == {
        "urgent": 2, "routine": 10,
    }  # fmt: skip
    assert {str(one): days for one, days in agreed.place.items()} == {"routine": 28}


def test_two_of_a_team_do_not_share_a_name(service, lead):
    refused(
        lambda: operations.add_team_member(
            service, by=lead, name="team member 1 ", profession="Nurse"
        ),
        "deliver.team-member-name-taken",
    )


def test_nobody_leaves_a_team_while_they_have_a_case(service, lead, practitioner, referred, at):
    sent = at(
        referred(service, practitioner, "1"), lead, Move.TRIAGE, Move.ACCEPT, Move.ALLOCATE
    )
    member = sent.parts.get().member
    leave = {
        "name": member.name, "profession": member.profession, "ended": timezone.localdate(),
    }  # fmt: skip

    refused(
        lambda: operations.change_team_member(member, by=lead, **leave),
        "deliver.team-member-has-cases",
    )
    CasePart.objects.update(until=timezone.localdate())
    assert operations.change_team_member(member, by=lead, **leave).ended is not None
