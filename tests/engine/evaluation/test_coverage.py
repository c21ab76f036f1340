"""Whether the returns cover a plan, by the names of their files."""

import pytest

from holdfast.evaluation.coverage import coverage, years_by_name
from holdfast.evaluation.protocol import Protocol

ALL = frozenset({2022, 2023, 2024, 2025})


def looked_over(plan, years, **changes):
    return coverage(Protocol.model_validate(plan(**changes)), years)


def test_returns_of_every_year_cover_the_plan(plan):
    found = looked_over(plan, {"ssda903": ALL, "cin": ALL})

    assert (found.problems, found.notes) == ((), ())


@pytest.mark.parametrize(
    ("years", "problem"),
    [
        ({"cin": ALL}, "returns: there is no SSDA903 among them, which the plan needs."),
        ({"ssda903": ALL}, "returns: there is no CIN census among them, which the plan needs."),
        ({"ssda903": frozenset({2024}), "cin": ALL}, "cohort.dates: by their names the SSDA903"
         " returns cover 1 April 2023 to 31 March 2024, none of these dates."),
    ],
)  # fmt: skip
def test_what_the_plan_needs_and_is_not_there_is_a_problem(plan, years, problem):
    assert looked_over(plan, years).problems == (problem,)


@pytest.mark.parametrize(
    ("years", "changes", "note"),
    [
        ({"ssda903": ALL, "cin": frozenset({2023, 2024})},
         {"cohort__dates": {"from": "2022-01-01", "to": "2023-03-31"}},
         "cohort.dates: by their names the CIN census returns begin on 1 April 2022; no child"
         " can be found before."),
        ({"ssda903": frozenset({2022, 2023}), "cin": ALL}, {},
         "cohort.dates: a child whose day 0 is after 31 March 2022 cannot be followed for 365"
         " days by the SSDA903 returns."),
        ({"ssda903": ALL, "cin": frozenset({2022, 2023, 2026})}, {},
         "returns: by their names the CIN census of 2024, 2025 is missing."),
    ],
)  # fmt: skip
def test_what_should_be_known_is_a_note(plan, years, changes, note):
    found = looked_over(plan, years, **changes)

    assert (found.problems, found.notes) == ((), (note,))


def test_names_that_say_no_year_say_nothing(plan):
    found = looked_over(plan, {"ssda903": frozenset(), "cin": frozenset()})

    assert (found.problems, found.notes) == ((), ())


def test_kinds_and_years_are_read_off_files(tmp_path):
    (tmp_path / "2023").mkdir()
    (tmp_path / "2023" / "episodes.csv").write_text(
        "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE\n"
    )
    (tmp_path / "cin_2024.xml").write_text("<Message/>")
    (tmp_path / "census.xml").write_text("<Message/>")
    (tmp_path / "letter.txt").write_text("Dear colleague")

    assert years_by_name([tmp_path]) == {"ssda903": {2023}, "cin": {2024}}
