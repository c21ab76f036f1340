"""A fact is said, or not published, or does not apply; never blank, and never two of them."""

import pytest
from pydantic import ValidationError

from holdfast.library.entry import Status
from holdfast.library.stated import Account, Fact, Listed, Range, Source, Standing, parts


def account(value, *sources, status=Status.CONFIRMED):
    return Account[int](value=value, sources=sources or ("one",), status=status)


@pytest.mark.parametrize(
    ("fact", "standing", "agreed"),
    [
        (Fact[int](said=(account(16),)), Standing.SAID, 16),
        (Fact[int](said=(account(16), account(16, "two"))), Standing.SAID, 16),
        (Fact[int](said=(account(16), account(20, "two"))), Standing.SOURCES_DIFFER, None),
        (Fact[int](not_published="Looked for."), Standing.NOT_PUBLISHED, None),
        (Fact[int](not_applicable="No sessions."), Standing.NOT_APPLICABLE, None),
    ],
)
def test_a_fact_says_what_is_known_of_it(fact, standing, agreed):
    assert (fact.standing, fact.agreed) == (standing, agreed)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"said": [], "not_published": ""},
        {"not_published": "Looked for.", "not_applicable": "None."},
        {"said": [{"value": 1, "sources": ["one"], "status": "confirmed"}],
         "not_published": "Looked for."},
    ],
)  # fmt: skip
def test_a_blank_or_a_double_answer_is_refused(given):
    with pytest.raises(ValidationError, match="give one of said, not_published and"):
        Fact[int].model_validate(given)


@pytest.mark.parametrize("given", [{}, {"items": [1], "not_published": "Looked for."}])
def test_a_list_that_is_blank_or_doubly_answered_is_refused(given):
    with pytest.raises(ValidationError, match="give one of items, not_published and"):
        Listed[Range].model_validate(given)


@pytest.mark.parametrize(
    ("given", "low", "high", "single", "words"),
    [
        (16, 16, 16, 16, "16"),
        ([7, 10], 7, 10, None, "7 to 10"),
        ({"low": 0.5, "high": 1}, 0.5, 1, None, "0.5 to 1"),
        (50000, 50000, 50000, 50000, "50,000"),
    ],
)
def test_a_range_is_a_number_or_a_pair(given, low, high, single, words):
    found = Range.model_validate(given)

    assert (found.low, found.high, found.single, str(found)) == (low, high, single, words)


@pytest.mark.parametrize("given", [[10, 7], -1, True, "16", [1, 2, 3]])
def test_what_is_no_range_is_refused(given):
    with pytest.raises(ValidationError):
        Range.model_validate(given)


def test_every_part_has_the_path_that_leads_to_it():
    listed = Listed[Source](items=(Source(title="One"), Source(title="Two")))

    assert [path for path, _ in parts(listed)] == ["", "items.0", "items.1"]
