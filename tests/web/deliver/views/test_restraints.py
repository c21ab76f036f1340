"""The register of restraints: times only, with what is due after each."""

from datetime import datetime, timedelta
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from holdfast.kernel.errors import InputError
from holdfast_web.deliver.models import Restraint, RestraintKind
from holdfast_web.deliver.operations.restraints import (
    enter_restraint,
    keep_times,
    take_out_restraint,
)
from holdfast_web.people.due import State, due_for
from holdfast_web.people.models import AuditEvent

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 6, 10, 9, 0, tzinfo=LONDON)


@pytest.fixture(autouse=True)
def now():
    """It is 10 June 2026, nine in the morning."""
    with patch.object(timezone, "now", lambda: NOW):
        yield


@pytest.fixture
def entered(home, home_manager):
    """Give a function that enters a restraint so many hours ago."""

    def made(*, hours=30):
        return enter_restraint(
            by=home_manager, home=home, kind=RestraintKind.RESTRAINT,
            used_at=NOW - timedelta(hours=hours),
        )  # fmt: skip

    return made


def page(client, user, name, *args, query="", status=200):
    client.force_login(user)
    answer = client.get(reverse(f"deliver:{name}", args=args) + query)
    assert answer.status_code == status
    return answer.content.decode()


def moment(name, when):
    return {
        f"{name}_on-day": str(when.day), f"{name}_on-month": str(when.month),
        f"{name}_on-year": str(when.year), f"{name}_time": f"{when:%H:%M}",
    }  # fmt: skip


def test_a_restraint_is_entered_by_its_time_alone(client, home, home_manager):
    client.force_login(home_manager)
    href = reverse("deliver:restraint_add", args=[home.key])
    assert "Nobody is named here." in client.get(href).content.decode()

    answer = client.post(
        href, {"kind": "restraint"} | moment("used", NOW - timedelta(hours=2)), follow=True
    )

    kept = Restraint.objects.get()
    assert (kept.number, kept.used_at) == (1, NOW - timedelta(hours=2))
    assert "Record 1 is entered." in answer.content.decode()
    assert "11 June 2026 at 7:00am" in answer.content.decode()
    assert "to be confirmed" in answer.content.decode()


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (moment("used", NOW + timedelta(hours=1)), "A time lies in the future."),
        (moment("used", NOW) | {"used_time": "soon"}, "Enter a time, such as 9:30am."),
        (moment("used", NOW) | {"used_time": ""}, "It was used: time"),
    ],
)
def test_a_time_that_cannot_be_is_refused(client, home, home_manager, sent, words):
    client.force_login(home_manager)

    answer = client.post(
        reverse("deliver:restraint_add", args=[home.key]), {"kind": "restraint"} | sent
    )

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_steps_are_kept_with_their_times(client, home, home_manager, entered):
    one = entered(hours=30)
    client.force_login(home_manager)
    href = reverse("deliver:restraint", args=[one.key])
    sent = {"kind": "control"} | moment("used", one.used_at.astimezone(LONDON))

    client.post(href, sent | moment("recorded", NOW - timedelta(hours=20)))

    one.refresh_from_db()
    assert (one.kind, one.recorded_at) == ("control", NOW - timedelta(hours=20))
    shown = page(client, home_manager, "restraint", one.key)
    assert "Done" in shown
    assert "Due" in shown


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (moment("recorded", NOW - timedelta(days=5)), "deliver.step-before-restraint"),
        (
            moment("recorded", NOW) | {"recorded_time": ""},
            "Give both the day and the time, or neither.",
        ),
        ({"recorded_time": "9am"}, "Give both the day and the time, or neither."),
        (moment("debriefed", NOW + timedelta(days=1)), "deliver.restraint-in-future"),
    ],
)
def test_a_step_that_cannot_be_is_refused(client, home_manager, entered, said, words):
    one = entered(hours=30)
    client.force_login(home_manager)
    sent = {"kind": "restraint"} | moment("used", one.used_at.astimezone(LONDON)) | said

    answer = client.post(reverse("deliver:restraint", args=[one.key]), sent)

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_what_is_due_after_a_restraint_is_on_the_home_page_of_those_who_keep(
    home_manager, coordinator, entered
):
    entered(hours=30)

    found = due_for(home_manager)

    late = [(due.text, due.when) for due in found[State.LATE]]
    assert late == [("Make the record: Larch House, record 1", NOW - timedelta(hours=6))]
    assert [due.text for due in found[State.DUE]] == [
        "Speak to whoever used the measure, and sign the record: Larch House, record 1",
        "Speak to the child, and add that to the record: Larch House, record 1",
    ]
    assert due_for(coordinator) == {state: [] for state in State}


