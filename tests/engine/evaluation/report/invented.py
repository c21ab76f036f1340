"""Findings made up for tests of the page. No child, council or programme behind them exists."""

from __future__ import annotations

from dataclasses import replace

from holdfast.evaluation.findings import (
    AtRisk,
    BalanceLine,
    Claim,
    Comparison,
    Curve,
    Drift,
    DriftMonth,
    EntryToCare,
    Findings,
    FittedMonth,
    FlowStep,
    Incidence,
    Journey,
    JourneyFlow,
    JourneyStage,
    Method,
    Outcomes,
    OverlapBin,
    ProtocolMark,
    Reading,
    SecondaryOutcome,
    Share,
    Slice,
)
from holdfast.evaluation.findings_money import (
    Acceptability,
    CostLine,
    CostMonth,
    Costs,
    DrawBin,
    Interval,
    ProgrammeCost,
    Value,
)
from holdfast.kernel.disclosure import SUPPRESSED
from holdfast.kernel.provenance import InputFile

UNKNOWN = Interval(value=None, low=None, high=None)
DAYS = (*tuple(range(0, 541, 30)), 548)
SHA = "0" * 64


def around(value: float, by: float) -> Interval:
    return Interval(value=value, low=value - by, high=value + by)


def curve(arm: str, most: float) -> Curve:
    value = tuple(round(most * day / 548, 4) for day in DAYS)
    return Curve(
        arm=arm,
        cause="entry_to_care",
        value=value,
        low=tuple(round(risk * 0.8, 4) for risk in value),
        high=tuple(round(risk * 1.2, 4) for risk in value),
    )


def entry() -> EntryToCare:
    programme, comparison = curve("programme", 0.18), curve("comparison", 0.3)
    gap = tuple(round(a - b, 4) for a, b in zip(programme.value, comparison.value, strict=True))
    return EntryToCare(
        horizon_days=548,
        risk_programme=around(0.18, 0.05),
        risk_comparison=around(0.3, 0.03),
        risk_difference=around(-0.12, 0.06),
        risk_ratio=around(0.6, 0.2),
        days_gained=around(31.0, 14.0),
        days_prevented=around(12.0, 8.0),
        days_delayed=around(19.0, 9.0),
        verdict="prevented",
        verdict_reasons=("Fewer had entered care by the horizon.",),
        follow_up_needed="",
        permitted_claim="associate",
        smallest_effect_risk=0.02,
        smallest_effect_days=7.0,
        entries_programme=25,
        entries_comparison=240,
        competing={},
        e_value=around(2.7, 0.9),
        incidence=Incidence(
            days=DAYS,
            curves=(programme, comparison),
            difference=Curve(
                arm="difference",
                cause="entry_to_care",
                value=gap,
                low=tuple(value - 0.05 for value in gap),
                high=tuple(value + 0.05 for value in gap),
            ),
            at_risk=AtRisk(
                days=DAYS,
                programme=(*range(150, 150 - 5 * (len(DAYS) - 1), -5), SUPPRESSED),
                comparison=tuple(1200 - 20 * at for at in range(len(DAYS))),
            ),
        ),
        slices=tuple(
            Slice(
                quantile=level / 100,
                day_programme=round(level * 548 / 18) if level <= 18 else None,
                day_comparison=round(level * 548 / 30),
            )
            for level in range(31)
        ),
    )


def secondary() -> dict[str, SecondaryOutcome]:
    return {
        "days_in_care": SecondaryOutcome(
            name="days_in_care",
            label="Days in care",
            unit="days",
            horizon_days=548,
            programme=around(40.0, 9.0),
            comparison=around(71.0, 8.0),
            difference=around(-31.0, 12.0),
            better_when="lower",
            part_of="days in care",
            multiple=True,
            permitted_claim="associate",
            note="",
        ),
        "sdq": SecondaryOutcome(
            name="sdq",
            label="Strengths and difficulties",
            unit="points",
            horizon_days=548,
            programme=UNKNOWN,
            comparison=UNKNOWN,
            difference=UNKNOWN,
            better_when="lower",
            part_of="sdq",
            multiple=True,
            permitted_claim="associate",
            note="Too few scores.",
        ),
    }


