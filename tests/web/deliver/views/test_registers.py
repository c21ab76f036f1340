"""What do the pages of a register show and keep, and whom do they refuse?"""

import re
from collections import Counter
from datetime import time, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from holdfast_web.deliver.models import LongAbsence, Mark, MarkChange, Means, RosterShift
from holdfast_web.people.models import AuditEvent

HEAD = "Code,Name,Who,Mark,Why absent,Arrived,Left"


def address(name, sitting):
    return reverse(f"deliver:{name}", args=[sitting.key])


def sent(*marks, seen=0):
    """Give what a browser sends: for each person what was chosen."""
    data = {"seen": seen}
    for line, values in marks:
        data |= {f"{line}-{name}": value for name, value in values.items()}
    return data


def kept(sitting):
    return {
        mark.staff.name if mark.staff else mark.visitor: (
            mark.outcome,
            mark.reason,
            mark.minutes,
        )
        for mark in Mark.objects.filter(sitting=sitting).select_related("staff")
    }


@pytest.fixture
def page(client, home_manager):
    client.force_login(home_manager)
    return client


def test_register_shows_everybody_in_post_and_counts_them(page, sitting, team):
    answer = page.get(address("register", sitting))

    text = answer.content.decode()
    assert all(text.count(f"{member.name} <span") == 1 for member in team)
    assert "<dt>No mark yet</dt><dd>5</dd>" in text
    assert 'name="seen" value="0"' in text


def test_register_can_begin_with_everybody_present(page, sitting, team):
    text = page.get(address("register", sitting), {"all": "present"}).content.decode()

    assert text.count('value="present" checked') == len(team)
    assert Mark.objects.count() == 0


def test_one_request_keeps_a_register_of_forty(page, sitting, home, employed, team):
    people = [*team, *employed(home, 35, start=50)]

    answer = page.post(
        address("register", sitting),
        sent(*((member.key, {"outcome": "present"}) for member in people)),
        follow=True,
    )

    assert "40 marks new or changed" in answer.content.decode()
    assert Mark.objects.filter(sitting=sitting, minutes=210).count() == 40


def test_marks_are_kept_with_reasons_and_times(page, sitting, team):
    first, second, third, fourth, fifth = team

    page.post(
        address("register", sitting),
        sent(
            (first.key, {"outcome": "late", "arrived": "10:00", "left": ""}),
            (second.key, {"outcome": "absent", "reason": "nights", "arrived": "09:30"}),
            (third.key, {"outcome": "absent"}),
            (fourth.key, {"outcome": "present", "arrived": "11:00", "reason": "sick"}),
            (fifth.key, {"outcome": "late"}),
        ),
    )

    assert kept(sitting) == {
        "Staff member 1": ("late", "", 180),
        "Staff member 2": ("absent", "nights", 0),
        "Staff member 3": ("absent", "not_known", 0),
        "Staff member 4": ("present", "", 210),
        "Staff member 5": ("late", "", None),
    }
    text = page.get(address("register", sitting)).content.decode()
    assert text.count("No time is written down, so this counts for nobody yet") == 1


def test_agency_staff_of_the_day_is_added(page, sitting):
    line = uuid4()

    page.post(
        address("register", sitting),
        sent((line, {"name": "Agency worker 1", "kind": "agency", "outcome": ""})),
    )

    assert kept(sitting) == {"Agency worker 1": ("present", "", 210)}
    assert "Agency worker 1 <span" in page.get(address("register", sitting)).content.decode()


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"outcome": "late", "arrived": "half ten"}, "Enter a time, such as 9:30am."),
        ({"outcome": "late", "arrived": "13:30"}, "Enter a time before the session ended."),
        (
            {"outcome": "left_early", "left": "09:00"},
            "Enter a time after the session started.",
        ),
        (
            {"outcome": "late", "arrived": "11:00", "left": "10:00"},
            "Enter a time after the one at which they arrived.",
        ),
    ],
)
def test_time_that_cannot_be_is_refused_and_nothing_is_lost(page, sitting, team, values, says):
    first, second, *_ = team

    answer = page.post(
        address("register", sitting),
        sent((first.key, values), (second.key, {"outcome": "present"})),
    )

    text = answer.content.decode()
    assert (answer.status_code, Mark.objects.count()) == (422, 0)
    assert f'href="#id_{first.key}-' in text
    assert says in text
    assert f'name="{second.key}-outcome" type="radio" value="present" checked' in text


