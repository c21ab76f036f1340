"""Checking a plan before any result: files, names, numbers, and what may be claimed."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from holdfast.evaluation.protocol_check import check, smallest_fall

EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE\n"
HEADING = "child,referred,decision,enrolled,ended,team,arm,randomised\n"


@pytest.fixture
def folder(tmp_path, plan):
    """Give a function that writes a plan beside files that are all right, and checks it."""

    def checked(children=60, rows=None, **changes):
        for year in (2023, 2024):
            returns = tmp_path / "returns" / str(year)
            returns.mkdir(parents=True)
            (returns / "episodes.csv").write_text(EPISODES)
            (returns / "cin.xml").write_text("<Message/>")
        listed = rows or "".join(
            f"c{n},2022-05-01,accepted,2022-06-{n % 28 + 1:02d},,,"
            f"{'programme' if n % 2 else 'comparison'},2022-06-01\n"
            for n in range(children)
        )
        (tmp_path / "enrolments.csv").write_text(HEADING + listed)
        (tmp_path / "ledger.csv").write_text(
            "date,category,description,amount,kind,in_kind,source\n"
            "2022-05-01,staff,salaries,1000,recurring,0,ledger\n"
        )
        (tmp_path / "protocol.yaml").write_text(yaml.safe_dump(plan(**changes)))
        return check(tmp_path / "protocol.yaml")

    return checked


def test_a_sound_plan_is_usable_and_says_its_claim(folder):
    found = folder()

    assert (found.usable, found.problems, str(found.claim.claim)) == (True, (), "associate")
    assert found.lines()[-1] == f"The protocol can be used. Its hash is {found.sha256}."


def test_faults_of_the_schema_come_first_and_alone(folder):
    found = folder(seed=-1)

    assert not found.usable
    assert [fault.path for fault in found.faults] == ["seed"]
    assert found.lines()[0] == "Wrong, to be mended first:"


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"returns": "elsewhere"}, "returns: there is nothing called elsewhere beside"),
        ({"cost_ledger": "none.csv"}, "cost_ledger: The cost ledger cannot be read"),
        ({"enrolments": "none.csv"}, "enrolments: The enrolments file cannot be read"),
        ({"costs__library": "mine"}, "costs.library: the library does not hold this."),
        ({"costs__deflator": "mine"}, "costs.deflator: the library does not hold this."),
        ({"costs__price_year": "2077-78"}, "costs.price_year: the deflator does not reach"),
        ({"value__discount": "mine"}, "value.discount: the library does not hold this."),
        ({"cohort__dates": {"from": "2022-04-01", "to": "2022-05-31"}}, "enrolments: fewer"),
        ({"cohort__stages": ["early_help"]}, "returns: there is no Annex A among them"),
    ],
)  # fmt: skip
def test_what_stops_an_evaluation_is_a_problem(folder, changes, problem):
    found = folder(**changes)

    assert not found.usable
    assert [one[: len(problem)] for one in found.problems] == [problem]


def test_a_randomised_plan_needs_its_arms(folder):
    found = folder(
        rows="".join(f"c{n},,accepted,2022-06-01,,,,\n" for n in range(30)), design="randomised"
    )

    assert found.problems == (
        "enrolments: a randomised design needs the columns arm and randomised.",
    )


def test_a_randomised_plan_counts_both_arms(folder):
    found = folder(children=15, design="randomised")

    assert [problem.split(" have")[0] for problem in found.problems] == [
        "enrolments: fewer than 10 children of the programme arm",
        "enrolments: fewer than 10 children of the comparison arm",
    ] or found.problems[0].startswith("enrolments: fewer than 10 children of the programme")


def test_what_was_set_aside_in_the_enrolments_is_a_note(folder):
    rows = "".join(f"c{n},soon,accepted,2022-06-01,,,,\n" for n in range(12))

    found = folder(rows=rows)

    assert found.notes[0] == "enrolments: referred: not a date (12 rows)."
    assert "none at all from 10%" in found.notes[1]


def test_too_few_children_show_nothing_and_many_show_little():
    assert smallest_fall(10, 0.1) is None
    assert smallest_fall(100_000, 0.1) == pytest.approx(0.0026, abs=2e-4)


@given(n=st.integers(30, 5000), risk=st.floats(0.15, 0.9))
def test_more_children_show_smaller_falls(n, risk):
    fewer, more = smallest_fall(n, risk), smallest_fall(2 * n, risk)

    assert more is not None
    assert fewer is None or 0 < more < fewer <= risk
