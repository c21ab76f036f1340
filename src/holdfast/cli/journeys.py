"""`holdfast journeys`: from statutory returns to one table of each child's journey."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console

    from holdfast.records.batch import Note
    from holdfast.records.returns import Returns
    from holdfast.records.summary import Summary

REMOTE = "SPARK_REMOTE"


def journeys(
    returns: Annotated[
        Path,
        typer.Argument(help="A folder, zip or file of SSDA903, CIN and Annex A returns."),
    ],
    out: Annotated[Path, typer.Option(help="The folder to write to; made if not there.")],
    repair: Annotated[
        str, typer.Option(help="The rules that mend episodes: holdfast or london.")
    ] = "holdfast",
    engine: Annotated[str, typer.Option(help="Where to work: duckdb or spark.")] = "duckdb",
    spark: Annotated[
        str | None,
        typer.Option(help=f"Address of Spark: a master or sc://; {REMOTE} if not given."),
    ] = None,
) -> None:
    """Turn statutory returns into children's journeys.

    Writes journeys.parquet (the spells), children.parquet, yearly.parquet, refused.csv,
    repairs.csv and summary.json. Children are pseudonyms; HOLDFAST_SECRET makes them.
    """
    import tempfile

    from rich.console import Console

    from holdfast.cli.progress import shown
    from holdfast.records.engine import SPARK, open_engine
    from holdfast.records.journey import build_journeys
    from holdfast.records.journey_files import write_journeys
    from holdfast.records.pseudonym import Pseudonyms, load_secret
    from holdfast.records.returns import read_returns

    url = spark or (os.environ.get(REMOTE) if engine == SPARK else None)
    out.mkdir(parents=True, exist_ok=True)
    pseudonyms = Pseudonyms(load_secret(out, os.environ))
    # Beside what is written, so that there is room, and so that a cluster can see it.
    with tempfile.TemporaryDirectory(dir=out, prefix=".work-") as place:
        workspace = Path(place)
        with shown() as progress, open_engine(engine, workspace=workspace, url=url) as opened:
            read = read_returns(
                returns, stage=workspace / "stage", pseudonyms=pseudonyms, progress=progress
            )
            made = build_journeys(opened, read, repairs=repair, progress=progress)
            with progress.step("Write journeys"):
                written = write_journeys(opened, made, read, out)
    console = Console(highlight=False, soft_wrap=True)
    _say(console, made.summary, read)
    console.print(f"\nWritten to {out}: {', '.join(path.name for path in written)}.")


KINDS = {"ssda903": "SSDA903", "cin": "CIN census", "annex_a": "Annex A"}


def _say(console: Console, summary: Summary, returns: Returns) -> None:
    """Print what was found, in plain English."""
    from rich.markup import escape

    from holdfast.library.stages import stages

    years = "; ".join(
        f"{KINDS[kind]} {_years(returned)}" for kind, returned in summary.years.items()
    )
    console.print(f"[bold]{summary.children:,} children[/bold] in {len(returns.files)} files")
    console.print(f"  {years}")
    console.print("\n[bold]On their journeys[/bold]")
    for name, stage in stages().items():
        if name in summary.spells:
            console.print(f"  {summary.spells[name]:>9,}  {stage.title}")
    _counted(
        console,
        "Refused, by code (which rows: refused.csv; what it means: docs/reference/errors.md)",
        summary.refused,
    )
    _counted(
        console,
        "Mended, by rule (which rows: repairs.csv; what it does: docs/explanation/repairs.md)",
        summary.repaired,
    )
    console.print("\n[bold]For your information[/bold]")
    facts = (
        (summary.carried_forward, "open episodes came back in the next return, as they should"),
        (
            summary.legal_status_splits,
            "episodes change nothing but legal status",
        ),
        (summary.in_care_at_the_start, "periods of care had begun before the first return"),
        (summary.starts_not_returned, "periods of care have no start in the returns"),
    )
    for number, text in facts:
        console.print(f"  {number:>9,}  {text}")
    for note, others in _one_of_each(returns.notes):
        more = f" ({others:,} more like this in summary.json)" if others else ""
        where = f"{note.where}: " if note.where else ""
        console.print(f"  - {escape(where + note.text)}{more}")


def _one_of_each(notes: Sequence[Note]) -> list[tuple[Note, int]]:
    """Give the first note of each kind, and how many more of the kind there are."""
    first: dict[str, Note] = {}
    for note in notes:
        first.setdefault(note.code, note)
    kinds = Counter(note.code for note in notes)
    return [(note, kinds[code] - 1) for code, note in first.items()]


def _counted(console: Console, title: str, counts: Mapping[str, int]) -> None:
    console.print(f"\n[bold]{title}[/bold]")
    for name, number in counts.items():
        console.print(f"  {number:>9,}  {name}")
    if not counts:
        console.print("  nothing")


def _years(years: tuple[int, ...]) -> str:
    if len(years) == 1:
        return str(years[0])
    if years[-1] - years[0] == len(years) - 1:
        return f"{years[0]} to {years[-1]}"
    return ", ".join(map(str, years))