def costs() -> Costs:
    return Costs(
        price_year="2023-24",
        library="library:unit-costs/invented",
        deflator="gdp",
        horizon_days=548,
        programme_cost=ProgrammeCost(
            total=750_000.0,
            recurring=700_000.0,
            one_off=50_000.0,
            in_kind=10_000.0,
            children_served=150,
            per_child=5000.0,
            by_category={"staff": 700_000.0},
            words="The programme cost £5,000 for each child served.",
        ),
        per_child_programme=around(14_000.0, 2000.0),
        per_child_comparison=around(21_000.0, 2500.0),
        difference=around(-7000.0, 3000.0),
        lines=(
            CostLine(
                process="placement",
                label="Placements",
                recurring=True,
                programme=around(11_000.0, 1800.0),
                comparison=around(17_000.0, 2100.0),
                difference=around(-6000.0, 2700.0),
                source="Invented price list",
            ),
        ),
        timeline=tuple(
            CostMonth(
                month=month,
                programme=around(600.0 + 10 * month, 90.0),
                comparison=around(800.0 + 20 * month, 110.0),
            )
            for month in range(1, 19)
        ),
        not_priced=("Secure homes were priced as children's homes, a stand-in.",),
    )


def value() -> Value:
    return Value(
        price_year="2023-24",
        discount="green-book-2022",
        net_saving=around(2000.0, 3000.0),
        gross_saving=around(7000.0, 3000.0),
        programme_cost_per_child=5000.0,
        probability_of_saving=0.9,
        care_days_avoided=around(31.0, 12.0),
        cost_per_care_day_avoided=UNKNOWN,
        cost_per_care_day_words="The programme saves money and avoids days in care.",
        break_even_days=22.0,
        break_even_share=0.71,
        acceptability=tuple(
            Acceptability(pay_per_care_day=pay, probability=min(0.9 + pay / 4000, 1.0))
            for pay in (0.0, 50.0, 100.0, 200.0)
        ),
        draws=(DrawBin(low=-2000.0, high=0.0, share=0.1),),
        permitted_claim="associate",
    )


