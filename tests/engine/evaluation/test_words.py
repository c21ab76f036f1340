"""The summary in plain English: within the permitted claim, and honest about what is hidden."""

from dataclasses import replace

import pytest
from tests.engine.evaluation.report.invented import UNKNOWN, around, findings

from holdfast.evaluation.findings import Claim, FlowStep
from holdfast.evaluation.protocol import Protocol
from holdfast.evaluation.words import summary
from holdfast.kernel.disclosure import SUPPRESSED
from holdfast.measure.verdict import Verdict

CAUSAL = ("prevented entries", "led to", "because of the programme", "caused", "made no")


def flow(**counts):
    given = {
        "meant": 1200,
        "served": 150,
        "programme_analysed": 140,
        "randomised": 300,
    } | counts
    return tuple(
        FlowStep(id=name, parent=None, label="", count=count, unit="children", excluded=False)
        for name, count in given.items()
    )


@pytest.fixture
def told(plan):
    """Give a function that tells invented findings, some of them changed."""

    def tell(design="matched-comparison", *, entry=None, value=None, counts=None, **parts):
        whole = findings()
        claim = {
            "matched-comparison": "associate",
            "randomised": "effect",
            "before-after": "describe",
        }
        return summary(
            Protocol.model_validate(plan(design=design)),
            Claim(permitted=claim[design], words="", reasons=("And no more.",)),
            flow=flow(**(counts or {})),
            drift=whole.drift,
            comparison=parts.get("comparison", whole.comparison),
            entry=replace(whole.outcomes.entry_to_care, **(entry or {})),
            costs=whole.costs,
            value=replace(whole.value, **(value or {})),
        )  # fmt: skip

    return tell


def test_the_summary_answers_one_thing_a_paragraph(told):
    asked, reached, entered, days, alike, money, claim = told()

    assert asked.startswith("Did it prevent entry to care? This is about Family support team.")
    assert reached == (
        "By its stated cohort the programme was meant for 1,200 children. It served 150 "
        "children; 140 of them could be compared. About a third of the children served were "
        "outside the stated cohort."
    )
    assert entered == (
        "Within 548 days 18 in 100 (13 to 23) of the programme's children had entered care, "
        "and 30 in 100 (27 to 33) of children like them as far as the records show. The "
        "pattern is one of prevention: fewer children had entered by then."
    )
    assert days.startswith(
        "On average each child in the programme had 31 more days out of care before a first "
        "entry, within 548 days (17 to 45 days). Cut level by level, 12 days of these belong "
        "to entries that had not happened by the end and 19 days to entries that came later."
    )
    assert "by a risk ratio of" in alike
    assert money.startswith(
        "The programme cost £5,000 for each child served, in 2023-24 prices."
    )
    assert "a net saving of £2,000 a child (between a cost of £1,000 and a saving of" in money
    assert claim == "What may be said: these differences go with the programme. And no more."


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_comparison_never_speaks_of_causes(told, verdict):
    text = " ".join(told(entry={"verdict": str(verdict)}))

    assert [word for word in CAUSAL if word in text] == []


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_trial_may_speak_of_effects(told, verdict):
    paragraphs = told("randomised", entry={"verdict": str(verdict)})

    assert paragraphs[1].startswith(
        "By its stated cohort the programme was meant for 1,200 children. 300 children were "
        "randomised."
    )
    assert "of the comparison group" in paragraphs[2]
    assert "The programme" in paragraphs[2] or "cannot be told yet" in paragraphs[2]


def test_a_description_gives_no_difference_no_days_and_no_saving(told):
    paragraphs = told(
        "before-after",
        entry={
            "verdict": "described only",
            "days_gained": UNKNOWN,
            "days_prevented": UNKNOWN,
            "days_delayed": UNKNOWN,
            "e_value": UNKNOWN,
        },
        value={
            "net_saving": UNKNOWN,
            "gross_saving": UNKNOWN,
            "cost_per_care_day_words": "No price.",
        },
    )

    text = " ".join(paragraphs)
    assert "of those in the time before." in text
    assert "saving" not in text
    assert "more days" not in text
    assert text.endswith("nothing is said of why. And no more.")


def test_what_cannot_be_told_yet_says_what_would_tell(told):
    text = told(
        entry={"verdict": "cannot tell yet", "follow_up_needed": "Wait two years."}
    )[2]  # fmt: skip

    assert text.endswith("Wait two years.")


def test_hidden_risks_and_counts_are_said_to_be_hidden(told):
    paragraphs = told(
        entry={"risk_programme": UNKNOWN, "days_gained": UNKNOWN},
        counts={"served": SUPPRESSED, "programme_analysed": SUPPRESSED},
    )

    assert "It served few children; all of them could be compared." in paragraphs[1]
    assert paragraphs[2] == (
        "Within 548 days too few children had entered care for the result to be shown."
    )


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (
            {"days_gained": around(5.0, 20.0)},
            "That could be chance (between 15 days fewer and 25 days more).",
        ),
        (
            {"days_gained": around(5.0, 20.0), "verdict": "delayed"},
            "Over all children, entered or not, that could be chance (between 15 days",
        ),
        (
            {
                "days_gained": around(-30.0, 10.0),
                "days_prevented": around(-20.0, 5.0),
                "days_delayed": around(-10.0, 5.0),
            },
            "had 30 fewer days out of care before a first entry, within 548 days (20 to 40 "
            "days). Cut level by level, 20 days of these belong to entries that would not have "
            "happened by then and 10 days to entries that came sooner.",
        ),
        (
            {"days_prevented": around(-2.0, 5.0), "days_delayed": around(33.0, 5.0)},
            "within 548 days (17 to 45 days).",
        ),
        (
            {"days_gained": replace(around(5.0, 0.0), low=None, high=None)},
            "had 5 more days out of care before a first entry, within 548 days.",
        ),
    ],
)
def test_days_gained_or_lost_are_said_with_their_sign(told, entry, words):
    assert words in told(entry=entry)[3]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"net_saving": around(-900.0, 100.0)}, "a net cost of £900 a child (£800 to £1,000)"),
        ({"gross_saving": around(-900.0, 100.0)}, "casework cost £900 more for each child"),
        (
            {"cost_per_care_day_avoided": around(60.0, 10.0)},
            "Each day in care avoided had a net cost of £60 (£50 to £70).",
        ),
        ({"programme_cost_per_child": None}, "Care and casework cost £7,000 less"),
        ({"probability_of_saving": None}, "That leaves the authority a net saving"),
    ],
)
def test_money_is_said_with_its_sign(told, value, words):
    assert words in told(value=value)[5]


def test_an_interval_that_holds_no_difference_needs_nothing_unseen(told):
    text = told(entry={"e_value": replace(around(1.4, 0.0), low=1.0)})[4]

    assert text.endswith("But the interval already holds no difference.")
