"""Where do the relational steps run? In this process on DuckDB, or on Spark.

Every step is an Ibis expression, the same for both. An engine only opens, reads, keeps and
writes, because that is all that the two do differently.
"""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from itertools import count
from typing import TYPE_CHECKING, Any, cast

import polars as pl

from holdfast.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    import ibis.expr.types as ir

DUCKDB = "duckdb"
SPARK = "spark"
NAMES = (DUCKDB, SPARK)

MOST_MEMORY = 5_000_000_000
"""What DuckDB may hold, in bytes: enough for the returns of a million children."""


class Engine(ABC):
    """One connection, and a folder for what it puts down on the way.

    What an engine gives has no order unless the expression asks for one.
    """

    connection: Any

    def __init__(self, workspace: Path) -> None:
        self.workspace = workspace
        self._numbers = count(1)

    def _unused(self, name: str) -> str:
        return f"{name}_{next(self._numbers)}"

    @abstractmethod
    def read(self, paths: Sequence[Path]) -> ir.Table:
        """Read Parquet files that have the same columns, as one table."""

    def table(self, frame: pl.DataFrame, name: str) -> ir.Table:
        """Give a small table in memory to the engine, typed as it is."""
        path = self.workspace / f"{self._unused(name)}.parquet"
        frame.write_parquet(path)
        return self.read([path])

    @abstractmethod
    def keep(self, expr: ir.Table, name: str) -> ir.Table:
        """Work an expression out once; what is built on it starts from the result."""

    @abstractmethod
    def frame(self, expr: ir.Table) -> pl.DataFrame:
        """Bring a result into memory."""

    @abstractmethod
    def write(self, expr: ir.Table, path: Path) -> int:
        """Write a result to one Parquet file in the order it asks for; say how many rows."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the connection and of what was kept."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class DuckDBEngine(Engine):
    """DuckDB in this process: nothing to install, and it goes to disk when memory is short."""

    def __init__(
        self, workspace: Path, *, threads: int | None = None, memory: str | None = None
    ) -> None:
        import ibis

        super().__init__(workspace)
        settings: dict[str, str | int] = {
            "temp_directory": str(workspace / "spill"),
            "autoinstall_known_extensions": "false",
        }
        if threads is not None:
            settings["threads"] = threads
        if (limit := memory or _memory_to_use()) is not None:
            settings["memory_limit"] = limit
        self.connection = ibis.duckdb.connect(**settings)

    def read(self, paths: Sequence[Path]) -> ir.Table:
        """Read Parquet files that have the same columns, as one table."""
        import ibis
        import pyarrow.parquet as pq

        schema = ibis.Schema.from_pyarrow(pq.read_schema(paths[0]))
        name = self._unused("staged")
        self.connection.con.read_parquet([str(path) for path in paths]).create_view(name)
        return self._named(name, schema)

    def keep(self, expr: ir.Table, name: str) -> ir.Table:
        """Work an expression out once, into a temporary table."""
        name = self._unused(name)
        self._run(f'CREATE TEMP TABLE "{name}" AS {self.connection.compile(expr)}')
        return self._named(name, expr.schema())

    def frame(self, expr: ir.Table) -> pl.DataFrame:
        """Bring a result into memory."""
        found = self.connection.con.sql(str(self.connection.compile(expr))).pl()
        return cast("pl.DataFrame", found).cast(expr.schema().to_polars())

    def write(self, expr: ir.Table, path: Path) -> int:
        """Write a result to one Parquet file in the order it asks for; say how many rows."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._run(
            f"COPY ({self.connection.compile(expr)}) TO {_quoted(path)} "
            "(FORMAT parquet, COMPRESSION zstd)"
        )
        return _rows(path)

    def close(self) -> None:
        """Let go of the connection and of what was kept."""
        self.connection.disconnect()

    def _run(self, sql: str) -> None:
        self.connection.con.execute(sql)

    def _named(self, name: str, schema: Any) -> ir.Table:  # noqa: ANN401  (Ibis is untyped)
        # As connection.table(name) would, without asking the database for what is known.
        from ibis.expr.operations import DatabaseTable

        return DatabaseTable(name=name, schema=schema, source=self.connection).to_expr()


