"""Do the intervals of `holdfast.measure` hold the truth, and are its verdicts right?

    python -m benchmarks.measure_coverage --studies 400 --draws 500

Many studies of a small invented world (`tests/engine/measure/simulated.py`), in which what
would have happened without the programme is known. It tests the estimators alone and is
quick; `make truth` tests the whole evaluation, from returns to findings.
"""

from __future__ import annotations

import argparse
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial

import numpy as np
from tests.engine.measure.replicated import RIGHT, study
from tests.engine.measure.simulated import World, truth

PREFACE = """# Do the intervals of `holdfast.measure` hold the truth?

Made by `python -m benchmarks.measure_coverage --studies {studies} --draws {draws}`, which
evaluates {studies} studies of each small invented world. *Coverage* is the share of 95%
intervals that hold the truth, *bias* the mean error, *spread* the standard deviation of the
estimates. Risks are shares of children; days are for each child; the horizon is 548 days. Days
gained here are days before entry, and days in care are programme less comparison.

The worlds use the same seeds, so that their errors go together; the Monte Carlo error of a
coverage is about 1 point.
"""

BASE = {"children": 2200, "enrol": 0.013}
WORLDS = {
    "no effect": World(effect="none", **BASE),
    "delays": World(effect="delays", **BASE),
    "prevents": World(effect="prevents", **BASE),
    "both": World(effect="both", **BASE),
    "harms": World(effect="harms", **BASE),
    "no effect, strong selection on need": World(
        effect="none", selection=1.2, need_matters=1.0, children=2200, enrol=0.010
    ),
    "prevents, strong selection on need": World(
        effect="prevents", selection=1.2, need_matters=1.0, children=2200, enrol=0.010
    ),
    "no effect, small programme": World(effect="none", children=800, enrol=0.013),
    "prevents, small programme": World(effect="prevents", children=800, enrol=0.013),
    "delays, large programme": World(effect="delays", children=4400, enrol=0.013),
    "no effect, entry rare, small programme": World(
        effect="none", children=600, enrol=0.012, entry=0.002
    ),
}


def main() -> None:
    """Print one table."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--studies", type=int, default=400)
    ask.add_argument("--draws", type=int, default=500)
    ask.add_argument("--workers", type=int, default=2)
    ask.add_argument("--only", default="")
    asked = ask.parse_args()
    print(PREFACE.format(studies=asked.studies, draws=asked.draws))
    print("| world | estimate | truth | bias | spread | coverage % |")
    print("| --- | --- | ---: | ---: | ---: | ---: |")
    verdicts = []
    with ProcessPoolExecutor(asked.workers) as pool:
        for name, world in WORLDS.items():
            if asked.only not in ("", name):
                continue
            true = truth(world, children=400_000, seed=9)
            studies = list(
                pool.map(partial(_one, world, asked.draws), range(asked.studies), chunksize=10)
            )
            for estimate, value in true.items():
                _line(name, estimate, value, [one[estimate] for one in studies])
            counts = Counter(one["verdict"] for one in studies)
            right = sum(counts[verdict] for verdict in RIGHT[world.effect])
            others = ", ".join(
                f"{verdict} {100 * count / len(studies):.1f}"
                for verdict, count in counts.most_common()
            )
            children = np.mean([one["programme"] for one in studies])
            verdicts.append(
                f"| {name} | {children:.0f} | {100 * right / len(studies):.1f} | {others} |"
            )
    print()
    print("| world | programme children | right verdict % | every verdict, % |")
    print("| --- | ---: | ---: | --- |")
    print("\n".join(verdicts))


def _one(world: World, draws: int, seed: int) -> dict:
    return study(world, seed=seed, draws=draws)


def _line(world: str, estimate: str, true: float, found: list) -> None:
    given = [one for one in found if one is not None]
    if len(given) < len(found) / 2:
        return  # an estimate that is mostly not given says nothing of the others
    values = np.array([one.value for one in given])
    holds = np.mean([one.low <= true <= one.high for one in given])
    print(
        f"| {world} | {estimate.replace('_', ' ')} | {true:.4g} | {values.mean() - true:+.3g} "
        f"| {values.std():.3g} | {100 * holds:.1f} |",
        flush=True,
    )


if __name__ == "__main__":
    main()
