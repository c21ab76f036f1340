"""What would a list of staff change?"""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.deliver.staff_import import (
    COMPARED,
    FieldChange,
    StaffList,
    StaffRow,
    counts,
    read_staff,
    staff_changes,
)

DAY = date(2025, 9, 1)
HEAD = "Reference,Name,Post,Kind,Hours,Shifts,Manager,Started,Left\n"


def post(name="Staff member 1", **others):
    return StaffRow(**{"reference": "", "started": DAY, "name": name} | others)


def listed(*rows, given=COMPARED):
    numbered = (replace(row, number=at) for at, row in enumerate(rows, 2))
    return StaffList(rows=tuple(numbered), refused=(), unknown=(), given=frozenset(given))


def test_a_list_is_read_into_posts():
    content = HEAD + "17,Staff member 1,Deputy,relief,16,waking nights,yes,01/09/2025,\n"

    found = read_staff(content.encode(), "list.csv")

    assert found.rows == (
        StaffRow(
            number=2, reference="17", name="Staff member 1", post="Deputy", kind="bank",
            contracted_hours=16.0, shifts="nights", manager=True, started=DAY,
        ),
    )  # fmt: skip
    assert found.given == set(COMPARED)


def test_rows_refused_are_in_order_with_their_column():
    content = HEAD + (
        "1,Staff member 1,,,,,,2025-09-01,2025-08-31\n"
        "2,,,,,,,2025-09-01,\n"
        "3,Staff member 3,,,,,,2025-09-01,\n"
    )

    found = read_staff(content.encode(), "list.csv")

    assert [(cell.row, cell.column, cell.code) for cell in found.refused] == [
        (2, "Left", "deliver.staff-left-before-started"),
        (3, "Name", "deliver.list-cell-missing"),
    ]
    assert [row.name for row in found.rows] == ["Staff member 3"]


def test_a_list_of_headings_alone_has_no_rows():
    assert read_staff(HEAD.encode(), "list.csv").rows == ()


def test_what_a_list_would_change():
    kept = {
        "a": post("Staff member 1"),
        "b": post("Staff member 2", contracted_hours=37.0),
        "c": post("Staff member 3"),
        "d": post("Staff member 4"),
        "e": post("Staff member 5", left=date(2025, 10, 1)),
    }
    rows = listed(
        post("Staff member 1"),
        post("Staff member 2", contracted_hours=20.0, post="Senior"),
        post("Staff member 3", left=date(2026, 1, 1)),
        post("Staff member 6"),
    )

    found = staff_changes(rows, kept)

    assert [row.name for row in found.added] == ["Staff member 6"]
    assert [(one.key, one.fields) for one in found.changed] == [
        ("b", (
            FieldChange(field="post", before="", after="Senior"),
            FieldChange(field="contracted_hours", before=37.0, after=20.0),
        )),
    ]  # fmt: skip
    assert [(one.key, one.after.left) for one in found.leaving] == [("c", date(2026, 1, 1))]
    assert (found.unchanged, found.absent) == (("a",), ("d",))
    assert counts(found) == {
        "added": 1, "changed": 1, "leaving": 1, "unchanged": 1, "absent": 1,
    }  # fmt: skip


def test_those_not_on_a_whole_list_leave():
    kept = {"a": post("Staff member 1"), "b": post("Staff member 2", started=date(2026, 5, 1))}

    found = staff_changes(listed(), kept, absent_left=date(2026, 2, 1))

    assert [(one.key, one.after.left) for one in found.leaving] == [
        ("a", date(2026, 2, 1)),
        ("b", date(2026, 5, 1)),  # never before the first day
    ]
    assert found.absent == ()


def test_a_reference_finds_a_post_whatever_its_name_is_now():
    kept = {"a": post("Staff member 1", reference="P7"), "b": post("Staff member 2")}
    rows = listed(
        post("Staff member one", reference="p7"), post("staff member 2", reference="9")
    )

    found = staff_changes(rows, kept)

    assert [(one.key, [c.field for c in one.fields]) for one in found.changed] == [
        ("a", ["reference", "name"]), ("b", ["reference", "name"]),
    ]  # fmt: skip


def test_one_who_comes_back_has_a_new_post_and_a_mended_first_day_is_the_same():
    kept = {
        "a": post("Staff member 1", left=date(2025, 12, 1)),
        "b": post("Staff member 2"),
    }
    rows = listed(
        post("Staff member 1", started=date(2026, 3, 1)),
        post("Staff member 2", started=date(2025, 9, 8)),
    )

    found = staff_changes(rows, kept)

    assert [row.name for row in found.added] == ["Staff member 1"]
    assert [(one.key, [c.field for c in one.fields]) for one in found.changed] == [
        ("b", ["started"])
    ]


def test_a_leave_date_taken_back_is_a_change():
    kept = {"a": post(left=date(2026, 1, 1))}

    (one,) = staff_changes(listed(post()), kept).changed

    assert one.fields == (FieldChange(field="left", before=date(2026, 1, 1), after=None),)


def test_columns_that_the_list_has_not_and_blank_cells_change_nothing():
    kept = {"a": post(post="Deputy", contracted_hours=37.0, left=date(2026, 1, 1))}

    without_left = staff_changes(listed(post(), given={"name", "started", "post"}), kept)
    assert without_left.unchanged == ("a",)

    (one,) = staff_changes(listed(post()), kept).changed
    assert [change.field for change in one.fields] == ["left"]


def test_a_row_that_could_be_two_posts_is_refused():
    kept = {"a": post(started=date(2024, 1, 1)), "b": post(started=date(2024, 2, 1))}

    found = staff_changes(listed(post()), kept)

    assert [(cell.row, cell.code) for cell in found.refused] == [
        (2, "deliver.staff-name-not-unique")
    ]
    assert (found.added, found.absent) == ((), ("a", "b"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (post("Staff member 1", reference="7"), post("Staff member 2", reference="7")),
        (post("Staff member 1"), post("STAFF MEMBER 1")),
    ],
)
def test_the_same_post_twice_is_read_once(one, other):
    found = staff_changes(listed(one, other), {})

    assert [row.number for row in found.added] == [2]
    assert [(cell.row, cell.code) for cell in found.refused] == [(3, "deliver.staff-row-twice")]


POSTS = st.builds(
    post,
    st.sampled_from(["A", "B", "C"]),
    reference=st.sampled_from(["", "1", "2"]),
    contracted_hours=st.none() | st.sampled_from([16.0, 37.0]),
    started=st.sampled_from([date(2024, 1, 1), date(2025, 1, 1)]),
    left=st.none() | st.just(date(2026, 1, 1)),
)


@given(st.lists(POSTS, max_size=5), st.lists(POSTS, max_size=4))
def test_every_row_and_every_post_has_one_place(rows, posts):
    kept = {str(at): one for at, one in enumerate(posts)}
    found = staff_changes(listed(*rows), kept)

    touched = [one.key for one in (*found.changed, *found.leaving)] + list(found.unchanged)
    assert len(touched) == len(set(touched))
    assert len(found.added) + len(touched) + len(found.refused) == len(rows)
    gone = {key for key, one in kept.items() if one.left and key not in touched}
    assert set(touched) | set(found.absent) | gone == set(kept)


@given(st.lists(POSTS, max_size=5))
def test_a_list_of_what_is_kept_changes_nothing(posts):
    kept = {one.reference + one.name + str(one.started): one for one in posts}
    once = {key: one for key, one in kept.items() if not one.reference}

    found = staff_changes(listed(*once.values()), once)

    assert (found.added, found.changed, found.leaving, found.absent) == ((), (), (), ())
