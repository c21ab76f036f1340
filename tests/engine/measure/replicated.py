"""One study of the invented world after another: what is found, beside what is true."""

from tests.engine.measure.simulated import World, in_care, live, observe

from holdfast.measure.delay_or_prevent import delay_or_prevent
from holdfast.measure.incidence import cumulative_incidence
from holdfast.measure.propensity import fit_propensity
from holdfast.measure.resampling import resample_trials
from holdfast.measure.tally import tally
from holdfast.measure.weights import weigh

RIGHT = {
    "none": {"neither", "cannot tell yet"},
    "delays": {"delayed"},
    "prevents": {"prevented"},
    "both": {"both"},
    "harms": {"harmful"},
}
"""The verdicts that are right for each effect of the world."""


def study(world: World, *, seed: int, draws: int) -> dict:
    """Evaluate the programme of one world once: estimates by name, verdict, children."""
    lives = live(world, seed)
    trials, outcome = observe(lives)
    weights = weigh(trials, fit_propensity(trials))
    drawn = resample_trials(trials, weights, draws=draws, seed=seed)
    found = cumulative_incidence(
        trials, outcome, weights, horizon=world.horizon, resamples=drawn
    )
    answer = delay_or_prevent(found)
    (care,) = tally(
        trials, weights, [in_care(lives, trials)], horizon=world.horizon, resamples=drawn
    )
    names = (
        "risk_comparison", "risk_difference", "days_gained", "days_delayed", "days_prevented",
        "later_entry",
    )  # fmt: skip
    return {
        **{name: getattr(answer, name) for name in names},
        "days_in_care": care.difference,
        "verdict": str(answer.verdict),
        "programme": int(trials.programme.sum()),
    }
