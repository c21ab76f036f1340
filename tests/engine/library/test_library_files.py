"""Every file of the library is read by a loader and says where it is from."""

import re

import pytest

from holdfast.library.about import about, described_folders
from holdfast.library.code_list import code_list, code_list_names
from holdfast.library.deflator import deflator, deflator_names
from holdfast.library.discounting import discount_schedule, discount_schedule_names
from holdfast.library.entry import LIBRARY
from holdfast.library.fidelity import instrument, instrument_names
from holdfast.library.implementation import implementation, implementation_names
from holdfast.library.list_layout import list_layout, list_layout_names
from holdfast.library.programme import programme, programme_names
from holdfast.library.return_layout import return_layout, return_layout_names
from holdfast.library.spelling import spelling, spelling_names
from holdfast.library.turnover import sector_turnover, turnover_names
from holdfast.library.unit_costs import unit_costs, unit_costs_names

OURS = (
    "code_lists",
    "deflators",
    "discounting",
    "fidelity",
    "implementation",
    "journeys",
    "programmes",
    "list_layouts",
    "returns",
    "spellings",
    "turnover",
    "unit_costs",
)
FILES = sorted(
    path
    for folder in OURS
    for path in (LIBRARY / folder).rglob("*")
    if path.suffix in {".csv", ".yaml"}
)


def read_by_a_loader():
    yield from (
        (LIBRARY / folder / "about.yaml", about(folder)) for folder in described_folders()
    )
    for folder, suffix, listed, load in (
        ("code_lists", ".csv", code_list_names, code_list),
        ("returns", ".csv", return_layout_names, return_layout),
        ("spellings", ".csv", spelling_names, spelling),
        ("deflators", ".yaml", deflator_names, deflator),
        ("discounting", ".yaml", discount_schedule_names, discount_schedule),
        ("unit_costs", ".yaml", unit_costs_names, unit_costs),
        ("fidelity", ".yaml", instrument_names, instrument),
        ("programmes", ".yaml", programme_names, programme),
        ("implementation", ".yaml", implementation_names, implementation),
        ("list_layouts", ".yaml", list_layout_names, list_layout),
        ("turnover", ".yaml", turnover_names, sector_turnover),
    ):
        for name in listed():
            yield LIBRARY / folder / f"{name}{suffix}", load(name)


def test_every_file_is_read_by_a_loader():
    loaded = {path for path, _ in read_by_a_loader()}
    beside = {
        LIBRARY / "deflators" / "gdp.csv",  # read with gdp.yaml
        LIBRARY / "journeys" / "stages.csv",  # read by `stages`
        LIBRARY / "journeys" / "exits.csv",  # read by `exits`
    }

    assert set(FILES) - loaded - beside == set()


def test_every_entry_has_a_name_of_its_own():
    entries = [getattr(entry, "about", entry) for _, entry in read_by_a_loader()]
    urns = [entry.urn for entry in entries if hasattr(entry, "urn")]

    assert urns
    assert sorted(urns) == sorted(set(urns))


def test_every_folder_of_tables_says_where_it_is_from():
    of_tables = {path.relative_to(LIBRARY).parts[0] for path in FILES if path.suffix == ".csv"}

    # A price index has a YAML file of its own beside each table.
    assert of_tables - {"deflators"} == set(described_folders())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(LIBRARY).as_posix())
def test_a_file_is_plain_text_that_ends_its_last_line(path):
    text = path.read_bytes().decode("utf-8")

    assert text.endswith("\n")
    assert "\r" not in text
    assert re.search(r"/(home|work|tmp|root)/", text) is None
