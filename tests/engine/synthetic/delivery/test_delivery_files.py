"""The lists that are written are lists that the readers of the service read."""

import csv
import json

import pytest

from holdfast.deliver.roster import RosterState, read_roster
from holdfast.deliver.staff_import import read_staff
from holdfast.synthetic.delivery.files import write_delivery

from .made import delivered, served


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("delivery")
    write_delivery(delivered(with_children=True), served(), place)
    return place


def rows(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_each_home_has_its_lists_and_homes_in_training_their_registers(folder):
    homes = {
        path.name: {one.name for one in path.iterdir()} for path in folder.glob("northmere-*")
    }

    assert len(homes) == 10
    assert homes["northmere-alder"] == {
        "staff.csv", "home_months.csv", "roster.csv", "registers.csv",
    }  # fmt: skip
    assert homes["northmere-juniper"] == {"staff.csv", "home_months.csv"}


def test_every_list_of_staff_is_read_whole(folder):
    read = [read_staff(path.read_bytes(), path.name) for path in folder.glob("*/staff.csv")]

    assert [one.refused for one in read] == [()] * 10
    assert [one.unknown for one in read] == [()] * 10
    assert sum(len(one.rows) for one in read) == len(delivered().staff)


def test_every_roster_is_read_whole_with_both_of_its_kinds(folder):
    for path in folder.glob("*/roster.csv"):
        staff = read_staff((path.parent / "staff.csv").read_bytes(), "staff.csv").rows
        read = read_roster(
            path.read_bytes(), path.name, staff={one.reference: one for one in staff},
            state=RosterState.PLANNED,
        )  # fmt: skip
        assert (read.refused, read.unknown) == ((), ())
        assert {one.state for one in read.shifts} == {RosterState.PLANNED, RosterState.WORKED}


def test_months_registers_and_referrals_have_a_row_for_each(folder):
    made = delivered()

    assert sum(len(rows(path)) for path in folder.glob("*/home_months.csv")) == len(made.months)
    assert sum(len(rows(path)) for path in folder.glob("*/registers.csv")) == sum(
        len(run.registers.marks) for run in made.runs
    )
    assert len(rows(folder / "referrals.csv")) == len(served().courses)


def test_the_truth_is_beside_them(folder):
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))

    assert truth["effects_a_home_a_month"]["restraints"]["ratio"] == 0.55
    assert truth["effects_a_home_a_month"]["restraints"]["difference"] < 0
    assert truth["drift_from"] == "2025-12-01"
    assert len(truth["effect_begins"]) == 6


def test_no_cell_begins_as_a_formula(folder):
    for path in folder.rglob("*.csv"):
        for row in rows(path):
            assert not [cell for cell in row.values() if cell and cell[0] in "=+-@"]


def test_the_same_delivery_gives_the_same_bytes(folder, tmp_path):
    write_delivery(delivered(with_children=True), served(), tmp_path)

    first, again = (
        {
            path.relative_to(place): path.read_bytes()
            for path in place.rglob("*")
            if path.is_file()
        }
        for place in (folder, tmp_path)
    )
    assert first == again
