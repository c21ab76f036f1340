"""True histories, returned year by year with and without faults, and rebuilt.

What is proved: without faults the rebuilt history is the true one; a slip is mended to the true
days; where rows are lost, no day in care is shown that was none, so a child who left and came
back is never shown in care in between.
"""

from collections import defaultdict
from datetime import timedelta
from itertools import pairwise

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.records.histories import (
    CLOSE,
    LOSSES,
    SLIPS,
    YEARS,
    by_seed,
    days_in_care,
    faulty,
    faulty_of,
    histories,
    history_of,
    returned,
    seen,
)
from tests.engine.records.staged import staged

from holdfast.records.journey import in_care
from holdfast.records.repairs import repair

CHILDREN = 12
EXAMPLES = settings(max_examples=15)


def _rebuilt(engine, folder, children, **options):
    """Rebuild the spells of several children, given the rows of each."""
    rows = [{"child": f"c{n:03d}"} | row for n, rows in enumerate(children) for row in rows]
    returns = staged(folder, {"ssda903_episodes": rows}, years={"ssda903": YEARS})
    repaired = repair(engine, returns, **options)
    return engine.frame(in_care(repaired)), engine.frame(repaired.trail)


def _days(spells, stage):
    """Give each child's days in a stage, as far as the returns go."""
    days = defaultdict(set)
    for child, start, end in spells.filter(stage=stage).select("child", "start", "end").rows():
        last = min(end or CLOSE + timedelta(days=1), CLOSE + timedelta(days=1))
        days[child] |= {start + timedelta(days=n) for n in range((last - start).days)}
    return days


def _end(one):
    return one.end if one.end <= CLOSE else None


def _true_spells(history):
    """Give what the returns can know of a history: stage, start, end, detail, reason."""
    known = seen(history)
    runs = {"looked_after": [], "placement": [], "legal_status": []}
    for before, one in zip([None, *known], known, strict=False):
        same_period = before is not None and before.period == one.period
        breaks = {
            "looked_after": not same_period,
            "placement": not same_period or one.rne in {"P", "B"},
            "legal_status": not same_period or one.ls != before.ls,
        }
        for stage, new in breaks.items():
            if new:
                runs[stage].append([])
            runs[stage][-1].append(one)
    spells = []
    for run in runs["looked_after"]:
        end = _end(run[-1])
        spells.append(("looked_after", run[0].start, end, run[0].ls, end and run[-1].rec))
    for run in runs["placement"]:
        last, end = run[-1], _end(run[-1])
        why = last.reason if last.rec == "X1" else last.rec
        spells.append(("placement", run[0].start, end, last.place, end and why))
    for run in runs["legal_status"]:
        spells.append(("legal_status", run[0].start, _end(run[-1]), run[0].ls, None))
    for before, after in pairwise(runs["placement"]):
        if before[-1].period == after[0].period:
            day, why = after[0].start, before[-1].reason
            spells.append(("move", day, day, after[0].place, why))
    for one in known:
        end = _end(one)
        spells.append(("episode", one.start, end, f"{one.ls}/{one.place}", end and one.rec))
    return spells


def _as_tuples(spells, child):
    chosen = spells.filter(
        pl.col("child") == child,
        pl.col("stage").is_in(["looked_after", "placement", "legal_status", "move", "episode"]),
    )
    return chosen.select("stage", "start", "end", "detail", "end_reason").rows()


def _sorted(spells):
    return sorted(spells, key=lambda spell: tuple(str(part) for part in spell))


def _check_truth(engine, folder, drawn):
    spells, trail = _rebuilt(engine, folder, map(returned, drawn))

    for n, history in enumerate(drawn):
        assert _sorted(_as_tuples(spells, f"c{n:03d}")) == _sorted(_true_spells(history))
    assert trail.is_empty()


@given(
    st.lists(histories(), min_size=CHILDREN, max_size=CHILDREN).filter(
        lambda drawn: any(map(returned, drawn))
    )
)
@EXAMPLES
def test_without_faults_the_history_is_the_true_one(duckdb, tmp_path_factory, drawn):
    _check_truth(duckdb, tmp_path_factory.mktemp("truth"), drawn)


@given(
    st.lists(faulty(SLIPS), min_size=CHILDREN, max_size=CHILDREN).filter(
        lambda drawn: any(rows for _, rows in drawn)
    )
)
@EXAMPLES
def test_a_slip_is_mended_to_the_true_days(duckdb, tmp_path_factory, drawn):
    folder = tmp_path_factory.mktemp("slips")

    spells, _ = _rebuilt(duckdb, folder, [rows for _, rows in drawn])

    days = _days(spells, "looked_after")
    for n, (history, _) in enumerate(drawn):
        assert days[f"c{n:03d}"] == days_in_care(history)


@given(
    st.lists(faulty(LOSSES), min_size=CHILDREN, max_size=CHILDREN).filter(
        lambda drawn: any(rows for _, rows in drawn)
    )
)
@EXAMPLES
def test_a_child_who_left_and_came_back_is_never_shown_in_care_in_between(
    duckdb, tmp_path_factory, drawn
):
    folder = tmp_path_factory.mktemp("losses")

    spells, _ = _rebuilt(duckdb, folder, [rows for _, rows in drawn])

    days = _days(spells, "looked_after")
    for n, (history, _) in enumerate(drawn):
        assert days[f"c{n:03d}"] <= days_in_care(history)
    _check_shape(spells)


@given(
    st.lists(faulty(SLIPS + LOSSES), min_size=CHILDREN, max_size=CHILDREN).filter(
        lambda drawn: any(rows for _, rows in drawn)
    )
)
@EXAMPLES
def test_the_rules_run_on_everyone_give_the_same(duckdb, tmp_path_factory, drawn):
    rows = [rows for _, rows in drawn]

    some, trail = _rebuilt(duckdb, tmp_path_factory.mktemp("some"), rows)
    everyone, whole = _rebuilt(duckdb, tmp_path_factory.mktemp("all"), rows, everyone=True)

    assert some.sort(pl.all()).equals(everyone.sort(pl.all()))
    assert trail.sort(pl.all()).equals(whole.sort(pl.all()))


def test_many_histories_at_once_on_each_engine(engine, tmp_path):
    """Prove the same where each run is slow: many children, and once."""
    _check_truth(engine, tmp_path, [history_of(by_seed(seed)) for seed in range(300)])


def test_many_slips_at_once_on_each_engine(engine, tmp_path):
    drawn = [faulty_of(by_seed(seed), SLIPS) for seed in range(300)]

    spells, _ = _rebuilt(engine, tmp_path, [rows for _, rows in drawn])

    days = _days(spells, "looked_after")
    for n, (history, _) in enumerate(drawn):
        assert days[f"c{n:03d}"] == days_in_care(history)


def _check_shape(spells):
    """Say that each child's periods do not overlap, and that none ends before it starts."""
    periods = spells.filter(stage="looked_after").sort("child", "start")
    for (child, start, end), (other, after, _) in pairwise(
        periods.select("child", "start", "end").rows()
    ):
        assert end is None or end >= start
        assert child != other or end <= after
