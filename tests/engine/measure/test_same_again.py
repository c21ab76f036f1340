"""The same trials and seed give the same numbers, whatever the machine has to spare."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]

SCRIPT = """
import hashlib
from tests.engine.measure.simulated import World, in_care, live, observe
from holdfast.measure.incidence import cumulative_incidence
from holdfast.measure.propensity import fit_propensity
from holdfast.measure.resampling import resample_trials
from holdfast.measure.tally import tally
from holdfast.measure.weights import weigh

lives = live(World(children=1500), 1)
trials, outcome = observe(lives)
weights = weigh(trials, fit_propensity(trials))
drawn = resample_trials(trials, weights, draws=150, seed=1)
found = cumulative_incidence(trials, outcome, weights, horizon=548, resamples=drawn)
(care,) = tally(trials, weights, [in_care(lives, trials)], horizon=548, resamples=drawn)
numbers = (weights.base, found.programme.draws, found.comparison.draws, care.difference_draws)
print(hashlib.sha256(b"".join(one.tobytes() for one in numbers)).hexdigest())
"""


def digest(threads):
    environment = os.environ | {
        name: str(threads)
        for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
    }
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_numbers_do_not_depend_on_how_many_threads_there_are():
    assert digest(1) == digest(2)
