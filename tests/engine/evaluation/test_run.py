"""The main job from end to end, on a small invented authority whose truth is known."""

import json
import shutil

import jsonschema
import pytest
import yaml

from holdfast.evaluation.findings_json import findings_json
from holdfast.evaluation.findings_schema import schema
from holdfast.evaluation.run import evaluate, write
from holdfast.kernel.disclosure import SUPPRESSED
from holdfast.kernel.errors import DesignError, InputError
from holdfast.kernel.progress import Progress
from holdfast.synthetic.northmere import synthesise
from holdfast.synthetic.settings import Effect, Settings, StudyDesign

SMALL = {"bootstrap": {"draws": 100}}


def make(folder, **settings):
    synthesise(Settings(children=1200, years=4, seed=3, horizon=365, **settings), folder)
    return folder


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """A matched comparison in a place where the programme prevents and drifts a little."""
    return make(tmp_path_factory.mktemp("town"), effect=Effect.PREVENTS, drift=0.3)


@pytest.fixture(scope="module")
def trial(tmp_path_factory):
    return make(tmp_path_factory.mktemp("trial"), design=StudyDesign.RANDOMISED)


@pytest.fixture
def changed(tmp_path):
    """Give a function that copies an authority and changes its protocol."""

    def copy(folder, **changes):
        place = tmp_path / f"copy {len(list(tmp_path.iterdir()))}"
        shutil.copytree(folder, place)
        path = place / "protocol.yaml"
        settings = yaml.safe_load(path.read_text(encoding="utf-8")) | SMALL | changes
        path.write_text(yaml.safe_dump(settings), encoding="utf-8")
        return path

    return copy


@pytest.fixture(scope="module")
def found(town, tmp_path_factory):
    """The findings of the matched comparison, and where they were written."""
    place = tmp_path_factory.mktemp("evaluated")
    shutil.copytree(town, place / "town")
    path = place / "town" / "protocol.yaml"
    settings = yaml.safe_load(path.read_text(encoding="utf-8")) | SMALL
    path.write_text(yaml.safe_dump(settings), encoding="utf-8")
    return evaluate(path, out=place / "out"), path, place / "out"


def test_findings_tables_and_report_are_written_and_valid(found):
    findings, _, out = found

    held = json.loads((out / "findings.json").read_text(encoding="utf-8"))

    jsonschema.Draft202012Validator(schema()).validate(held)
    assert held == json.loads(findings_json(findings))
    assert sorted(path.name for path in out.iterdir()) == [
        "findings.json", "report.html", "tables",
    ]  # fmt: skip
    assert (out / "report.html").read_text(encoding="utf-8").startswith("<!")


def test_the_same_inputs_give_the_same_bytes_and_another_seed_other_draws(found, changed, town):
    findings, path, _ = found
    first = findings_json(findings)

    again = findings_json(evaluate(path))
    other = evaluate(changed(town, seed=4, secondary_outcomes=[]))

    assert again == first
    assert other.protocol.sha256 != findings.protocol.sha256
    assert (
        other.outcomes.entry_to_care.risk_programme.low
        != findings.outcomes.entry_to_care.risk_programme.low
    )


def test_findings_name_no_machine_no_path_and_no_child(found, town):
    findings, path, _ = found
    text = findings_json(findings)
    lines = (town / "enrolments.csv").read_text(encoding="utf-8").splitlines()
    children = {line.split(",")[0] for line in lines}

    assert str(path.parent) not in text
    assert [child for child in children - {"child"} if f'"{child}"' in text] == []


def test_every_count_has_passed_disclosure_control(found):
    findings, _, _ = found

    counts = [step.count for step in findings.flow]
    counts += [stage.children for stage in findings.journey.stages]
    counts += [flow.children for flow in findings.journey.flows]
    counts += [getattr(month, name) for month in findings.drift.months
               for name in ("meant", "referred", "accepted", "served")]  # fmt: skip
    counts += list(findings.outcomes.entry_to_care.incidence.at_risk.comparison)

    assert {count % 5 for count in counts if count is not SUPPRESSED} == {0}


def test_flow_and_drift_hang_together(found):
    findings, _, _ = found
    at = {step.id: step.count for step in findings.flow}

    assert at["served"] == findings.drift.outside.denominator
    assert at["served_in_cohort"] == at["meant_programme"]
    assert {step.parent for step in findings.flow} - set(at) == {None}
    assert findings.drift.outside.value > 0


def test_the_days_of_the_split_add_up(found):
    entry = found[0].outcomes.entry_to_care

    assert entry.days_prevented.value + entry.days_delayed.value == pytest.approx(
        entry.days_gained.value
    )
    assert entry.risk_difference.value == pytest.approx(
        entry.risk_programme.value - entry.risk_comparison.value
    )


