"""Findings as a file: valid by the schema, always the same bytes, with every table."""

import csv
import json
import math
from dataclasses import replace

import jsonschema
import pytest
from tests.engine.evaluation.report.invented import describing, findings

from holdfast.evaluation.findings_json import findings_json, plain, write_findings
from holdfast.evaluation.findings_schema import kept, schema, write_schema
from holdfast.evaluation.tables import tables, write_tables
from holdfast.kernel.disclosure import MISSING, SUPPRESSED


@pytest.mark.parametrize("made", [findings, describing])
def test_findings_are_valid_by_the_schema(made):
    validator = jsonschema.Draft202012Validator(schema())

    assert list(validator.iter_errors(json.loads(findings_json(made())))) == []


def test_the_schema_that_is_kept_is_that_of_the_dataclasses(tmp_path):
    assert kept() == schema(), "run holdfast.evaluation.findings_schema.write_schema()"
    assert json.loads(write_schema(tmp_path).read_text(encoding="utf-8")) == kept()


def test_the_schema_refuses_a_key_that_is_not_there_and_one_too_many():
    held = json.loads(findings_json(findings()))
    validator = jsonschema.Draft202012Validator(schema())

    for bent in (
        {name: part for name, part in held.items() if name != "value"},
        held | {"child": "someone"},
        held | {"flow": [held["flow"][0] | {"count": "few"}]},
    ):
        assert not validator.is_valid(bent)


def test_the_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (SUPPRESSED, "suppressed"),
        (MISSING, None),
        (0, 0),
        (0.1234567891, 0.123457),
        (-0.0, 0),
        (float("nan"), None),
        (math.inf, None),
        (True, True),
        (("a", 1.0), ["a", 1]),
        ({2023: None}, {"2023": None}),
    ],
)
def test_values_are_written_as_documented(value, written):
    assert plain(value) == written


def test_what_is_no_part_of_findings_is_refused():
    with pytest.raises(TypeError, match="no part of findings"):
        plain(object())


def test_outcomes_stand_side_by_side_under_their_names():
    held = json.loads(findings_json(findings()))

    assert next(iter(held["outcomes"])) == "entry_to_care"
    assert set(held["outcomes"]) == {"entry_to_care", *findings().outcomes.secondary}


def test_writing_twice_gives_the_same_bytes(tmp_path):
    one = write_findings(findings(), tmp_path).read_bytes()
    other = write_findings(findings(), tmp_path).read_bytes()

    assert one == other
    assert one.endswith(b"}\n")
    assert b"\r" not in one


def test_there_is_a_table_behind_every_picture(tmp_path):
    written = write_tables(findings(), tmp_path)

    assert [path.stem for path in written] == [
        "flow", "drift", "drift_course", "drift_reasons", "drift_stages", "journey_stages",
        "journey_moves", "balance", "overlap", "incidence", "numbers_at_risk",
        "delay_or_prevent", "outcomes", "costs", "cost_timeline", "programme_cost", "value",
        "value_acceptability", "value_draws",
    ]  # fmt: skip
    for path, table in zip(written, tables(findings()), strict=True):
        rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
        assert tuple(rows[0]) == table.headings
        assert {len(row) for row in rows} == {len(table.headings)}
        assert len(rows) == len(table.rows) + 1


def test_cells_tell_missing_zero_and_suppressed_apart(tmp_path):
    whole = findings()
    first, *rest = whole.drift.months
    bent = replace(whole.drift, months=(replace(first, meant=MISSING, served=0), *rest))
    write_tables(replace(whole, drift=bent), tmp_path)

    with (tmp_path / "tables" / "drift.csv").open(encoding="utf-8") as stream:
        lines = list(csv.DictReader(stream))

    assert (lines[0]["meant"], lines[0]["served"], lines[1]["served"]) == (
        "",
        "0",
        "suppressed",
    )
    with (tmp_path / "tables" / "flow.csv").open(encoding="utf-8") as stream:
        assert [line["excluded"] for line in csv.DictReader(stream)][:2] == ["no", "yes"]
