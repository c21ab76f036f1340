"""Every programme of the library: what it says, on whose word, and what is not published."""

import re
from datetime import date
from pathlib import Path

import pytest

from holdfast.kernel.errors import LibraryError
from holdfast.library import programme as module
from holdfast.library.entry import LIBRARY, Status
from holdfast.library.evidence_card import Design, Direction
from holdfast.library.programme import Programme, programme, programme_names, programmes
from holdfast.library.programme_page import reference_page
from holdfast.library.programme_parts import Kind, Length, LengthUnit
from holdfast.library.stated import Fact, Range, Stated

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "programmes.md"
EVERY = (
    "adopt", "family-group-conferencing", "keep", "keep-prevention", "keep-safe",
    "motivational-interviewing", "mst", "mst-can", "mst-fit", "restorative-practice", "result",
    "signs-of-safety", "steps-b", "systemic-practice", "tend", "tfco-adolescents",
    "tfco-middle-childhood", "tfco-prevention",
)  # fmt: skip


def values(fact):
    return [account.value for account in fact.said]


def test_the_library_holds_the_programmes_and_practice_models_of_the_issue():
    assert programme_names() == EVERY
    models = {entry.name for entry in programmes().values() if entry.kind == "practice model"}
    assert models == {
        "Systemic practice", "Motivational Interviewing", "Signs of Safety",
        "Restorative practice", "Family Group Conferencing",
    }  # fmt: skip


@pytest.mark.parametrize("name", EVERY)
def test_every_statement_has_a_source_and_what_is_confirmed_was_read(name):
    entry = programme(name)
    stated = [part for _, part in entry.parts if isinstance(part, Stated)]

    assert stated
    for part in stated:
        if part.status is Status.CONFIRMED:
            assert any(entry.sources[source].read for source in part.sources)


@pytest.mark.parametrize("name", EVERY)
def test_every_source_that_was_read_says_when(name):
    days = {source.read for source in programme(name).sources.values() if source.read}

    assert days <= {date(2026, 11, 21), date(2026, 11, 29)}


@pytest.mark.parametrize("name", EVERY)
def test_the_file_bears_the_name_of_its_programme(name):
    assert programme(name).urn == f"urn:programme:{name}"


def test_result_is_as_published():
    result = programme("result")

    assert values(result.amount.sessions) == [Range(low=10, high=10)]
    assert values(result.amount.manager_sessions) == [Range(low=2, high=2)]
    assert values(result.amount.length) == [
        Length(amount=Range(low=12, high=12), unit=LengthUnit.WEEKS)
    ]
    assert [role.role for role in result.provided.roles.items] == [
        "residential-child-care",
        "camhs",
    ]
    assert set(result.silences) >= {
        "amount.minutes", "amount.manager_minutes", "amount.make_up", "amount.make_up_counts",
        "amount.topics", "fidelity", "costs", "evidence.ratings",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "path", "said"),
    [
        ("keep-safe", "amount.length", ["20 weeks", "16 weeks"]),
        ("mst-can", "amount.length", ["6 to 9 months", "4 to 6 months"]),
        ("keep", "amount.group_size", ["7 to 10", "8 to 10", "7 to 12"]),
    ],
)
def test_where_sources_differ_both_stay(name, path, said):
    accounts = programme(name).differences[path]

    assert [str(account.value) for account in accounts] == said
    assert all(account.sources for account in accounts)


def test_the_delivery_window_of_result_keeps_both_accounts():
    assert len(programme("result").differences["as_found"]) == 2


def test_a_top_rating_and_a_trial_that_found_nothing_stand_side_by_side():
    card = programme("mst").evidence

    eif = next(rating for rating in card.rated if rating.body == "EIF Guidebook")
    start = next(study for study in card.trials_in_uk if study.name == "START, 18 months")
    sides = card.contradictions[0].sides

    assert eif.value.agreed == "4+"
    assert (start.design, start.direction) == (Design.RANDOMISED, Direction.NO_DIFFERENCE)
    assert {side.sources for side in sides} >= {("eif-blog",), ("start",)}


