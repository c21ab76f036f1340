"""One engine of each kind for all the tests of this chapter: Spark is slow to start."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from holdfast.records.engine import Engine, open_engine


@pytest.fixture(
    scope="session", params=["duckdb", pytest.param("spark", marks=pytest.mark.spark)]
)
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """Run the test on DuckDB, and on Spark where that is asked for."""
    workspace = tmp_path_factory.mktemp(request.param)
    with open_engine(request.param, workspace=workspace, threads=2) as opened:
        yield opened


@pytest.fixture(scope="session")
def duckdb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Run the test on DuckDB only: it opens the engine many times, or looks at its files."""
    with open_engine(workspace=Path(tmp_path_factory.mktemp("duckdb_only"))) as opened:
        yield opened
