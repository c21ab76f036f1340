"""Does `holdfast evaluate` find what is true? Many invented authorities whose truth is known.

Each run makes an authority with the generator, as files in the real formats, and evaluates it
as an analyst would: read, repair, journeys, cohort, comparison, bootstrap. The finding is then
compared with `truth.json`. Runs are kept in `out/truth/runs.jsonl`, so a stopped proof goes
on where it was.

    python -m benchmarks.truth --runs 200 --children 3000 --draws 400
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from dataclasses import dataclass
from functools import partial
from math import sqrt
from multiprocessing import get_context
from pathlib import Path
from statistics import fmean, stdev
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).resolve().parents[1]
RUNS = ROOT / "out" / "truth" / "runs.jsonl"
TABLE = ROOT / "benchmarks" / "truth.md"

ESTIMATES = ("risk_difference", "days_gained", "days_prevented", "days_delayed")
LEVEL = 0.95


@dataclass(frozen=True)
class Scenario:
    """One state of the world, and the verdicts that would be right in it."""

    name: str
    words: str
    effect: str
    selection: float
    right: tuple[str, ...]


SCENARIOS = (
    Scenario("none", "no effect", "none", 0.3, ("neither", "cannot tell yet")),
    Scenario("delays", "delays only", "delays", 0.3, ("delayed",)),
    Scenario("prevents", "prevents", "prevents", 0.3, ("prevented",)),
    Scenario("harms", "harms", "harms", 0.3, ("harmful",)),
    Scenario(
        "confounded", "no effect, strong selection", "none", 1.0, ("neither", "cannot tell yet")
    ),
)


def one_run(scenario: Scenario, seed: int, children: int, draws: int) -> dict[str, object]:
    """Make one authority, evaluate it, and set the finding beside the truth."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "POLARS_MAX_THREADS"):
        os.environ.setdefault(name, "1")
    from benchmarks.invented import entries_only, evaluated, synthesised

    with tempfile.TemporaryDirectory(prefix="holdfast-truth-") as folder:
        made = synthesised(
            Path(folder) / "authority",
            children=children,
            seed=seed,
            effect=scenario.effect,
            selection=scenario.selection,
        )
        entries_only(made / "protocol.yaml")
        found = evaluated(made / "protocol.yaml", draws=draws)
        truth = json.loads((made / "truth.json").read_text(encoding="utf-8"))
    entry, true = found["outcomes"]["entry_to_care"], truth["outcomes"]["entry_to_care"]
    return {
        "scenario": scenario.name,
        "seed": seed,
        "children": children,
        "draws": draws,
        "verdict": entry["verdict"],
        "enrolled": truth["counts"].get("eligible_enrolled"),
        **{name: entry[name] | {"true": true[name]} for name in ESTIMATES},
    }


def kept(path: Path) -> list[dict]:
    """Give the runs made so far."""
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def make_runs(runs: int, children: int, draws: int, workers: int, names: Iterable[str]) -> None:
    """Make the runs that are missing, and keep each as it ends."""
    done = {
        (run["scenario"], run["seed"])
        for run in kept(RUNS)
        if (run["children"], run["draws"]) == (children, draws)
    }
    wanted = [
        (scenario, seed)
        for seed in range(1, runs + 1)
        for scenario in SCENARIOS
        if scenario.name in names and (scenario.name, seed) not in done
    ]
    RUNS.parent.mkdir(parents=True, exist_ok=True)
    run = partial(_run, children=children, draws=draws)
    # Not concurrent.futures: its pool can stop for ever as it replaces a worker (gh-115634).
    with get_context("spawn").Pool(workers, maxtasksperchild=25) as pool, RUNS.open("a") as out:
        for number, made in enumerate(pool.imap_unordered(run, wanted), start=1):
            out.write(json.dumps(made, sort_keys=True) + "\n")
            out.flush()
            print(f"\r{number} of {len(wanted)} runs", end="", flush=True)
    print()


