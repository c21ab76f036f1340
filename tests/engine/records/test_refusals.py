"""The table of what was refused."""

import polars as pl

from holdfast.records.batch import faults_at
from holdfast.records.refusals import REFUSAL_SCHEMA, Refusals


def test_nothing_refused_is_an_empty_table():
    frame = Refusals().frame()

    assert (dict(frame.schema), len(frame)) == (dict(REFUSAL_SCHEMA), 0)


def test_refusals_stand_in_order_whatever_the_order_they_came_in():
    refusals = Refusals()
    refusals.add(
        file="b.csv", table="t", column="dec", code="late", consequence="value set aside",
        rows=pl.Series([7, 3]),
    )  # fmt: skip
    refusals.add_faults(faults_at([(5, "long")], "row refused"), file="b.csv", table="t")
    refusals.add(file="a.csv", code="empty", consequence="file refused")
    refusals.add_faults(faults_at([], "row refused"), file="b.csv", table="t")

    assert refusals.frame().rows() == [
        ("a.csv", None, None, None, "empty", "file refused"),
        ("b.csv", 3, "t", "dec", "late", "value set aside"),
        ("b.csv", 5, "t", None, "long", "row refused"),
        ("b.csv", 7, "t", "dec", "late", "value set aside"),
    ]
    assert dict(refusals.frame().schema) == dict(REFUSAL_SCHEMA)


def test_what_was_said_of_a_file_can_be_taken_back():
    refusals = Refusals()
    for file in ("a.csv", "b.csv"):
        refusals.add(file=file, code="empty", consequence="file refused")

    refusals.forget("a.csv")
    refusals.forget("c.csv")

    assert refusals.frame()["file"].to_list() == ["b.csv"]