def test_somebody_of_the_day_needs_a_name(page, sitting):
    answer = page.post(
        address("register", sitting), sent((uuid4(), {"name": "", "outcome": "present"}))
    )

    assert answer.status_code == 422
    assert "Enter the name of who was there." in answer.content.decode()


def test_two_people_are_asked_which_mark_stands(page, sitting, team, coordinator):
    first, second, *_ = team
    where = address("register", sitting)
    page.post(where, sent((first.key, {"outcome": "present"})))
    page.force_login(coordinator)

    answer = page.post(
        where,
        sent(
            (first.key, {"outcome": "absent", "reason": "sick"}),
            (second.key, {"outcome": "present"}),
        ),
    )

    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Present (saved by manager@larch.example" in text
    assert "Absent, sick (yours)" in text
    assert kept(sitting) == {
        "Staff member 1": ("present", "", 210),
        "Staff member 2": ("present", "", 210),
    }

    form = answer.context["form"]
    chosen = {"seen": form["seen"].value(), "sent": form["sent"].value()}
    nothing = page.post(address("register_settle", sitting), chosen)
    settled = page.post(
        address("register_settle", sitting), chosen | {str(first.key): "mine"}, follow=True
    )

    assert nothing.status_code == 422
    assert "1 mark new or changed" in settled.content.decode()
    assert kept(sitting)["Staff member 1"] == ("absent", "sick", 0)


def test_marks_to_settle_that_nobody_signed_are_refused(page, sitting):
    answer = page.post(
        address("register_settle", sitting), {"seen": 0, "sent": "made up"}, follow=True
    )

    assert "This page was too old." in answer.content.decode()


def test_changes_are_shown_with_who_and_what(page, sitting, team):
    where = address("register", sitting)
    page.post(where, sent((team[0].key, {"outcome": "present"})))
    page.post(where, sent((team[0].key, {"outcome": "absent", "reason": "leave"}), seen=1))
    page.post(where, sent((team[0].key, {"outcome": "none"}), seen=2))

    file = page.get(address("register_changes", sitting), {"as": "csv"})

    lines = b"".join(file.streaming_content).decode().splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == ["Staff member 1"] * 3
    assert 'Present,"Absent, annual leave",manager@larch.example' in lines[2]
    assert '"Absent, annual leave",No mark,manager@larch.example' in lines[1]


def test_register_on_paper_has_empty_rows(page, sitting, team):
    text = page.get(address("register_print", sitting)).content.decode()

    assert text.count('<th scope="row">Staff member') == len(team)
    assert text.count("<tr><td></td>") == 8


def test_workbook_goes_out_and_comes_back(page, sitting, team):
    page.post(address("register", sitting), sent((team[0].key, {"outcome": "present"})))
    out = page.get(address("register_workbook", sitting))
    sheet = CalamineWorkbook.from_filelike(BytesIO(out.content)).get_sheet_by_index(0)
    rows = {row[1]: row for row in sheet.to_python()[4:] if row[1]}

    assert [row[3] for row in rows.values()] == ["Present", "", "", "", ""]
    code = rows["Staff member 2"][0]
    brought = f"{HEAD}\n{code},Staff member 2,Team,Late,,10:00,\n,Guest 1,Visitor,p,,,\n"
    preview = page.post(
        address("register_upload", sitting),
        {"file": SimpleUploadedFile("register.csv", brought.encode())},
    )

    text = preview.content.decode()
    assert "Late, arrived at 10am" in text
    assert Mark.objects.count() == 1

    page.post(
        address("register_apply", sitting),
        {"brought": preview.context["form"]["brought"].value()},
    )

    assert kept(sitting) == {
        "Staff member 1": ("present", "", 210),
        "Staff member 2": ("late", "", 180),
        "Guest 1": ("present", "", 210),
    }
    assert set(MarkChange.objects.filter(version=2).values_list("means", flat=True)) == {
        Means.WORKBOOK
    }
    assert AuditEvent.objects.filter(action="register taken as a file").count() == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"nothing that is a list", "deliver.list-without-headings"),
        (b"PK\x03\x04 and no more", "records."),
    ],
)
def test_file_that_is_no_register_is_refused(page, sitting, content, says):
    answer = page.post(
        address("register_upload", sitting),
        {"file": SimpleUploadedFile("register.xlsx", content)},
    )

    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_file_larger_than_any_register_is_refused(page, sitting):
    answer = page.post(
        address("register_upload", sitting),
        {"file": SimpleUploadedFile("register.csv", b"," * ((1 << 20) + 1))},
    )

    assert "larger than 1 MB" in answer.content.decode()