class SparkEngine(Engine):
    """Spark, here or on a cluster. A cluster must see the workspace under the same path."""

    def __init__(
        self,
        workspace: Path,
        *,
        url: str | None = None,
        threads: int | None = None,
        memory: str | None = None,
    ) -> None:
        import ibis
        from pyspark.sql import SparkSession

        super().__init__(workspace)
        running = SparkSession.getActiveSession()
        self._ours = running is None
        self._session = running or _spark_session(workspace, url, threads, memory)
        self.connection = ibis.pyspark.connect(self._session)

    def read(self, paths: Sequence[Path]) -> ir.Table:
        """Read Parquet files that have the same columns, as one table."""
        frame = self._session.read.parquet(*(str(path.resolve()) for path in paths))
        return self._named(frame, "staged")

    def keep(self, expr: ir.Table, name: str) -> ir.Table:
        """Work an expression out once, into the workspace.

        Spark would else carry the whole history of a table in its plan, and plans of plans.
        """
        kept = self._named(self._session.read.parquet(self._put_down(expr, name)), name)
        # Spark gives a number written in the expression the smallest type that holds it.
        return kept.cast(expr.schema())

    def frame(self, expr: ir.Table) -> pl.DataFrame:
        """Bring a result into memory."""
        folder = self._put_down(expr, "frame")
        frame = pl.read_parquet(f"{folder}/*.parquet")
        return frame.cast(expr.schema().to_polars())

    def write(self, expr: ir.Table, path: Path) -> int:
        """Write a result to one Parquet file in the order it asks for; say how many rows."""
        path.parent.mkdir(parents=True, exist_ok=True)
        folder = path.with_name(f"{path.name}.parts")
        writer = self._sql(expr).coalesce(1).write.mode("overwrite")
        writer.option("compression", "zstd").parquet(str(folder.resolve()))
        (part,) = folder.glob("part-*.parquet")
        part.replace(path)
        for left in sorted(folder.iterdir()):
            left.unlink()
        folder.rmdir()
        return _rows(path)

    def close(self) -> None:
        """Let go of the session, if it was opened here."""
        if self._ours:
            self._session.stop()

    def _put_down(self, expr: ir.Table, name: str) -> str:
        folder = str((self.workspace / self._unused(name)).resolve())
        self._sql(expr).write.mode("overwrite").parquet(folder)
        return folder

    def _sql(self, expr: ir.Table) -> Any:  # noqa: ANN401  (a Spark frame, classic or Connect)
        return self._session.sql(str(self.connection.compile(expr)))

    def _named(self, frame: Any, name: str) -> ir.Table:  # noqa: ANN401
        name = self._unused(name)
        frame.createOrReplaceTempView(name)
        return self.connection.table(name)


def open_engine(
    name: str = DUCKDB,
    *,
    workspace: Path,
    url: str | None = None,
    threads: int | None = None,
    memory: str | None = None,
) -> Engine:
    """Open the engine that relational work is to run on.

    Parameters
    ----------
    name
        `duckdb` or `spark`.
    workspace
        A folder that the engine may write to; it is made if it is not there.
    url
        For Spark only: a master (`spark://host:7077`, `local[2]`) or a Connect address
        (`sc://host`). Without it Spark runs in this process.
    threads, memory
        How much of this machine to use at most (`memory="4GB"`). Where nothing is said, DuckDB
        gets every core and half of the memory, up to 5 GB; beyond that it goes to disk.

    Raises
    ------
    InputError
        `records.engine-unknown`, `records.spark-missing` or `records.spark-url`.
    """
    import ibis

    workspace.mkdir(parents=True, exist_ok=True)
    # Ibis would join nested selects into one before it hands them over. The engines do that
    # themselves, and on long expressions it takes Ibis longer than they take to run them.
    ibis.options.sql.fuse_selects = False
    if name == DUCKDB:
        if url is not None:
            raise InputError(
                "An address of Spark was given, but the engine is DuckDB.",
                code="records.spark-url",
                fix="Choose the engine spark, or leave the address out.",
            )
        return DuckDBEngine(workspace, threads=threads, memory=memory)
    if name != SPARK:
        raise InputError(
            f"There is no engine of that name; there are {' and '.join(NAMES)}.",
            code="records.engine-unknown",
            fix=f"Choose {DUCKDB} unless you have a Spark cluster.",
        )
    try:
        import pyspark  # noqa: F401
    except ImportError as error:
        raise InputError(
            "The engine is Spark, which is not installed.",
            code="records.spark-missing",
            fix="Install holdfast[spark] and Java 17.",
        ) from error
    return SparkEngine(workspace, url=url, threads=threads, memory=memory)


def _spark_session(
    workspace: Path, url: str | None, threads: int | None, memory: str | None
) -> Any:  # noqa: ANN401
    from pyspark.sql import SparkSession

    builder: Any = SparkSession.builder.appName("holdfast")
    if url is not None and url.startswith("sc://"):
        return builder.remote(url).getOrCreate()
    cores = "*" if threads is None else threads
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": "4",
        "spark.sql.warehouse.dir": str((workspace / "warehouse").resolve()),
        "spark.local.dir": str((workspace / "spill").resolve()),
    }
    if memory is not None:
        settings["spark.driver.memory"] = memory.removesuffix("B")
    if url is not None:
        del settings["spark.sql.shuffle.partitions"]  # a cluster knows its own size
    for key, value in settings.items():
        builder = builder.config(key, value)
    return builder.master(url or f"local[{cores}]").getOrCreate()


def _memory_to_use() -> str | None:
    try:
        here = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, OSError, ValueError):  # not every system says
        return None
    return f"{min(here // 2, MOST_MEMORY) // 1_000_000}MB"


def _quoted(path: Path) -> str:
    text = str(path).replace("'", "''")
    return f"'{text}'"


def _rows(path: Path) -> int:
    import pyarrow.parquet as pq

    return int(pq.read_metadata(path).num_rows)