def test_published_costs_of_keep():
    lines = {line.code: str(line.amount) for line in programme("keep").costs.items}

    assert lines == {
        "set-up": "13,000",
        "carer-not-certified": "2,500 to 3,000",
        "carer-certified": "1,800 to 2,000",
        "first-year": "50,000",
    }


def test_steps_b_says_that_nothing_is_published():
    steps_b = programme("steps-b")

    said = [path for path, part in steps_b.parts if isinstance(part, Fact) and part.said]

    assert said == ["owner", "reach"]


def test_no_file_claims_what_facts_mark_as_general_knowledge():
    """What was not read in a source is to be confirmed, with a source that says so."""
    mst = programme("mst")

    assert [account.status for account in mst.amount.caseload.said] == [Status.TO_BE_CONFIRMED]
    assert mst.sources["mst-services"].read is None


def test_the_reference_is_as_the_files_say():
    page = PAGE.read_text(encoding="utf-8")

    assert page == reference_page(), "Run: scripts/programmes-page"


GOOD = (LIBRARY / "programmes" / "steps-b.yaml").read_text(encoding="utf-8")


def load(tmp_path, monkeypatch, text):
    path = tmp_path / "steps-b.yaml"
    path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(module, "find", lambda *_: path)
    return programme.__wrapped__("steps-b")


def test_a_file_under_another_name_is_refused(tmp_path, monkeypatch):
    with pytest.raises(LibraryError) as caught:
        load(tmp_path, monkeypatch, GOOD.replace("programme:steps-b", "programme:steps"))

    assert (caught.value.code, caught.value.where) == (
        "library.programme-misnamed",
        "library/programmes/steps-b.yaml, urn",
    )


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        ("kind: programme", "kind: course", "kind", "programme"),
        ("    read: 2026-11-21\n", "", "the whole file", "not read"),
        ("sources: [innovation]", "sources: [elsewhere]", "the whole file", "not there"),
        (
            "sources:\n  innovation:",
            "sources:\n  idle: {title: Idle}\n  innovation:",
            "the whole file",
            "never used",
        ),
        (
            "  length: {not_published: Looked for and not found.}",
            "  length: {said: [{value: {amount: [9, 6], unit: weeks}, sources: [innovation], "
            "status: confirmed}]}",
            "amount > length > said > 0 > value > amount",
            "the larger number comes first",
        ),
        (
            "  journey: {not_published: Looked for and not found.}",
            "  journey: {said: [{value: {words: Anywhere, stages: [nowhere]}, "
            "sources: [innovation], status: confirmed}]}",
            "who_for > journey > said > 0 > value > stages > 0",
            "no stage nowhere",
        ),
        (
            "fidelity: {not_published: Looked for and not found.}",
            "fidelity: {items: [{instrument: none-such, what: {not_published: No.}, "
            "raters: {not_published: No.}, sample: {not_published: No.}}]}",
            "fidelity > items > 0 > instrument",
            "no instrument none-such",
        ),
        (
            "costs: {not_published: No price was found.}",
            "costs: {items: ["
            + ", ".join(
                2
                * [
                    "{code: a, title: A, amount: 1, per: each, once: true, sources: "
                    "[innovation], status: confirmed, price_year: {not_published: No.}}"
                ]
            )
            + "]}",
            "the whole file",
            "a line of cost is given more than once",
        ),
    ],
)
def test_a_fault_in_a_file_is_named_with_its_path(tmp_path, monkeypatch, old, new, where, what):
    assert old in GOOD

    with pytest.raises(LibraryError) as caught:
        load(tmp_path, monkeypatch, GOOD.replace(old, new, 1))

    assert caught.value.code == "library.entry-invalid"
    assert caught.value.where == f"steps-b.yaml, {where}"
    assert re.search(what, caught.value.what)


def test_a_programme_read_twice_is_the_same():
    whole = programme("keep").model_dump(mode="json")

    assert Programme.model_validate(whole) == programme("keep")


def test_a_month_is_said_in_the_singular():
    one = Length(amount=Range(low=1, high=1), unit=LengthUnit.MONTHS)

    assert (str(one), Kind.PROGRAMME) == ("1 month", "programme")
