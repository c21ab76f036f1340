"""The London pipeline's rules, case by case, and on its own fixture where that is here.

The cases are of our own making. The fixture holds three authorities, and each is a set of
returns of its own: its latest year is the authority's.
"""

import csv
from collections.abc import Mapping
from typing import NamedTuple

import pytest
from tests.engine.records.staged import rows_of, staged
from tests.fixtures_elsewhere import shared

from holdfast.records.repairs import repair

HEAD = "year decom rne ls place provider dec rec reason pl_post urn"
YEARS = (2020, 2021, 2022)


class Case(NamedTuple):
    """What the returns hold of a child; start, end and reasons made of it; rules that fired."""

    returned: str
    made: list[tuple[str, str | None, str | None, str | None]]
    rules: list[str]


CASES: Mapping[str, Case] = {
    "1: the child stayed in care, and moved": Case(
        """
        2020 2019-05-01 S C2 U6 PR1 - - - LS1 -
        2021 2020-06-01 P C2 K2 PR4 2020-09-01 E8 - LS2 -
        """,
        [
            ("2019-05-01", "2020-06-01", "X1", "LIIAF"),
            ("2020-06-01", "2020-09-01", "E8", None),
        ],
        ["london-1"],
    ),
    "1: the child stayed in care, and only the legal status changed": Case(
        """
        2020 2019-05-01 S C1 U6 PR1 - - - LS1 -
        2021 2020-06-01 L C2 U6 PR1 2020-09-01 E8 - LS1 -
        """,
        [("2019-05-01", "2020-06-01", "X1", None), ("2020-06-01", "2020-09-01", "E8", None)],
        ["london-1"],
    ),
    "1: even where a return in between leaves the child out": Case(
        """
        2020 2019-05-01 S C2 U6 PR1 - - - LS1 -
        2022 2021-06-01 P C2 K2 PR4 - - - LS2 -
        """,
        [("2019-05-01", "2021-06-01", "X1", "LIIAF"), ("2021-06-01", None, None, None)],
        ["london-1"],
    ),
    "1A: the child came back after 31 March": Case(
        """
        2020 2019-05-01 S C2 U6 PR1 - - CARPL LS1 -
        2021 2020-06-01 S C2 K2 PR4 2020-09-01 E8 - LS2 -
        """,
        [
            ("2019-05-01", "2020-03-31", "E99", "CARPL"),
            ("2020-06-01", "2020-09-01", "E8", None),
        ],
        ["london-1a"],
    ),
    "1A: the child came back before 31 March": Case(
        """
        2020 2019-05-01 S C2 U6 PR1 - - - LS1 -
        2020 2019-12-01 S C2 K2 PR4 2020-01-01 E8 - LS2 -
        """,
        [("2019-05-01", "2019-11-30", "E99", None), ("2019-12-01", "2020-01-01", "E8", None)],
        ["london-1a"],
    ),
    "2: no later episode": Case(
        """
        2021 2019-05-01 S C2 U6 PR1 - - - LS1 -
        """,
        [("2019-05-01", "2021-03-31", "E99", None)],
        ["london-2"],
    ),
    "3: the same as the one after it but for its start": Case(
        """
        2020 2019-05-01 S C2 U6 PR1 - - - LS1 1
        2021 2019-08-01 S C2 U6 PR1 2020-09-01 E8 - LS1 1
        """,
        [("2019-08-01", "2020-09-01", "E8", None)],
        ["london-3"],
    ),
    "3: the same as the one before it but for its start": Case(
        """
        2020 2019-08-01 S C2 U6 PR1 - - - LS1 1
        2021 2019-05-01 S C2 U6 PR1 2020-09-01 E8 - LS1 1
        """,
        [("2019-05-01", "2020-09-01", "E8", None)],
        ["london-3"],
    ),
    "3 does not fire where the home is another": Case(
        """
        2020 2019-05-01 S C2 U6 PR1 - - - LS1 1
        2021 2020-08-01 S C2 U6 PR1 2020-09-01 E8 - LS1 2
        """,
        [("2019-05-01", "2020-03-31", "E99", None), ("2020-08-01", "2020-09-01", "E8", None)],
        ["london-1a"],
    ),
    "3A: the one before it was returned later": Case(
        """
        2020 2019-08-01 P C2 K2 PR4 - - - LS2 -
        2021 2019-05-01 S C2 U6 PR1 2020-09-01 E8 - LS1 -
        """,
        [("2019-05-01", "2020-09-01", "E8", None)],
        ["london-3a"],
    ),
    "4: overlaps one that was returned later": Case(
        """
        2020 2019-05-01 S C2 U6 PR1 2019-09-01 X1 CARPL LS1 -
        2021 2019-08-01 P C2 K2 PR4 2020-09-01 E8 - LS2 -
        """,
        [
            ("2019-05-01", "2019-08-01", "X1", "CARPL"),
            ("2019-08-01", "2020-09-01", "E8", None),
        ],
        ["london-4"],
    ),
    "4 does not fire within one return": Case(
        """
        2021 2020-05-01 S C2 U6 PR1 2020-09-01 X1 CARPL LS1 -
        2021 2020-08-01 P C2 K2 PR4 2020-12-01 E8 - LS2 -
        """,
        [
            ("2020-05-01", "2020-09-01", "X1", "CARPL"),
            ("2020-08-01", "2020-12-01", "E8", None),
        ],
        [],
    ),
    "5: X1 and a gap, however long": Case(
        """
        2020 2019-05-01 S C2 U6 PR1 2019-08-01 X1 CARPL LS1 -
        2021 2020-08-01 P C2 K2 PR4 2020-09-01 E8 - LS2 -
        """,
        [
            ("2019-05-01", "2020-08-01", "X1", "CARPL"),
            ("2020-08-01", "2020-09-01", "E8", None),
        ],
        ["london-5"],
    ),
    "5 needs X1": Case(
        """
        2020 2019-05-01 S C2 U6 PR1 2019-08-01 E4A - LS1 -
        2021 2020-08-01 S C2 K2 PR4 2020-09-01 E8 - LS2 -
        """,
        [("2019-05-01", "2019-08-01", "E4A", None), ("2020-08-01", "2020-09-01", "E8", None)],
        [],
    ),
    "an open episode of the latest return is left, and so is what follows it": Case(
        """
        2022 2021-05-01 S C2 U6 PR1 - - - LS1 -
        2022 2021-08-01 P C2 K2 PR4 - - - LS2 -
        """,
        [("2021-05-01", None, None, None), ("2021-08-01", None, None, None)],
        [],
    ),
    "the latest return of one episode counts": Case(
        """
        2020 2019-05-01 S C2 U6 PR1 - - - LS1 -
        2021 2019-05-01 S C2 U6 PR1 2020-09-01 E8 - LS1 -
        """,
        [("2019-05-01", "2020-09-01", "E8", None)],
        [],
    ),
}


