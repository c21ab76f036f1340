"""What every engine does alike, and what it refuses."""

import hashlib
import os
from datetime import date

import ibis
import polars as pl
import pytest

from holdfast.kernel.errors import InputError
from holdfast.records.engine import DuckDBEngine, SparkEngine, open_engine

PEOPLE = pl.DataFrame(
    {
        "child": ["b", "a", None],
        "year": [2023, 2022, 2021],
        "day": [date(2023, 3, 31), None, date(2021, 4, 1)],
        "yes": [True, None, False],
    },
    schema={"child": pl.String, "year": pl.Int16, "day": pl.Date, "yes": pl.Boolean},
)


def test_a_table_comes_back_as_it_went_in(engine):
    table = engine.table(PEOPLE, "people")

    assert engine.frame(table.order_by("year")).equals(PEOPLE.sort("year"))


def test_an_empty_table_keeps_its_types(engine):
    table = engine.table(PEOPLE.clear(), "nobody")

    assert engine.frame(table).equals(PEOPLE.clear())


def test_several_files_are_one_table(engine, tmp_path):
    paths = [tmp_path / "one's.parquet", tmp_path / "two.parquet"]
    for path in paths:
        PEOPLE.write_parquet(path)

    read = engine.read(paths)

    assert engine.frame(read.count().as_table()).item() == 6


def test_a_result_has_the_types_that_its_expression_says(engine):
    table = engine.table(PEOPLE, "people")

    total = engine.frame(table.agg(total=table.year.sum(), last=table.year.max()))

    assert total.schema == {"total": pl.Int64, "last": pl.Int16}


def test_what_is_kept_can_be_built_on(engine):
    kept = engine.keep(engine.table(PEOPLE, "people").filter(ibis._.child.notnull()), "named")

    joined = kept.join(kept.select("child", other="year"), "child")

    assert engine.frame(joined.order_by("child"))["other"].to_list() == [2022, 2023]


def test_what_is_kept_has_the_types_that_its_expression_says(engine):
    table = engine.table(PEOPLE, "people")
    weighed = table.select("child", weight=ibis.literal(0, "int64"), year=table.year)

    kept = engine.keep(weighed, "weighed")

    both = kept.union(table.select("child", weight=table.year.cast("int64"), year=table.year))
    assert engine.frame(both).schema == {
        "child": pl.String, "weight": pl.Int64, "year": pl.Int16,
    }  # fmt: skip


def test_a_result_is_written_in_the_order_that_it_asks_for(engine, tmp_path):
    table = engine.table(PEOPLE, "people")
    path = tmp_path / "it's a folder" / "people.parquet"

    rows = engine.write(table.order_by("child"), path)

    assert rows == 3
    assert pl.read_parquet(path)["child"].to_list() == ["a", "b", None]
    assert [found.name for found in path.parent.iterdir()] == ["people.parquet"]


def test_the_same_result_is_written_as_the_same_bytes(engine, tmp_path):
    many = pl.DataFrame({"child": [f"c{n % 977}" for n in range(250_000)]})
    many = many.with_columns(row=pl.int_range(pl.len()))
    paths = [tmp_path / "first.parquet", tmp_path / "second.parquet"]

    for path in paths:
        engine.write(engine.table(many, "many").order_by("child", "row"), path)

    first, second = (hashlib.sha256(path.read_bytes()).hexdigest() for path in paths)
    assert first == second
    assert pl.read_parquet(paths[0]).equals(many.sort("child", "row"))


def test_duckdb_keeps_to_the_threads_and_memory_that_it_is_given(tmp_path):
    with open_engine(workspace=tmp_path / "new", threads=1, memory="1GB") as opened:
        said = opened.connection.con.sql(
            "SELECT current_setting('threads'), current_setting('memory_limit')"
        ).fetchall()

    assert isinstance(opened, DuckDBEngine)
    assert said == [(1, "953.6 MiB")]


@pytest.mark.parametrize(("pages", "limit"), [(2_000_000, "3.8 GiB"), (9_000_000, "4.6 GiB")])
def test_duckdb_gets_half_of_the_memory_up_to_a_limit(tmp_path, monkeypatch, pages, limit):
    monkeypatch.setattr(os, "sysconf", {"SC_PAGE_SIZE": 4096, "SC_PHYS_PAGES": pages}.get)

    with open_engine(workspace=tmp_path) as opened:
        said = opened.connection.con.sql("SELECT current_setting('memory_limit')").fetchall()

    assert said == [(limit,)]


def test_duckdb_opens_where_the_machine_does_not_say_how_much_memory_it_has(
    tmp_path, monkeypatch
):
    def unsaid(name):
        raise ValueError(name)

    monkeypatch.setattr(os, "sysconf", unsaid)

    with open_engine(workspace=tmp_path) as opened:
        assert opened.frame(opened.table(PEOPLE, "people").count().as_table()).item() == 3


def test_an_unknown_engine_is_refused(tmp_path):
    with pytest.raises(InputError) as caught:
        open_engine("sqlite", workspace=tmp_path)

    assert caught.value.code == "records.engine-unknown"


def test_an_address_of_spark_for_duckdb_is_refused(tmp_path):
    with pytest.raises(InputError) as caught:
        open_engine("duckdb", workspace=tmp_path, url="sc://host")

    assert caught.value.code == "records.spark-url"


def test_spark_that_is_not_installed_is_refused(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pyspark", None)

    with pytest.raises(InputError) as caught:
        open_engine("spark", workspace=tmp_path)

    assert caught.value.code == "records.spark-missing"


class Builder:
    """Writes down how a session was asked for."""

    def __init__(self):
        self.settings = {}
        self.at = None

    def appName(self, name):
        return self

    def config(self, key, value):
        self.settings[key] = value
        return self

    def master(self, url):
        self.at = url
        return self

    remote = master

    def getOrCreate(self):
        return self


@pytest.fixture
def builder(monkeypatch):
    """Ask for sessions of Spark without one."""
    import pyspark.sql as pyspark

    asked = Builder()
    monkeypatch.setattr(
        pyspark, "SparkSession", type("S", (), {"builder": asked, "getActiveSession": None})
    )
    monkeypatch.setattr(pyspark.SparkSession, "getActiveSession", lambda: None)
    monkeypatch.setattr(ibis.pyspark, "connect", lambda session: session)
    return asked


@pytest.mark.spark
def test_a_connect_address_is_opened_as_it_is(builder, tmp_path):
    opened = open_engine("spark", workspace=tmp_path, url="sc://host")

    assert isinstance(opened, SparkEngine)
    assert builder.at == "sc://host"
    assert builder.settings == {}


@pytest.mark.spark
def test_a_cluster_decides_how_many_parts_there_are(builder, tmp_path):
    open_engine("spark", workspace=tmp_path, url="spark://host:7077", memory="4GB")

    assert builder.at == "spark://host:7077"
    assert builder.settings["spark.driver.memory"] == "4G"
    assert "spark.sql.shuffle.partitions" not in builder.settings


@pytest.mark.spark
@pytest.mark.parametrize(("threads", "master"), [(None, "local[*]"), (2, "local[2]")])
def test_spark_without_an_address_runs_here(builder, tmp_path, threads, master):
    open_engine("spark", workspace=tmp_path, threads=threads)

    assert builder.at == master
    assert builder.settings["spark.sql.shuffle.partitions"] == "4"