def test_what_is_done_is_no_longer_due(home_manager, entered):
    one = entered(hours=30)

    keep_times(
        one, by=home_manager, kind=RestraintKind.RESTRAINT, used_at=one.used_at,
        recorded_at=NOW, debriefed_at=NOW, child_spoken_to_at=NOW,
    )  # fmt: skip

    assert due_for(home_manager) == {state: [] for state in State}


def test_the_list_shows_what_is_open_and_all(client, home, home_manager, entered):
    done = entered(hours=200)
    entered(hours=30)
    keep_times(
        done, by=home_manager, kind=RestraintKind.RESTRAINT, used_at=done.used_at,
        recorded_at=NOW, debriefed_at=NOW, child_spoken_to_at=NOW,
    )  # fmt: skip

    few = page(client, home_manager, "home_restraints", home.key)
    whole = page(client, home_manager, "home_restraints", home.key, query="?show=all")

    assert ("Record 2" in few, "Record 1" in few) == (True, False)
    assert "Late" in few
    assert ("Record 2" in whole, "Record 1" in whole) == (True, True)
    assert "Done late" in whole


def test_the_list_leaves_with_those_who_keep_it_only(
    client, home, home_manager, coordinator, entered
):
    entered()

    client.force_login(home_manager)
    href = reverse("deliver:home_restraints", args=[home.key])
    file = client.get(href + "?as=csv")
    lines = b"".join(file.streaming_content).decode().splitlines()
    seen = page(client, coordinator, "home_restraints", home.key, query="?as=csv")

    assert lines[0] == "Record,Home,Used,Recorded,Debriefed and signed,Child spoken to"
    assert lines[1].startswith("1,Larch House,2026-06-09 03:00,")
    assert "Take this list as" not in seen
    assert "Enter a restraint" not in seen
    assert "Record 1" in page(client, coordinator, "restraints")


def test_empty_lists_say_so(client, home, home_manager):
    assert "Nothing is due." in page(client, home_manager, "restraints")
    assert "There is no record yet." in page(
        client, home_manager, "restraints", query="?show=all"
    )


def test_who_sees_a_record_does_not_change_it(client, coordinator, entered):
    one = entered()

    assert "When it was done" not in page(client, coordinator, "restraint", one.key)
    answer = client.post(reverse("deliver:restraint", args=[one.key]), {})
    assert answer.status_code == 404
    page(client, coordinator, "restraint_take_out", one.key, status=404)


def test_a_record_entered_by_mistake_is_taken_out(client, home, home_manager, entered):
    one = entered()
    href = reverse("deliver:restraint_take_out", args=[one.key])

    assert "Take out Record 1?" in page(client, home_manager, "restraint_take_out", one.key)
    client.post(href)

    assert not Restraint.objects.exists()
    event = AuditEvent.objects.get(action="restraint taken out")
    assert event.detail == {"number": 1, "key": str(one.key)}


def test_numbers_go_on_in_each_home(home, home_manager, entered):
    assert [entered().number, entered().number] == [1, 2]


def test_others_may_not_enter_or_take_out(home, coordinator, entered):
    one = entered()
    for act in (
        lambda: enter_restraint(
            by=coordinator, home=home, kind=RestraintKind.RESTRAINT, used_at=NOW
        ),
        lambda: take_out_restraint(one, by=coordinator),
    ):
        with pytest.raises(Http404):
            act()


def test_a_time_in_the_future_is_refused(home, home_manager):
    with pytest.raises(InputError) as caught:
        enter_restraint(
            by=home_manager, home=home, kind=RestraintKind.RESTRAINT,
            used_at=NOW + timedelta(minutes=1),
        )  # fmt: skip

    assert caught.value.code == "deliver.restraint-in-future"


def test_the_database_holds_no_step_before_its_restraint(entered):
    one = entered()
    one.recorded_at = one.used_at - timedelta(minutes=1)

    with pytest.raises(IntegrityError), transaction.atomic():
        one.save()