def test_rows_that_cannot_be_read_are_said(page, sitting):
    brought = f"{HEAD}\n,Guest 1,Visitor,maybe,,,\n"

    answer = page.post(
        address("register_upload", sitting),
        {"file": SimpleUploadedFile("register.csv", brought.encode())},
    )

    assert "deliver.list-word-unknown" in answer.content.decode()
    assert "This register changes nothing." in answer.content.decode()


def test_file_that_nobody_signed_is_refused(page, sitting):
    answer = page.post(address("register_apply", sitting), {"brought": "made up"}, follow=True)

    assert "Bring the file again." in answer.content.decode()


def test_list_shows_registers_to_take_and_all(page, run, sitting):
    assert page.get(reverse("deliver:registers")).content.decode().count("Not taken") == 3
    page.post(address("register", sitting), sent((uuid4(), {"name": "Guest 1"})))

    assert page.get(reverse("deliver:registers")).content.decode().count("Not taken") == 2
    everything = page.get(reverse("deliver:registers"), {"show": "all"}).content.decode()
    assert everything.count("Taken on") == 1
    file = page.get(reverse("deliver:registers"), {"as": "csv", "show": "all"})
    assert len(b"".join(file.streaming_content).decode().splitlines()) == 4


def test_register_of_today_stands_on_the_first_page(page, run):
    text = page.get(reverse("home")).content.decode()

    assert "Today: Session 3, RESuLT in Larch House" in text
    assert "Take the register of Session 1, RESuLT in Larch House" in text


def test_register_says_what_the_roster_says_and_suggests_the_reason(page, sitting, home, team):
    night, _, away, *rest = team
    day = sitting.on
    before = day - timedelta(days=1)
    RosterShift.objects.bulk_create(
        RosterShift(
            organisation=home, staff=who, day=on, starts=starts, ends=ends, state="planned"
        )
        for who, on, starts, ends in (
            (night, before, time(21), time(7, 30)),
            *((who, day, time(7), time(15)) for who in rest),
        )
    )
    LongAbsence.objects.create(staff=away, since=before)
    Mark.objects.create(
        sitting=sitting, staff=rest[0], outcome="absent", reason="sick", minutes=0, version=1
    )

    text = page.get(address("register", sitting)).content.decode()

    assert text.count("Roster: came off a night that morning") == 1
    assert text.count("Roster: no shift that day") == 1
    assert text.count("Away for long that day") == 1
    assert text.count("Roster: on shift at the time") == len(rest)
    chosen = Counter(re.findall(r'<option value="(\w+)" selected', text))
    # What was said stands; for the others the roster only suggests.
    assert chosen == {
        "nights": 1, "off_shift": 1, "long_leave": 1, "sick": 1, "on_shift": len(rest) - 1,
    }  # fmt: skip


def test_register_without_a_roster_suggests_nothing(page, sitting, team):
    text = page.get(address("register", sitting)).content.decode()

    assert "Roster:" not in text
    assert set(re.findall(r'<option value="(\w*)" selected', text)) <= {""}


def test_who_sees_counts_only_sees_no_register(client, member, northmere, sitting):
    client.force_login(member(northmere, "commissioner"))

    for name in ("register", "register_changes", "register_print", "register_workbook"):
        assert client.get(address(name, sitting)).status_code == 404
    assert client.get(reverse("deliver:registers")).status_code == 404


def test_register_to_come_can_only_be_printed(page, delivered, home, team):
    run = delivered(home, ago=-7)
    sitting = run.sessions.get(number=3).sittings.get()

    text = page.get(address("register", sitting)).content.decode()

    assert "still to come" in text
    assert "Save the register" not in text