@pytest.fixture(scope="module")
def mended(engine, tmp_path_factory):
    """Mend all the cases at once, each a child of its own."""
    rows = []
    for child, case in CASES.items():
        rows += [{"child": child} | row for row in rows_of(HEAD + "\n" + case.returned)]
    folder = tmp_path_factory.mktemp("london")
    returns = staged(folder, {"ssda903_episodes": rows}, years={"ssda903": YEARS})
    repaired = repair(engine, returns, "london")
    episodes = engine.frame(repaired.episodes)
    return episodes, engine.frame(repaired.trail)


@pytest.mark.parametrize("name", CASES)
def test_london_rule(mended, name):
    episodes, trail = mended

    made = episodes.filter(child=name).sort("decom")
    rules = trail.filter(child=name)["rule"].sort().to_list()

    dates = [
        (str(start), None if end is None else str(end), rec, reason)
        for start, end, rec, reason in made.select(
            "decom", "dec", "rec", "reason_place_change"
        ).iter_rows()
    ]
    assert (dates, rules) == (CASES[name].made, CASES[name].rules)


FIXTURE = shared("repairs") or shared("fixtures/repairs")
COLUMNS = (
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,"
    "URN,LA,YEAR"
)
OUR_OWN = {
    "input.csv": f"""{COLUMNS}
A,2019-05-01,S,C2,N1,U6,PR1,,,,,LS1,,Northmere,2020
A,2020-06-01,P,C2,N1,K2,PR4,2020-09-01,E8,,,LS2,,Northmere,2021
B,2019-05-01,S,C2,N1,U6,PR1,2019-06-01,E8,,,LS1,,Elsewhere,2020
""",
    "expected.csv": f"""{COLUMNS},Episode_source
A,2019-05-01,S,C2,N1,U6,PR1,2020-06-01,X1,LIIAF,,LS1,,Northmere,2020,RULE_1
A,2020-06-01,P,C2,N1,K2,PR4,2020-09-01,E8,,,LS2,,Northmere,2021,Original
B,2019-05-01,S,C2,N1,U6,PR1,2019-06-01,E8,,,LS1,,Elsewhere,2020,Original
""",
}


def _rows_of_theirs(name):
    """Read one file of the fixture; where that is not here, one of our own in its form."""
    text = OUR_OWN[name] if FIXTURE is None else (FIXTURE / name).read_text()
    return list(csv.DictReader(text.splitlines()))


def test_londons_own_rows_come_out_as_theirs(engine, tmp_path):
    rows, expected = _rows_of_theirs("input.csv"), _rows_of_theirs("expected.csv")
    found = []
    for authority in sorted({row["LA"] for row in rows}):
        ours = [_as_staged(row) for row in rows if row["LA"] == authority]
        returns = staged(tmp_path / authority, {"ssda903_episodes": ours})

        repaired = repair(engine, returns, "london")

        trail = engine.frame(repaired.trail)
        made = engine.frame(repaired.episodes)
        for row in made.iter_rows(named=True):
            fired = trail.filter(
                child=row["child"], return_year=row["return_year"], action="changed"
            ).filter(now=str(row["dec"]))
            found.append(_as_theirs(row, fired["rule"].to_list()))

    wanted = [_comparable(row) for row in expected]
    assert sorted(found) == sorted(wanted)


def _as_staged(row):
    names = {"YEAR": "return_year", "PLACE_PROVIDER": "place_provider"}
    return {names.get(name, name.lower()): value or None for name, value in row.items()}


COMPARED = (
    "CHILD", "DECOM", "RNE", "LS", "PLACE", "PLACE_PROVIDER", "DEC", "REC",
    "REASON_PLACE_CHANGE", "Episode_source",
)  # fmt: skip


def _comparable(row):
    return tuple(row[name] for name in COMPARED)


def _as_theirs(row, rules):
    source = "Original"
    if rules:
        source = " | ".join(rule.replace("london-", "RULE_").upper() for rule in sorted(rules))
    given = {name.upper(): "" if value is None else str(value) for name, value in row.items()}
    return _comparable(given | {"Episode_source": source})
