"""Which plan would an evaluator of the invented programme have fixed? Ready to run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.synthetic.settings import StudyDesign

if TYPE_CHECKING:
    from holdfast.library.authority.rates import Authority
    from holdfast.synthetic.settings import Settings

TEMPLATE = """\
# The plan of an evaluation of an invented programme in an invented authority.
# Every child, family and amount behind it is made up; see truth.json for what is true there.
protocol: 1

title: {name}, an invented programme
question: Did the programme keep young people out of care, or only delay their entry?
programme: {name}
design: {design}

returns: {returns}
enrolments: enrolments.csv
cost_ledger: cost_ledger.csv

cohort:
  stages: [child_in_need, child_protection_plan]
  ages: {{from: {youngest}, to: {oldest}}}
  needs: [{needs}]
  dates: {{from: {first}, to: {last}}}

place_on_journey:
  after: [child_in_need, child_protection_plan]
  before: [looked_after]

comparison:
  rule: {rule}
  weights: {weights}

covariates:
  - age
  - sex
  - disabled
  - stage
  - primary_need
  - assessment_factors
  - months_since_referral
  - earlier_referrals
  - earlier_plans
  - looked_after_before
  - calendar_time

outcome:
  name: entry_to_care
  horizon_days: {horizon}
  competing: [turned_18, died, transferred]
  smallest_effect: {{risk: 0.02, days: 7}}

secondary_outcomes:
  - days_in_care
  - placement_moves
  - days_by_placement
  - child_protection_plan
  - re_referral
  - missing_episodes
  - return_home
  - re_entry
  - sdq

costs:
  library: gmca-v1.4
  price_year: "2023-24"
  deflator: gdp

value:
  discount: green-book-2022
  count_in_kind: false
  optimism_bias: 0
  pay_per_care_day: [0, 50, 100, 150, 200, 300, 400]

disclosure:
  threshold: 6
  rounding: 5

bootstrap:
  draws: 1000
  level: 0.95
  by: child

repairs: holdfast
seed: {seed}
"""
RULES = {
    StudyDesign.MATCHED_COMPARISON: ("monthly-trials", "overlap"),
    StudyDesign.RANDOMISED: ("randomised-arms", "none"),
}


def protocol_text(settings: Settings, rates: Authority, *, returns: str) -> str:
    """Give the text of `protocol.yaml`, with the returns at a path beside it."""
    plan = rates.programme
    first, last = settings.cohort_dates
    rule, weights = RULES[settings.design]
    return TEMPLATE.format(
        returns=returns,
        name=plan.name,
        design=settings.design.value,
        youngest=plan.ages[0],
        oldest=plan.ages[1],
        needs=", ".join(plan.needs),
        first=first,
        last=last,
        rule=rule,
        weights=weights,
        horizon=settings.horizon,
        seed=settings.seed,
    )
