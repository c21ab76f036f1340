"""Everything that is measured for speed and memory, in one table a question.

    make bench                     the usual sizes
    python -m benchmarks --large   also a million children (about an hour, 20 GB of disk)

Writes benchmarks/results.md.
"""

from __future__ import annotations

import argparse
import os
import platform
from pathlib import Path

from benchmarks import cin, evaluate, journeys

RESULTS = Path(__file__).with_name("results.md")
MILLION = 1_000_000


def machine() -> str:
    """Say what was measured on, as far as it matters and no further."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GB of memory, "
        f"Python {platform.python_version()}, {platform.system()}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--large", action="store_true", help="also a million children")
    wanted = parser.parse_args()
    peer = journeys.peer_python(Path(".venv-peer"))
    sizes = [*journeys.SIZES, MILLION] if wanted.large else list(journeys.SIZES)
    returns = [
        line
        for children in sizes
        for line in journeys.measure(children, peer=None if children == MILLION else peer)
    ]
    parts = [
        "# Speed and memory",
        "",
        f"Made by `make bench` on {machine()}. Every line was measured in a process of its",
        "own on data made in the same run; nothing is carried over from elsewhere.",
        "",
        "## From returns to journeys",
        "",
        "Five years of SSDA903 returns of so many children.",
        "",
        journeys.table(returns),
        "",
        "## Reading a CIN census",
        "",
        cin.table(cin.measure()),
        "",
        "## The main job",
        "",
        "The whole command `holdfast evaluate`, as typed: 1,000 bootstrap draws, every picture",
        "and table, five years of SSDA903 and CIN returns.",
        "",
        evaluate.table([evaluate.measure(children) for children in evaluate.SIZES]),
        "",
    ]
    RESULTS.write_text("\n".join(parts), encoding="utf-8")
    print(RESULTS.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
