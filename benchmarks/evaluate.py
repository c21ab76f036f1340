"""How long does `holdfast evaluate` take, and how much memory, as an authority grows?

    python -m benchmarks.evaluate --children 5000 50000

The whole command as a person types it, in a process of its own: start, read, mend, journeys,
cohort, 1,000 bootstrap draws, costs, pictures, files.
"""

from __future__ import annotations

import argparse
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.invented import holdfast, synthesise_apart, with_draws
from benchmarks.memory import timed

SIZES = (5_000, 50_000)
DRAWS = 1000


@dataclass(frozen=True)
class Run:
    """One evaluation: children known to the authority, wall seconds, peak megabytes."""

    children: int
    seconds: float
    megabytes: float


def measure(children: int, draws: int = DRAWS) -> Run:
    """Make an authority and evaluate it once."""
    with tempfile.TemporaryDirectory(prefix="holdfast-bench-") as folder:
        made = Path(folder) / "authority"
        synthesise_apart(made, children)
        with_draws(made / "protocol.yaml", draws)
        command = holdfast("evaluate", str(made / "protocol.yaml"), "--out", f"{folder}/out")
        seconds, megabytes = timed(command)
    return Run(children, seconds, megabytes)


def table(runs: list[Run]) -> str:
    """Write the table that is committed."""
    lines = [
        "| children known | evaluate, 1,000 draws | peak memory |",
        "| ---: | ---: | ---: |",
        *(
            f"| {run.children:,} | {run.seconds:.1f} s | {run.megabytes:,.0f} MB |"
            for run in runs
        ),
    ]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--children", type=int, nargs="+", default=SIZES)
    print(table([measure(children) for children in parser.parse_args().children]))


if __name__ == "__main__":
    main()
