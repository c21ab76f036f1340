"""Do two people who save one register lose each other's marks?"""

from datetime import time

from hypothesis import given
from hypothesis import strategies as st

from holdfast.deliver.register import Mark, Presence, Reason
from holdfast.deliver.register_saves import NEVER, Conflict, Kept
from holdfast.deliver.register_saves import merge as merge_as

HERE = Mark(presence=Presence.PRESENT)
SICK = Mark(presence=Presence.ABSENT, reason=Reason.SICK)
LATE = Mark(presence=Presence.LATE, arrived=time(10, 0))

PEOPLE = [f"staff-{number}" for number in range(1, 7)]
MARKS = st.sampled_from([None, HERE, SICK, LATE])
SENT = st.dictionaries(st.sampled_from(PEOPLE), MARKS)
KEPT = st.dictionaries(
    st.sampled_from(PEOPLE), st.builds(Kept, mark=MARKS, version=st.integers(1, 5))
)


def merge(seen, sent, kept):
    """Merge as the save after the latest."""
    latest = max((one.version for one in kept.values()), default=0)
    return merge_as(seen, sent, kept, version=latest + 1)


def mark_of(kept, person):
    return kept.get(person, NEVER).mark


def test_first_save_takes_everything():
    merged = merge({}, {"staff-1": HERE, "staff-2": SICK}, {})

    assert merged.taken == ("staff-1", "staff-2")
    assert merged.kept == {
        "staff-1": Kept(mark=HERE, version=1),
        "staff-2": Kept(mark=SICK, version=1),
    }
    assert (merged.of_others, merged.conflicts) == ((), {})


def test_marks_that_one_person_touched_are_kept_for_both():
    seen = {person: Kept(mark=None, version=0) for person in ("staff-1", "staff-2")}
    first = merge(seen, {"staff-1": HERE, "staff-2": None}, {})

    second = merge(seen, {"staff-1": None, "staff-2": LATE}, first.kept)

    assert {person: kept.mark for person, kept in second.kept.items()} == {
        "staff-1": HERE,
        "staff-2": LATE,
    }
    assert (second.taken, second.of_others) == (("staff-2",), ("staff-1",))
    assert second.conflicts == {}


def test_mark_that_both_changed_shows_both_values():
    seen = {"staff-1": Kept(mark=HERE, version=3)}
    now = {"staff-1": Kept(mark=LATE, version=4)}

    merged = merge(seen, {"staff-1": SICK}, now)

    assert merged.conflicts == {"staff-1": Conflict(kept=LATE, sent=SICK, version=4)}
    assert merged.kept == now


def test_mark_changed_and_changed_back_was_touched():
    seen = {"staff-1": Kept(mark=HERE, version=1)}
    now = {"staff-1": Kept(mark=HERE, version=3)}

    merged = merge(seen, {"staff-1": SICK}, now)

    assert list(merged.conflicts) == ["staff-1"]


def test_mark_that_both_changed_alike_is_no_conflict():
    seen = {"staff-1": Kept(mark=HERE, version=1)}
    now = {"staff-1": Kept(mark=SICK, version=2)}

    merged = merge(seen, {"staff-1": SICK}, now)

    assert (merged.kept, merged.taken, merged.conflicts) == (now, (), {})


def test_mark_can_be_taken_out():
    seen = {"staff-1": Kept(mark=HERE, version=1)}

    merged = merge(seen, {"staff-1": None}, seen)

    assert merged.kept == {"staff-1": Kept(mark=None, version=2)}


def test_who_was_added_by_another_stays():
    now = {"visitor-1": Kept(mark=HERE, version=1)}

    merged = merge({}, {"staff-1": HERE}, now)

    assert merged.kept == now | {"staff-1": Kept(mark=HERE, version=2)}
    assert merged.of_others == ("visitor-1",)


@given(seen=KEPT, sent=SENT, kept=KEPT)
def test_no_change_is_lost(seen, sent, kept):
    merged = merge(seen, sent, kept)

    for person, mark in sent.items():
        if mark != mark_of(seen, person):
            there = mark_of(merged.kept, person) == mark
            assert there or merged.conflicts[person].sent == mark
    for person, now in kept.items():
        if now.version != seen.get(person, NEVER).version:
            assert merged.kept[person] == now


@given(seen=KEPT, sent=SENT, kept=KEPT)
def test_versions_grow_where_marks_change_and_nowhere_else(seen, sent, kept):
    merged = merge(seen, sent, kept)

    changed = [
        person
        for person in merged.kept
        if merged.kept[person].mark != kept.get(person, NEVER).mark
    ]
    assert sorted(changed) == sorted(merged.taken)
    for person, now in merged.kept.items():
        grown = now.version > kept.get(person, NEVER).version
        assert grown == (person in merged.taken)


@given(seen=KEPT, sent=SENT)
def test_sending_the_same_twice_changes_nothing_more(seen, sent):
    first = merge(seen, sent, seen)

    again = merge(seen, sent, first.kept)

    assert (again.kept, again.taken, again.conflicts) == (first.kept, (), {})


@given(seen=KEPT, one=SENT, other=SENT)
def test_the_order_of_two_saves_matters_for_conflicts_alone(seen, one, other):
    forwards = merge(seen, other, merge(seen, one, seen).kept)
    backwards = merge(seen, one, merge(seen, other, seen).kept)

    assert set(forwards.conflicts) == set(backwards.conflicts)
    for person, conflict in forwards.conflicts.items():
        swapped = backwards.conflicts[person]
        assert (conflict.kept, conflict.sent) == (swapped.sent, swapped.kept)
    for person in set(forwards.kept) - set(forwards.conflicts):
        assert forwards.kept[person].mark == mark_of(backwards.kept, person)