def _run(wanted: tuple[Scenario, int], *, children: int, draws: int) -> dict[str, object]:
    return one_run(*wanted, children, draws)


def rows(runs: list[dict]) -> Iterator[dict[str, object]]:
    """Give one line for each scenario and estimate."""
    for scenario in SCENARIOS:
        of = [run for run in runs if run["scenario"] == scenario.name]
        for name in ESTIMATES:
            found = [run[name] for run in of if run[name]["value"] is not None]
            if len(found) < 2:
                continue
            errors = [line["value"] - line["true"] for line in found]
            covered = fmean(line["low"] <= line["true"] <= line["high"] for line in found)
            yield {
                "scenario": scenario.words,
                "estimate": name,
                "runs": len(found),
                "true": fmean(line["true"] for line in found),
                "bias": fmean(errors),
                "bias_error": stdev(errors) / sqrt(len(errors)),
                "spread": stdev(errors),
                "covered": covered,
                "covered_error": sqrt(covered * (1 - covered) / len(found)),
                "excludes_zero": fmean(not line["low"] <= 0 <= line["high"] for line in found),
                "right": fmean(run["verdict"] in scenario.right for run in of),
            }


def table(runs: list[dict]) -> str:
    """Write the table that is committed."""
    first = runs[0]
    lines = [
        "# Is the evaluation right?",
        "",
        "Made by `make truth`. Each run invents an authority with a known truth, writes its",
        "returns as files, and evaluates their entries to care as an analyst would: "
        f"{first['children']:,} children known over five",
        f"years, {first['draws']:,} bootstrap draws, 95% intervals.",
        "",
        "*Covered* is the share of intervals that hold the truth (aim: 92% to 98%).",
        "*Excludes 0* is the share of intervals without 0: under no effect, the share of false",
        "alarms (aim: at most 7%). In brackets: the Monte Carlo error, one standard error.",
        "",
        "| world | estimate | runs | truth | bias | spread | covered | excludes 0 |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    found = list(rows(runs))
    for row in found:
        scale, digits = (100, 2) if row["estimate"] == "risk_difference" else (1, 2)
        unit = " points" if scale == 100 else " days"
        lines.append(
            f"| {row['scenario']} | {str(row['estimate']).replace('_', ' ')} | {row['runs']} "
            f"| {row['true'] * scale:.{digits}f}{unit} "
            f"| {row['bias'] * scale:+.{digits}f} ({row['bias_error'] * scale:.{digits}f}) "
            f"| {row['spread'] * scale:.{digits}f} "
            f"| {row['covered']:.1%} ({row['covered_error']:.1%}) "
            f"| {row['excludes_zero']:.1%} |"
        )
    lines += [
        "",
        "## Verdicts",
        "",
        "| world | right verdicts | runs | verdicts given |",
        "| --- | --- | --- | --- |",
    ]
    for scenario in SCENARIOS:
        of = [run["verdict"] for run in runs if run["scenario"] == scenario.name]
        if of:
            given = ", ".join(
                f"{verdict} {of.count(verdict)}"
                for verdict in sorted(set(of), key=of.count)[::-1]
            )
            right = fmean(verdict in scenario.right for verdict in of)
            lines.append(f"| {scenario.words} | {right:.1%} | {len(of)} | {given} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--children", type=int, default=3000)
    parser.add_argument("--draws", type=int, default=400)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--scenario", nargs="*", default=[entry.name for entry in SCENARIOS])
    wanted = parser.parse_args()
    make_runs(wanted.runs, wanted.children, wanted.draws, wanted.workers, wanted.scenario)
    runs = [
        run
        for run in kept(RUNS)
        if (run["children"], run["draws"]) == (wanted.children, wanted.draws)
    ]
    TABLE.write_text(table(runs), encoding="utf-8")
    print(TABLE.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
