"""What does a register say that comes back as a list?"""

from datetime import time

import pytest

from holdfast.deliver.register import Mark, Presence, Reason
from holdfast.deliver.register_file import (
    MOST_PEOPLE,
    RegisterCode,
    read_register,
)
from holdfast.kernel.errors import InputError

REGISTER = "00000000-0000-4000-8000-000000000000"
HEAD = "Code,Name,Who,Mark,Why absent,Arrived,Left"


def person(number):
    return f"00000000-0000-4000-8000-{number:012d}"


def code(number, version=3, register=REGISTER):
    return str(RegisterCode(register=register, person=person(number), version=version))


def read(*rows):
    return read_register("\n".join([HEAD, *rows]).encode(), "register.csv", register=REGISTER)


def mark(presence, **rest):
    return Mark(presence=Presence(presence), **rest)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Present,,,", mark("present")),
        ("p,,9:40,", mark("present", arrived=time(9, 40))),
        ("Late,,10.15,", mark("late", arrived=time(10, 15))),
        ("Left early,,,12:00", mark("left_early", left=time(12, 0))),
        ("Absent,Works nights,,", mark("absent", reason=Reason.NIGHTS)),
        ("a,,,", mark("absent", reason=Reason.NOT_KNOWN)),
        (",A/L,,", mark("absent", reason=Reason.ANNUAL_LEAVE)),
        (",,9:30,13:00", mark("present", arrived=time(9, 30), left=time(13, 0))),
    ],
)
def test_row_is_read_as_it_was_meant(typed, expected):
    found = read(f"{code(7)},Staff member 7,Team,{typed}")

    (row,) = found.rows
    assert (row.row, row.name, row.mark) == (2, "Staff member 7", expected)
    assert row.code == RegisterCode(register=REGISTER, person=person(7), version=3)
    assert (found.version, found.without_mark, found.refused) == (3, 0, ())


def test_every_reason_of_the_register_can_be_typed():
    reasons = list(Reason)

    found = read(
        *(f"{code(n)},Staff member {n},Team,,{reason}," for n, reason in enumerate(reasons))
    )

    assert [row.mark.reason for row in found.rows] == reasons


def test_row_without_a_mark_changes_nothing():
    found = read(f"{code(7)},Staff member 7,Team,,,,", f"{code(8)},Staff member 8,Team,p,,,")

    assert ([row.name for row in found.rows], found.without_mark) == (["Staff member 8"], 1)


def test_somebody_of_the_day_has_no_code():
    found = read(",Agency worker 1,Agency today,p,,,", ",Guest 1,Visitor,p,,,")

    assert [(row.code, row.name, row.agency) for row in found.rows] == [
        (None, "Agency worker 1", True),
        (None, "Guest 1", False),
    ]
    assert found.version is None


@pytest.mark.parametrize(
    ("rows", "refused"),
    [
        (["nothing,Staff member 7,Team,p,,,"], "deliver.register-code-unreadable"),
        ([f"{code(7)},Staff member 7,Team,p,Sick,,"], "deliver.mark-unsound"),
        ([f"{code(7)},Staff member 7,Team,maybe,,,"], "deliver.list-word-unknown"),
        ([f"{code(7)},Staff member 7,Team,p,,half nine,"], "deliver.list-time-unreadable"),
        ([f"{code(7)},,Team,p,,,"], "deliver.list-cell-missing"),
    ],
)
def test_row_that_cannot_be_read_is_refused_with_its_place(rows, refused):
    found = read(*rows)

    assert found.rows == ()
    assert [(cell.row, cell.code) for cell in found.refused] == [(2, refused)]


def test_person_who_stands_twice_is_read_once():
    found = read(f"{code(7)},Staff member 7,,p,,,", f"{code(7)},Staff member 7,,a,,,")

    assert [row.row for row in found.rows] == [2]
    assert [(cell.row, cell.code) for cell in found.refused] == [
        (3, "deliver.register-row-twice")
    ]


@pytest.mark.parametrize(
    ("rows", "refused"),
    [
        (
            [f"{code(7, register=person(1))},Staff member 7,,p,,,"],
            "deliver.register-of-another",
        ),
        (
            [f"{code(7)},Staff member 7,,p,,,", f"{code(8, version=4)},Staff member 8,,p,,,"],
            "deliver.register-file-version",
        ),
        (
            [f",Guest {number},,p,,," for number in range(MOST_PEOPLE + 1)],
            "deliver.register-file-too-long",
        ),
    ],
)
def test_list_that_is_not_this_register_is_refused(rows, refused):
    with pytest.raises(InputError) as caught:
        read(*rows)

    assert caught.value.code == refused