def findings() -> Findings:
    """Give findings of a matched comparison with everything in them."""
    return Findings(
        holdfast="0.1.0",
        protocol=ProtocolMark(
            sha256=SHA,
            title="Edge-of-care support in an invented authority",
            question="Do fewer children enter care, or do they enter later?",
            programme="Invented programme",
            design="matched-comparison",
            settings={"seed": 1, "cohort": {"stages": ["child_in_need"]}},
        ),
        inputs=(InputFile(name="episodes.csv", sha256=SHA, bytes=1),),
        permitted_claim="associate",
        claim=Claim(permitted="associate", words="Children like them.", reasons=("Because.",)),
        summary=("Fewer children entered care.", "It may have saved money."),
        cannot_say=("Whether something unrecorded explains it.",),
        reading=Reading(
            children=2000,
            years={"ssda903": (2022, 2023)},
            observed={"ssda903": ("2021-04-01", "2023-03-31")},
            refused={"records.blank-child": 10},
            repaired={"superseded": SUPPRESSED},
            notes=("A column was kept out.",),
        ),
        flow=(
            FlowStep(
                id="all",
                parent=None,
                label="In the returns",
                count=2000,
                unit="children",
                excluded=False,
            ),
            FlowStep(
                id="young",
                parent="all",
                label="Too young",
                count=800,
                unit="children",
                excluded=True,
            ),
            FlowStep(
                id="cohort",
                parent="all",
                label="In the cohort",
                count=1200,
                unit="children",
                excluded=False,
            ),
            FlowStep(
                id="served",
                parent="cohort",
                label="Served",
                count=SUPPRESSED,
                unit="children",
                excluded=False,
            ),
        ),
        drift=Drift(
            period="month",
            months=(
                DriftMonth(
                    period="2022-04",
                    referred=20,
                    accepted=15,
                    served=15,
                    outside=Share(numerator=5, denominator=15, value=0.33, low=0.15, high=0.58),
                    stages={"child_in_need": 10},
                ),
                DriftMonth(
                    period="2022-05",
                    referred=SUPPRESSED,
                    accepted=SUPPRESSED,
                    served=SUPPRESSED,
                    outside=Share(
                        numerator=SUPPRESSED,
                        denominator=SUPPRESSED,
                        value=None,
                        low=None,
                        high=None,
                    ),
                    stages={},
                ),
            ),
            course=(
                FittedMonth(month="2022-04", share=around(0.3, 0.1)),
                FittedMonth(month="2022-05", share=around(0.35, 0.1)),
            ),
            outside=Share(numerator=5, denominator=15, value=0.33, low=0.15, high=0.58),
            reasons={"too young": 5},
            stages={"child_in_need": 10},
            trend=around(0.1, 0.2),
            words="About a third of the children served were outside the stated cohort",
        ),
        journey=Journey(
            stages=(
                JourneyStage(
                    stage="child_in_need", label="Child in need", children=1200, in_cohort=True
                ),
                JourneyStage(
                    stage="looked_after", label="Looked after", children=300, in_cohort=False
                ),
                JourneyStage(
                    stage="return_home",
                    label="Return home",
                    children=SUPPRESSED,
                    in_cohort=False,
                ),
            ),
            flows=(
                JourneyFlow(from_stage="child_in_need", to_stage="looked_after", children=300),
                JourneyFlow(
                    from_stage="looked_after", to_stage="return_home", children=SUPPRESSED
                ),
            ),
            place_after=("child_in_need",),
            place_before=("looked_after",),
        ),
        balance=(
            BalanceLine(
                covariate="Age",
                column="age",
                programme=14.1,
                comparison_before=13.0,
                comparison_after=14.1,
                difference_before=0.5,
                difference_after=0.0,
            ),
        ),
        comparison=Comparison(
            rule="monthly-trials",
            weights="overlap",
            trials=24,
            children_programme=150,
            children_comparison=1050,
            rows_comparison=9000,
            effective_programme=140.0,
            effective_comparison=620.0,
            largest_difference_before=0.5,
            largest_difference_after=0.0,
            overlap=(OverlapBin(low=0.0, high=0.1, programme=0.9, comparison=1.0),),
            words="Each month, children who could have enrolled and had not.",
        ),
        outcomes=Outcomes(entry_to_care=entry(), secondary=secondary()),
        costs=costs(),
        value=value(),
        methods=(
            Method(
                what="Incidence", words="Aalen-Johansen.", citation="Aalen and Johansen (1978)"
            ),
        ),
        disclosure="Counts under 6 are not shown; others are rounded to 5.",
    )


def describing() -> Findings:
    """Give findings of a before-and-after design: nothing to compare, nothing to claim."""
    full = findings()
    empty = replace(
        full.outcomes.entry_to_care,
        risk_programme=UNKNOWN,
        risk_comparison=UNKNOWN,
        risk_difference=UNKNOWN,
        days_gained=UNKNOWN,
        incidence=Incidence(
            days=(),
            curves=(),
            difference=Curve(
                arm="difference", cause="entry_to_care", value=(), low=(), high=()
            ),
            at_risk=AtRisk(days=(), programme=(), comparison=()),
        ),
        slices=(),
        permitted_claim="describe",
    )
    return replace(
        full,
        permitted_claim="describe",
        balance=(),
        comparison=replace(
            full.comparison,
            largest_difference_before=None,
            largest_difference_after=None,
            overlap=(),
        ),
        outcomes=replace(full.outcomes, entry_to_care=empty),
        costs=replace(
            full.costs, per_child_programme=UNKNOWN, per_child_comparison=UNKNOWN, timeline=()
        ),
        value=replace(
            full.value,
            net_saving=UNKNOWN,
            gross_saving=UNKNOWN,
            programme_cost_per_child=None,
            probability_of_saving=None,
            acceptability=(),
        ),
    )
