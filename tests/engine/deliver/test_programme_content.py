"""A programme is kept whole, read back the same, and compared in words."""

import json
from datetime import date

import pytest

from holdfast.deliver.programme import Variation, dose, vary
from holdfast.deliver.programme_content import (
    Change,
    as_content,
    changes,
    from_content,
    varied_words,
)
from holdfast.kernel.errors import InputError
from holdfast.library.programme import programme, programmes

RESULT = programme("result")


def varied(path, value, why="Our shifts."):
    return vary(
        RESULT,
        Variation(
            path=path, value=value, why=why, agreed_by="Lead 1", agreed_on=date(2026, 3, 2)
        ),
    )


@pytest.mark.parametrize("urn", programmes())
def test_a_programme_goes_into_json_and_comes_out_the_same(urn):
    kept = json.loads(json.dumps(as_content(programmes()[urn])))

    assert from_content(kept).programme == programmes()[urn]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("amount.minutes", 180),
        ("amount.length", {"amount": 12, "unit": "weeks"}),
        ("amount.make_up", ["visit", "video"]),
        ("amount.order_fixed", False),
        ("who_for.journey", {"words": "In care", "stages": ["looked_after"]}),
        ("provided.roles.camhs.how_many", 2),
    ],
)
def test_variations_come_out_the_same(path, value):
    whole = varied(path, value)

    kept = json.loads(json.dumps(as_content(whole)))

    assert from_content(kept) == whole
    assert dose(from_content(kept)) == dose(whole)


@pytest.mark.parametrize(
    ("damage", "where"),
    [
        (lambda kept: kept.pop("programme"), "programme"),
        (lambda kept: kept["programme"].pop("why"), "programme > why"),
        (lambda kept: kept["programme"]["amount"].pop("length"), "programme > amount > length"),
        (lambda kept: kept["variations"][0].pop("why"), "variations > 0"),
        (lambda kept: kept["variations"][0].update(agreed_on="March"), "variations > 0"),
        (lambda kept: kept["variations"].append("x"), "variations > 1"),
    ],
)
def test_a_kept_programme_with_a_fault_is_refused_with_the_place(damage, where):
    kept = as_content(varied("amount.minutes", 180))
    damage(kept)

    with pytest.raises(InputError) as caught:
        from_content(kept)

    assert (caught.value.code, caught.value.where) == ("deliver.programme-unreadable", where)


def test_several_faults_are_counted():
    kept = as_content(RESULT)
    del kept["programme"]["why"], kept["programme"]["how"]

    with pytest.raises(InputError, match="There are 1 further faults"):
        from_content(kept)


def test_the_same_programme_has_no_changes():
    assert changes(RESULT, from_content(as_content(RESULT))) == ()


def test_a_variation_is_a_change_with_its_reason_and_who_agreed():
    assert changes(RESULT, varied("amount.minutes", 180)) == (
        Change(
            title="Varied here: Minutes of a session",
            before="",
            after="180. Our shifts. (Lead 1)",
        ),
    )


def test_a_change_of_the_programme_itself_is_said_in_words():
    named = RESULT.model_copy(update={"name": "RESuLT here"})

    assert changes(varied("amount.minutes", 180), named) == (
        Change(title="Name", before="RESuLT", after="RESuLT here"),
        Change(
            title="Varied here: Minutes of a session",
            before="180. Our shifts. (Lead 1)",
            after="",
        ),
    )


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("amount.make_up", ["visit", "next run"], "visit, next run"),
        ("amount.make_up", [], "None counts"),
        ("amount.least_share", 0.75, "75%"),
        ("amount.least_share", 1, "100%"),
        ("amount.group_size", [4, 20], "4 to 20"),
        ("amount.order_fixed", True, "Yes"),
    ],
)
def test_the_value_of_a_variation_is_said_in_words(path, value, words):
    assert varied_words(varied(path, value).variations[0]) == words