def test_costs_add_up_to_the_value(found):
    costs, value = found[0].costs, found[0].value

    assert sum(line.programme.value for line in costs.lines) == pytest.approx(
        costs.per_child_programme.value
    )
    assert sum(month.comparison.value for month in costs.timeline) == pytest.approx(
        costs.per_child_comparison.value
    )
    assert value.gross_saving.value == pytest.approx(-costs.difference.value)
    assert value.net_saving.value == pytest.approx(
        value.gross_saving.value - value.programme_cost_per_child
    )
    assert sum(part.share for part in value.draws) == pytest.approx(1)


def test_every_secondary_outcome_is_labelled_as_one_of_several(found):
    secondary = found[0].outcomes.secondary

    assert {outcome.multiple for outcome in secondary.values()} == {True}
    assert secondary["sdq"].permitted_claim == "describe"
    assert secondary["sdq"].difference.value is None
    assert {name for name, outcome in secondary.items() if outcome.part_of} == {
        name for name in secondary if name.startswith("days_") and name != "days_in_care"
    }


def test_a_listener_hears_every_step(changed, town):
    heard = []

    evaluate(changed(town, secondary_outcomes=[]), progress=Progress((heard.append,)))

    finished = [step.name for step in heard if step.finished]
    assert finished[0] == "Read returns"
    assert finished[-1] == "Work out the net value"


def test_a_trial_is_compared_as_allotted(changed, trial):
    findings = evaluate(changed(trial, secondary_outcomes=[]))

    assert findings.permitted_claim == "effect"
    assert findings.comparison.rule == "randomised-arms"
    assert findings.outcomes.entry_to_care.e_value.value is None
    assert {"randomised", "randomised_programme", "randomised_comparison"} <= {
        step.id for step in findings.flow
    }


def test_a_trial_may_adjust_for_covariates(changed, trial):
    findings = evaluate(
        changed(trial, comparison={"weights": "overlap"}, secondary_outcomes=[])
    )

    assert findings.comparison.weights == "overlap"
    assert findings.comparison.largest_difference_after < 1e-6


def test_before_and_after_describes_and_claims_nothing(changed, town, tmp_path):
    findings = evaluate(
        changed(town, design="before-after", comparison={"rule": "period-before"}),
        out=tmp_path / "out",
    )

    entry, value = findings.outcomes.entry_to_care, findings.value
    compared = [
        entry.risk_difference, entry.risk_ratio, entry.days_gained, entry.days_prevented,
        entry.days_delayed, entry.e_value, value.net_saving, value.gross_saving,
        *(outcome.difference for outcome in findings.outcomes.secondary.values()),
    ]  # fmt: skip
    assert findings.permitted_claim == "describe"
    assert entry.verdict == "described only"
    assert entry.risk_programme.value is not None
    assert {one.value for one in compared} == {None}
    assert (value.probability_of_saving, value.acceptability) == (None, ())
    assert findings.balance == ()
    assert (tmp_path / "out" / "report.html").exists()


def test_a_strict_threshold_hides_results_that_rest_on_few(changed, town, tmp_path):
    findings = evaluate(changed(town, disclosure={"threshold": 50, "rounding": 10}))

    entry = findings.outcomes.entry_to_care
    assert entry.verdict == "cannot tell yet"
    assert entry.risk_programme.value is None
    assert [curve for curve in entry.incidence.curves if curve.cause == "entry_to_care"] == []
    assert entry.entries_programme is SUPPRESSED
    assert "Results that would point to single children are not shown." in findings.cannot_say
    write(findings, tmp_path / "out")


def test_returns_may_be_a_list(changed, town, found):
    path = changed(town)
    years = sorted((path.parent / "returns").iterdir())
    settings = yaml.safe_load(path.read_text(encoding="utf-8"))
    settings["returns"] = [f"returns/{year.name}" for year in years]
    path.write_text(yaml.safe_dump(settings), encoding="utf-8")

    findings = evaluate(path)

    assert findings.outcomes == found[0].outcomes
    assert len(findings.inputs) == len(found[0].inputs)


@pytest.mark.parametrize(
    ("changes", "kind", "code"),
    [
        ({"returns": "nowhere"}, InputError, "evaluation.returns-missing"),
        ({"cohort": {"stages": ["early_help"], "ages": {"from": 10, "to": 16},
                     "dates": {"from": "2023-04-01", "to": "2024-03-31"}}},
         DesignError, "change.returns-not-enough"),
        ({"outcome": {"horizon_days": 1500}}, DesignError, "measure.follow-up-too-short"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_refused_with_its_reason(changed, town, changes, kind, code):
    with pytest.raises(kind) as caught:
        evaluate(changed(town, **changes))

    assert caught.value.code == code


@pytest.mark.spark
@pytest.mark.slow
def test_spark_gives_the_same_findings(found, tmp_path):
    findings, path, _ = found

    other = evaluate(path, engine="spark", workspace=tmp_path / "spark")

    assert findings_json(other) == findings_json(findings)
