"""What programs are given of one programme: what it holds, its versions, and its fit."""

from datetime import date

import pytest

from holdfast.deliver.fit import FitPart, Judgement
from holdfast.deliver.own_programme import OwnAnswers
from holdfast.deliver.programme import Variation, vary
from holdfast.library.programme import programme
from holdfast.library.programme_words import SECTIONS
from holdfast_web.deliver.models import Run
from holdfast_web.deliver.operations.programmes import (
    add_own,
    add_varied,
    assess_fit,
    change_own,
)
from holdfast_web.deliver.queries.programmes import held

RESULT = "urn:programme:result"


@pytest.fixture
def own(lead, northmere):
    made = add_own(
        by=lead, organisation=northmere,
        answers=OwnAnswers(name="Shift talks", title="Talks between shifts", sessions=6),
    )  # fmt: skip
    change_own(
        made, by=lead, seen=1, why="Six were too few.",
        answers=OwnAnswers(name="Shift talks", title="Talks between shifts", sessions=8),
    )  # fmt: skip
    return made


def lines_of(found, path):
    (question,) = (
        one
        for section in found["sections"]
        for one in section["questions"]
        if one["path"] == path
    )
    return question["lines"]


def test_a_programme_of_the_library_is_given_with_every_answer_and_source(ask_lead):
    found = ask_lead(f"/programmes/{RESULT}").json()

    entry = programme("result")
    assert (found["name"], found["version"]) == (entry.name, entry.version)
    assert (found["organisation"], found["varies"], found["variations"]) == (None, "", [])
    assert [one["title"] for one in found["sections"]] == [one.title for one in SECTIONS]
    (sessions,) = lines_of(found, "amount.sessions")
    assert (sessions["words"], sessions["standing"]) == ("10", "confirmed")
    named = {one["name"] for one in found["sources"]}
    assert set(sessions["sources"]) <= named == entry.sources.keys()
    (spilled,) = lines_of(found, "amount.spill_over_sessions")
    assert (spilled["standing"], spilled["sources"]) == ("not published", [])
    assert ask_lead(f"/programmes/{RESULT}/versions").json()["items"] == []


def test_an_own_programme_is_given_in_the_version_asked_for(ask_lead, own, home):
    Run.objects.create(
        organisation=home, programme=own.urn, version=2, title="Shift talks",
        content={"own": {"urn": own.urn, "version": 2}}, starts=date(2026, 3, 2),
    )  # fmt: skip

    newest = ask_lead(f"/programmes/{own.urn}").json()
    first = ask_lead(f"/programmes/{own.urn}?version=1").json()
    versions = ask_lead(f"/programmes/{own.urn}/versions").json()

    assert [(one["version"], one["newest"]) for one in (newest, first)] == [(2, 2), (1, 2)]
    assert lines_of(newest, "amount.sessions")[0]["words"] == "8"
    assert lines_of(first, "amount.sessions")[0]["words"] == "6"
    assert versions["total"] == 2
    assert [(one["number"], one["why"], one["runs"]) for one in versions["items"]] == [
        (2, "Six were too few.", 1),
        (1, "", 0),
    ]
    assert versions["items"][0]["changes"] == [
        {"title": "Sessions", "before": "6", "after": "8"}
    ]
    # The last of a part is told beside the one before it, which is not in the part.
    part = ask_lead(f"/programmes/{own.urn}/versions?limit=1").json()
    assert part["items"] == versions["items"][:1]
    assert ask_lead(f"/programmes/{own.urn}?version=3").status_code == 404


def test_a_varied_programme_is_given_with_what_is_varied_and_why(ask_lead, lead, northmere):
    minutes = Variation(
        path="amount.minutes", value=180, why="Three hours between shifts.",
        agreed_by="Programme board", agreed_on=date(2026, 3, 2),
    )  # fmt: skip
    made = add_varied(
        by=lead, organisation=northmere, of=held(lead, RESULT),
        whole=vary(programme("result"), minutes), name="RESuLT in Northmere",
    )  # fmt: skip

    found = ask_lead(f"/programmes/{made.urn}").json()

    assert (found["varies"], found["name"]) == (RESULT, "RESuLT in Northmere")
    assert found["variations"] == [
        {
            "path": "amount.minutes", "title": "Minutes of a session", "words": "180",
            "why": "Three hours between shifts.", "agreed_by": "Programme board",
            "agreed_on": "2026-03-02",
        }
    ]  # fmt: skip


def test_judgements_of_fit_are_given_beside_each_other_and_nobody_is_named(
    ask_lead, ask_elsewhere, lead, northmere, own
):
    judged = [Judgement(part=part, score=4, reason=f"So is {part}.") for part in FitPart]
    for urn in (own.urn, RESULT):
        assess_fit(by=lead, organisation=northmere, of=held(lead, urn), judgements=judged)

    answer = ask_lead(f"/programmes/{own.urn}/fit")
    (found,) = answer.json()["items"]

    assert (found["organisation"], found["version"]) == (str(northmere.key), 2)
    assert found["judgements"][0] == {"part": "need", "score": 4, "reason": "So is need."}
    assert [one["part"] for one in found["judgements"]] == list(FitPart)
    assert str(lead) not in answer.content.decode()
    assert ask_lead(f"/programmes/{RESULT}/fit").json()["total"] == 1
    assert ask_elsewhere(f"/programmes/{RESULT}/fit").json()["items"] == []


def test_a_programme_of_another_authority_is_not_there(ask_elsewhere, own):
    for rest in ("", "?version=1", "/versions", "/fit"):
        assert ask_elsewhere(f"/programmes/{own.urn}{rest}").status_code == 404
    assert own.urn not in {one["urn"] for one in ask_elsewhere("/programmes").json()}
    assert ask_elsewhere("/programmes/urn:programme:none").status_code == 404
    assert ask_elsewhere("/programmes/a%00b").status_code == 422


def test_a_home_is_given_what_its_authority_made(ask_as, member, home, own):
    ask = ask_as(member(home, "programme_lead", email="home@larch.example"))

    assert own.urn in {one["urn"] for one in ask("/programmes").json()}
    assert ask(f"/programmes/{own.urn}").json()["name"] == "Shift talks"
