"""What programs are given of staff beside the list: who is away, and lists brought."""

from datetime import date

import pytest

from holdfast_web.deliver.models import BlockedDays, LongAbsence
from holdfast_web.deliver.operations.brought import apply_list, bring_staff, undo_list
from holdfast_web.deliver.queries.brought import print_of, staff_changes_of
from holdfast_web.evaluation.models import Scope
from holdfast_web.people.models import AuditEvent, Organisation
from holdfast_web.people.models.organisation import Kind

STAFF = b"Name,Started\nStaff member 8,2026-01-05\nStaff member 9,2026-01-05\nNobody,\n"


@pytest.fixture
def brought(lead, home):
    return bring_staff(
        by=lead, home=home, file_name="staff.csv", content=STAFF, absent_left=None
    )


def test_long_absences_are_given_without_a_reason_and_put_down(
    ask_lead, ask_elsewhere, home, team
):
    back, away = team[:2]
    LongAbsence.objects.create(staff=back, since=date(2026, 1, 5), until=date(2026, 3, 2))
    kept = LongAbsence.objects.create(staff=away, since=date(2026, 2, 2))

    found = ask_lead("/long-absences").json()["items"]

    assert [(one["staff"], one["until"]) for one in found] == [
        (str(away.key), None),
        (str(back.key), "2026-03-02"),
    ]
    assert found[0] == {
        "key": str(kept.key), "staff": str(away.key), "organisation": str(home.key),
        "since": "2026-02-02", "until": None,
    }  # fmt: skip
    assert ask_elsewhere("/long-absences").json()["items"] == []
    events = AuditEvent.objects.filter(action="long absences read by a program")
    assert sorted(one.detail["rows"] for one in events) == [0, 2]


def test_a_list_that_was_brought_is_given_with_what_became_of_it(
    ask_lead, ask_elsewhere, lead, home, brought
):
    (looked,) = ask_lead("/lists-brought").json()["items"]
    apply_list(by=lead, brought=brought, seen=print_of(staff_changes_of(brought)))
    answer = ask_lead("/lists-brought")
    brought.refresh_from_db()
    undo_list(by=lead, brought=brought)
    (undone,) = ask_lead("/lists-brought").json()["items"]

    (applied,) = answer.json()["items"]
    assert (looked["file_name"], looked["kind"], looked["state"]) == (
        "staff.csv", "staff", "looked_at",
    )  # fmt: skip
    assert (looked["organisation"], looked["counts"]) == (str(home.key), {})
    assert (looked["brought"]["by"], looked["applied"]) == (str(lead), None)
    assert (applied["state"], applied["counts"]["added"]) == ("applied", 2)
    assert (applied["applied"]["by"], applied["undone"]) == (str(lead), None)
    assert (undone["state"], undone["undone"]["by"]) == ("undone", str(lead))
    assert "Staff member" not in answer.content.decode()
    assert ask_elsewhere("/lists-brought").json()["items"] == []


def test_blocked_days_are_those_of_a_home_and_of_what_stands_above_it(
    ask, ask_lead, ask_elsewhere, ask_as, lead, home, northmere
):
    other = Organisation.objects.create(name="Oak House", kind=Kind.HOME, parent=northmere)
    for place, day, reason in (
        (northmere, date(2026, 8, 3), "Summer"),
        (home, date(2026, 9, 7), "Inspection"),
        (other, date(2026, 9, 8), "Moving"),
    ):
        BlockedDays.objects.create(organisation=place, first=day, last=day, reason=reason)
    path = f"/organisations/{home.key}/blocked-days"

    found = ask_lead(path).json()["items"]

    assert [(one["reason"], one["organisation"], one["first"]) for one in found] == [
        ("Inspection", str(home.key), "2026-09-07"),
        ("Summer", str(northmere.key), "2026-08-03"),
    ]
    assert ask_elsewhere(path).status_code == 404
    assert ask(path).status_code == 404  # an analyst plans no runs
    assert ask_as(lead, scopes=[Scope.STAFF])(path).status_code == 403
