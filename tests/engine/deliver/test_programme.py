"""What a site may vary, and the dose that follows from a programme and its variations."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.deliver.dose import CatchUp, FacilitatorNeed, Unsettled
from holdfast.deliver.programme import (
    MAY_VARY,
    Variation,
    as_varied,
    dose,
    may_vary,
    title_of,
    vary,
)
from holdfast.kernel.errors import InputError
from holdfast.library.programme import programme, programmes
from holdfast.library.programme_parts import Length, LengthUnit, Place
from holdfast.library.stated import Range

RESULT = programme("result")
KEEP_SAFE = programme("keep-safe")


def variation(path, value, **kwargs):
    given = {
        "why": "Shifts of our homes.",
        "agreed_by": "Programme lead 1",
        "agreed_on": date(2026, 3, 2),
    }
    return Variation(path=path, value=value, **given | kwargs)


def varied(entry, **values):
    """Vary several planning values; two underscores stand for a dot."""
    whole = as_varied(entry)
    for path, value in values.items():
        whole = vary(whole, variation(path.replace("__", "."), value))
    return whole


def test_result_has_the_published_dose_and_says_what_is_not_settled():
    planned = dose(RESULT)

    assert (planned.sessions, planned.manager_sessions, planned.weeks) == (10, 2, 12)
    assert planned.facilitators == (
        FacilitatorNeed(
            role="residential-child-care",
            title="Facilitator from residential child care",
            how_many=1,
        ),
        FacilitatorNeed(role="camhs", title="Facilitator from CAMHS", how_many=1),
    )
    assert planned.unsettled == dict.fromkeys(
        (
            "minutes", "manager_minutes", "least_share", "catch_up_counts", "catch_up_kinds",
            "order_fixed", "spill_over", "group_least", "group_most",
        ),
        Unsettled.NOT_PUBLISHED,
    )  # fmt: skip


def test_keep_is_made_up_by_visit_or_video_in_fixed_order():
    planned = dose(programme("keep"))

    assert (planned.sessions, planned.weeks, planned.minutes) == (16, 16, 90)
    assert planned.catch_up_kinds == (CatchUp.VISIT, CatchUp.VIDEO)
    assert planned.order_fixed is True
    assert planned.manager_sessions is Unsettled.NOT_APPLICABLE
    assert planned.group_least is Unsettled.SOURCES_DIFFER


@pytest.mark.parametrize(
    ("name", "field", "why"),
    [
        ("keep-safe", "sessions", Unsettled.SOURCES_DIFFER),
        ("keep-safe", "weeks", Unsettled.SOURCES_DIFFER),
        ("mst", "weeks", Unsettled.RANGE),
        ("mst-can", "minutes", Unsettled.RANGE),
        ("mst", "sessions", Unsettled.NOT_APPLICABLE),
        ("steps-b", "sessions", Unsettled.NOT_PUBLISHED),
    ],
)
def test_a_value_that_is_not_settled_says_why(name, field, why):
    assert getattr(dose(programme(name)), field) is why


def test_what_no_source_confirms_is_not_planned_with():
    account = RESULT.amount.sessions.said[0].model_copy(update={"status": "to be confirmed"})
    sessions = RESULT.amount.sessions.model_copy(update={"said": (account,)})
    amount = RESULT.amount.model_copy(update={"sessions": sessions})

    planned = dose(RESULT.model_copy(update={"amount": amount}))

    assert planned.sessions is Unsettled.TO_BE_CONFIRMED


def test_variations_settle_the_dose():
    planned = dose(
        varied(
            RESULT,
            amount__minutes=180,
            amount__manager_minutes=150,
            amount__least_share=0.75,
            amount__make_up_counts=True,
            amount__make_up=["visit", "next run"],
            amount__order_fixed=False,
            amount__spill_over_sessions=1,
            amount__group_size=[4, 20],
        )
    )

    assert planned.unsettled == {}
    assert (planned.minutes, planned.manager_minutes, planned.least_share) == (180, 150, 0.75)
    assert (planned.catch_up_counts, planned.catch_up_kinds) == (
        True,
        (CatchUp.VISIT, CatchUp.NEXT_RUN),
    )
    assert (planned.order_fixed, planned.spill_over) == (False, 1)
    assert (planned.group_least, planned.group_most) == (4, 20)


@pytest.mark.parametrize(
    ("length", "weeks"),
    [
        ({"amount": 20, "unit": "weeks"}, 20),
        ({"amount": 6, "unit": "months"}, 26),
        ({"amount": [4, 5], "unit": "months"}, Unsettled.RANGE),
    ],
)
def test_a_length_in_months_is_counted_in_weeks(length, weeks):
    assert dose(varied(KEEP_SAFE, amount__length=length)).weeks == weeks


def test_how_many_fill_a_role_may_be_varied():
    path = "provided.roles.camhs.how_many"

    whole = vary(RESULT, variation(path, 2))

    assert dose(whole).facilitators[1].how_many == 2
    assert title_of(RESULT, path) == "How many: Facilitator from CAMHS"
    assert title_of(RESULT, "amount.minutes") == "Minutes of a session"


def test_a_variation_keeps_what_it_is_and_leaves_the_programme_as_published():
    whole = vary(KEEP_SAFE, variation("amount.sessions", 20))

    assert whole.programme is KEEP_SAFE
    assert whole.varied("amount.sessions") == variation("amount.sessions", 20)
    assert whole.varied("amount.minutes") is None
    assert len(KEEP_SAFE.amount.sessions.said) == 2


def test_a_second_variation_of_a_path_takes_the_place_of_the_first():
    first = vary(KEEP_SAFE, variation("amount.sessions", 20))

    second = vary(first, variation("amount.sessions", 18, why="A shorter term."))

    assert [(one.value, one.why) for one in second.variations] == [(18, "A shorter term.")]


def test_values_become_those_of_their_path():
    whole = varied(
        KEEP_SAFE,
        amount__length={"amount": 20, "unit": "weeks"},
        who_for__ages=[11, 15],
        who_for__journey={"words": "In care", "stages": ["looked_after"]},
    )

    assert [one.value for one in whole.variations] == [
        Length(amount=Range(low=20, high=20), unit=LengthUnit.WEEKS),
        Range(low=11, high=15),
        Place(words="In care", stages=("looked_after",)),
    ]


@pytest.mark.parametrize(
    "path",
    ["urn", "version", "name", "sources", "evidence", "evidence.ratings", "costs", "outcomes",
     "fidelity", "owner", "provided.roles.nobody.how_many", "amount"],
)  # fmt: skip
def test_what_is_published_may_not_be_varied(path):
    with pytest.raises(InputError) as caught:
        vary(RESULT, variation(path, "Another"))

    assert (caught.value.code, caught.value.where) == ("deliver.variation-not-allowed", path)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("amount.sessions", 0),
        ("amount.sessions", "many"),
        ("amount.sessions", 1001),
        ("amount.least_share", 75),
        ("amount.make_up", ["telepathy"]),
        ("amount.group_size", [12, 8]),
        ("amount.topics", ""),
        ("who_for.journey", {"words": "Nowhere", "stages": ["nowhere"]}),
    ],
)
def test_a_value_that_a_path_cannot_have_is_refused(path, value):
    with pytest.raises(InputError) as caught:
        vary(RESULT, variation(path, value))

    assert (caught.value.code, caught.value.where) == ("deliver.variation-value-wrong", path)


@pytest.mark.parametrize("part", ["why", "agreed_by"])
def test_a_variation_without_its_reason_or_who_agreed_is_refused(part):
    with pytest.raises(InputError) as caught:
        vary(RESULT, variation("amount.minutes", 180, **{part: " "}))

    assert (caught.value.code, caught.value.where) == (
        "deliver.variation-without-reason",
        f"amount.minutes, {part}",
    )


def test_every_path_that_may_be_varied_has_a_title():
    for entry in programmes().values():
        assert all(title_of(entry, path) for path in may_vary(entry))


@given(
    sessions=st.integers(min_value=1, max_value=1000),
    share=st.floats(min_value=0.01, max_value=1),
)
def test_a_settled_value_is_the_one_that_was_chosen(sessions, share):
    planned = dose(varied(RESULT, amount__sessions=sessions, amount__least_share=share))

    assert (planned.sessions, planned.least_share) == (sessions, share)


def test_nothing_of_the_evidence_is_among_what_may_vary():
    assert not {path for path in MAY_VARY if path.startswith(("evidence", "costs", "sources"))}
