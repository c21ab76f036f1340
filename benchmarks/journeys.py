"""How long do five years of returns take to become journeys, and how much memory?

    python -m benchmarks.journeys --children 500 5000 50000

Side by side, on the same files of `benchmarks.many_returns`, each in a process of its own:

- *Holdfast*: read and check the files, make pseudonyms, refuse, mend, link, and count the
  spells of every stage. Then the whole command, which also sorts the spells and writes them.
- *cs-demand-model* 0.5.1: discover, load and stitch (no stages, no checks, no trail). It pins
  pandas 1, so it has an environment of its own, made here.
- *polars by hand*: `benchmarks.polars_ceiling`, the least that the job can take.

Each runs three times after a first that is not counted; the best time and the largest memory of
the process are shown. `--children 1000000` is the national size: some 12 million rows.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.many_returns import write_returns
from benchmarks.memory import peak_megabytes

if TYPE_CHECKING:
    from collections.abc import Callable

SIZES = (500, 5_000, 50_000)
REPEATS = 3
SECRET = b"only for measuring"
LARGE = 200_000
"""From so many children on, each way runs once, and the peer not at all."""

PEER = "cs-demand-model==0.5.1"
PEER_PYTHON = "python3.11"
"""The peer's pandas 1 has wheels for no later Python."""

OURS = "Holdfast: read, mend, link, stages"
COMMAND = "Holdfast: the whole command"
THEIRS = "cs-demand-model: load, stitch"
CEILING = "polars by hand"

PEER_CODE = """
import json, sys, time
from benchmarks.memory import peak_megabytes
from cs_demand_model import Config, DemandModellingDataContainer
from cs_demand_model.datastore import fs_datastore

best = float("inf")
for run in range(int(sys.argv[2]) + 1):
    began = time.perf_counter()
    data = DemandModellingDataContainer(fs_datastore(sys.argv[1]), Config())
    rows = len(data.combined_data)
    if run or sys.argv[2] == "0":
        best = min(best, time.perf_counter() - began)
print(json.dumps([best, peak_megabytes(), rows]))
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """One way through one set of returns."""

    children: int
    rows: int
    way: str
    seconds: float
    peak_megabytes: float
    made: int


def ours(folder: Path, workspace: Path) -> int:
    """Make journeys, as a notebook would; give the number of spells."""
    return _journeys(folder, workspace, write=False)


def command(folder: Path, workspace: Path) -> int:
    """Do what `holdfast journeys` does, without the start of Python."""
    return _journeys(folder, workspace, write=True)


def _journeys(folder: Path, workspace: Path, *, write: bool) -> int:
    from holdfast.records.engine import open_engine
    from holdfast.records.journey import build_journeys
    from holdfast.records.journey_files import write_journeys
    from holdfast.records.pseudonym import Pseudonyms
    from holdfast.records.returns import read_returns

    stage = workspace / "stage"
    with open_engine(workspace=workspace) as engine:
        returns = read_returns(folder, stage=stage, pseudonyms=Pseudonyms(SECRET))
        journeys = build_journeys(engine, returns)
        if write:
            write_journeys(engine, journeys, returns, workspace / "out")
        return sum(journeys.summary.spells.values())


def by_hand(folder: Path, workspace: Path) -> int:
    """Make spells with polars; give their number."""
    from benchmarks.polars_ceiling import spells_and_children

    del workspace  # it writes nothing
    spells, _ = spells_and_children(folder)
    return spells.height


WAYS: dict[str, Callable[[Path, Path], int]] = {
    OURS: ours,
    COMMAND: command,
    CEILING: by_hand,
}


def run_way(way: str, folder: Path, repeats: int) -> None:
    """Go one way; print the best time, the largest memory of this process, and the spells."""
    best, made = float("inf"), 0
    for run in range(repeats + 1):
        with tempfile.TemporaryDirectory(dir=folder.parent) as work:
            began = time.perf_counter()
            made = WAYS[way](folder, Path(work))
            seconds = time.perf_counter() - began
        if run or not repeats:  # the first also imports, and fills the system's cache
            best = min(best, seconds)
    peak = peak_megabytes()
    print(json.dumps([best, peak, made]))


def peer_python(place: Path) -> Path | None:
    """Give the Python of the peer's own environment, made if need be; None if it cannot be."""
    python = place / "bin" / "python"
    if python.exists():
        return python
    base = shutil.which(PEER_PYTHON)
    if base is None:
        return None
    subprocess.run([base, "-m", "venv", place], check=True)
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", PEER]
    if subprocess.run(pip, check=False).returncode:
        shutil.rmtree(place)
        return None
    return python


def measure(children: int, *, peer: Path | None, dirt: float = 0.0) -> list[Measured]:
    """Make returns of so many children, and go every way through them."""
    repeats = 0 if children >= LARGE else REPEATS
    with tempfile.TemporaryDirectory(prefix="holdfast-bench-") as place:
        folder = Path(place) / "returns"
        rows = write_returns(folder, children=children, dirt=dirt)
        here = [sys.executable, "-m", "benchmarks.journeys", "--repeats", str(repeats)]
        commands = {way: [*here, "--folder", str(folder), "--way", way] for way in WAYS}
        if peer is not None and repeats:
            commands[THEIRS] = [str(peer), "-c", PEER_CODE, str(folder), str(repeats)]
        return [Measured(children, rows, way, *_said(words)) for way, words in commands.items()]


def _said(words: list[str]) -> tuple[float, float, int]:
    said = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    seconds, peak, made = json.loads(said.splitlines()[-1])
    return seconds, peak, made


def table(measured: list[Measured]) -> str:
    """Lay the measurements out as Markdown."""
    lines = [
        "| children | episode rows | way | seconds | times the peer | peak memory, MB |",
        "| ---: | ---: | --- | ---: | ---: | ---: |",
    ]
    peer = {one.children: one.seconds for one in measured if one.way == THEIRS}
    for one in measured:
        theirs = peer.get(one.children)
        faster = f"{theirs / one.seconds:.1f} times as fast" if theirs else ""
        lines.append(
            f"| {one.children:,} | {one.rows:,} | {one.way} | {one.seconds:.2f} | {faster} "
            f"| {one.peak_megabytes:,.0f} |"
        )
    return "\n".join(lines)


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, nargs="+", default=SIZES)
    parser.add_argument("--dirt", type=float, default=0.0, help="share of rows with a fault")
    parser.add_argument("--way", choices=WAYS)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--repeats", type=int, default=REPEATS)
    given = parser.parse_args()
    if given.way:
        run_way(given.way, given.folder, given.repeats)
        return
    peer = peer_python(Path(os.environ.get("HOLDFAST_PEERS", ".venv-peer")))
    if peer is None:
        print(f"The peer was not run: it needs {PEER_PYTHON} and its package.", file=sys.stderr)
    measured = [
        one for size in given.children for one in measure(size, peer=peer, dirt=given.dirt)
    ]
    print(table(measured))


if __name__ == "__main__":
    main()
