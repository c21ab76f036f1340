"""Returns that were read once, kept and opened again without their originals."""

import json
import shutil
from datetime import date

import polars as pl
import pytest
from tests.engine.records.staged import staged
from tests.engine.records.test_journey import TABLES

from holdfast.kernel.errors import InputError
from holdfast.records.batch import Note
from holdfast.records.journey import build_journeys
from holdfast.records.kept_returns import keep_returns, open_returns

REFUSED = {"file": "a.csv", "row": 3, "code": "records.date-too-late"}


@pytest.fixture
def returns(tmp_path):
    """Give returns as `read_returns` would, with something of everything."""
    made = staged(tmp_path / "stage", TABLES, refusals=[REFUSED])
    object.__setattr__(made, "notes", (Note("records.point-zero", "a.csv", "Mended: 3."),))
    object.__setattr__(made, "reference_dates", {2024: date(2024, 3, 30)})
    return made


def test_what_is_opened_is_what_was_kept(returns):
    keep_returns(returns)

    opened = open_returns(returns.stage)

    assert dict(opened.tables) == dict(returns.tables)
    assert dict(opened.years) == dict(returns.years)
    assert opened.files == returns.files
    assert opened.refusals.equals(returns.refusals)
    assert opened.notes == returns.notes
    assert dict(opened.read) == dict(returns.read)
    assert opened.reference_dates == returns.reference_dates


def test_a_folder_that_was_moved_is_opened_where_it_is(returns, tmp_path):
    keep_returns(returns)
    shutil.move(returns.stage, tmp_path / "elsewhere")

    opened = open_returns(tmp_path / "elsewhere")

    assert all(part.is_file() for parts in opened.tables.values() for part in parts)


def test_journeys_are_the_same_from_kept_returns(returns, duckdb):
    keep_returns(returns)
    first = duckdb.frame(build_journeys(duckdb, returns).spells)

    again = duckdb.frame(build_journeys(duckdb, open_returns(returns.stage)).spells)

    assert again.sort(pl.all()).equals(first.sort(pl.all()))


def test_what_is_kept_names_no_place_on_this_machine(returns, tmp_path):
    written, _ = keep_returns(returns)

    assert str(tmp_path) not in written.read_text(encoding="utf-8")
    assert json.loads(written.read_text(encoding="utf-8"))["years"] == {
        kind: list(years) for kind, years in returns.years.items()
    }


def test_a_folder_that_holds_none_is_refused(tmp_path):
    with pytest.raises(InputError) as caught:
        open_returns(tmp_path)

    assert caught.value.code == "records.returns-not-kept"


def test_a_table_that_is_gone_is_told(returns):
    keep_returns(returns)
    gone = next(iter(returns.tables.values()))[0]
    gone.unlink()

    with pytest.raises(InputError) as caught:
        open_returns(returns.stage)

    assert caught.value.code == "records.returns-not-kept"
    assert caught.value.where.endswith(gone.name)
