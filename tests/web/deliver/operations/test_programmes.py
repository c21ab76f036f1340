"""Programmes are kept by those who may, in versions, and nothing published is changed."""

from datetime import date

import pytest
from django.http import Http404

from holdfast.deliver.fit import FitPart, Judgement
from holdfast.deliver.own_programme import OwnAnswers
from holdfast.deliver.programme import Variation, VariedProgramme, vary
from holdfast.kernel.errors import InputError
from holdfast.library.programme import programme
from holdfast_web.deliver.models import OwnProgramme, ProgrammeVersion
from holdfast_web.deliver.operations.programmes import (
    add_own,
    add_varied,
    assess_fit,
    change_own,
    change_varied,
)
from holdfast_web.deliver.queries.programmes import held, held_in, offered_in, own_programmes
from holdfast_web.people.models import AuditEvent

RESULT = "urn:programme:result"
TALKS = OwnAnswers(name="Shift talks", title="Talks between shifts", sessions=6)


@pytest.fixture
def lead(member, northmere):
    return member(northmere, "programme_lead")


def varied(**values):
    whole = VariedProgramme(programme=programme("result"))
    for path, value in values.items():
        whole = vary(
            whole,
            Variation(
                path=path.replace("__", "."), value=value, why="Our shifts.",
                agreed_by="Programme board", agreed_on=date(2026, 3, 2),
            ),
        )  # fmt: skip
    return whole


def test_adding_is_put_down_and_the_first_version_is_whole(lead, northmere):
    own = add_own(by=lead, organisation=northmere, answers=TALKS)

    assert (own.newest, own.summary, own.added_by) == (1, "6 sessions", lead)
    assert held(lead, own.urn).programme.name == "Shift talks"
    event = AuditEvent.objects.get(action="programme added")
    assert (event.subject_key, event.detail) == (
        str(own.key), {"kind": "own", "varies": None},
    )  # fmt: skip


def test_nobody_adds_where_they_may_not(lead, elsewhere, member, northmere):
    with pytest.raises(Http404):
        add_own(by=lead, organisation=elsewhere, answers=TALKS)
    with pytest.raises(Http404):
        add_own(by=member(northmere, "home_manager"), organisation=northmere, answers=TALKS)

    assert not OwnProgramme.objects.exists()


def test_a_variation_of_nothing_is_refused(lead, northmere):
    with pytest.raises(InputError) as caught:
        add_varied(
            by=lead, organisation=northmere, of=held(lead, RESULT), whole=varied(), name="Here"
        )

    assert caught.value.code == "deliver.programme-not-varied"


def test_a_name_stands_once_in_an_organisation(lead, northmere, elsewhere, member):
    add_own(by=lead, organisation=northmere, answers=TALKS)

    with pytest.raises(InputError) as caught:
        add_varied(
            by=lead, organisation=northmere, of=held(lead, RESULT),
            whole=varied(amount__minutes=180), name="shift TALKS",
        )  # fmt: skip
    other = add_own(
        by=member(elsewhere, "programme_lead"), organisation=elsewhere, answers=TALKS
    )

    assert caught.value.code == "deliver.programme-name-taken"
    assert other.name == "Shift talks"


def test_a_varied_programme_is_counted_as_the_programme(lead, northmere):
    own = add_varied(
        by=lead, organisation=northmere, of=held(lead, RESULT),
        whole=varied(amount__minutes=180), name="RESuLT in Northmere",
    )  # fmt: skip
    again = add_varied(
        by=lead, organisation=northmere, of=held(lead, own.urn),
        whole=varied(amount__minutes=150), name="RESuLT in one home",
    )  # fmt: skip

    assert held(lead, own.urn).known_as == RESULT
    assert again.varies == RESULT
    assert held(lead, RESULT).known_as == RESULT


def test_what_a_run_keeps_says_whose_version_it_is(lead, northmere):
    own = add_varied(
        by=lead, organisation=northmere, of=held(lead, RESULT),
        whole=varied(amount__minutes=180), name="RESuLT in Northmere",
    )  # fmt: skip

    assert held(lead, own.urn).content["own"] == {"urn": own.urn, "version": 1}
    assert "own" not in held(lead, RESULT).content
    assert held(lead, own.urn).content["variations"][0]["value"] == 180


def test_what_began_on_a_version_stays_as_it_was(lead, northmere):
    own = add_own(by=lead, organisation=northmere, answers=TALKS)
    began = held(lead, own.urn).content

    change_own(
        own, by=lead, why="Fewer evenings.", seen=1,
        answers=OwnAnswers(name="Shift talks", title="Talks between shifts", sessions=4),
    )  # fmt: skip

    assert ProgrammeVersion.objects.get(programme=own, number=1).content == {
        key: began[key] for key in ("programme", "variations")
    }
    assert AuditEvent.objects.get(action="programme changed").detail == {"version": 2}


def test_a_varied_programme_lists_as_it_is_varied(lead, northmere):
    add_varied(
        by=lead, organisation=northmere, of=held(lead, RESULT), name="Here",
        whole=varied(
            who_for__ages=[12, 15],
            who_for__journey={"words": "Back home", "stages": ["return_home"]},
        ),
    )  # fmt: skip

    own = own_programmes(lead).get()

    assert (own.youngest, own.oldest) == (12, 15)
    assert "|stage:return_home|" in own.words
    assert "|stage:looked_after|" not in own.words


@pytest.mark.parametrize(
    ("seen", "minutes", "code"),
    [
        (2, 210, "deliver.programme-changed-meanwhile"),
        (1, 180, "deliver.programme-unchanged"),
    ],
)
def test_a_change_that_is_none_or_comes_late_is_refused(lead, northmere, seen, minutes, code):
    own = add_varied(
        by=lead, organisation=northmere, of=held(lead, RESULT),
        whole=varied(amount__minutes=180), name="Here",
    )  # fmt: skip

    with pytest.raises(InputError) as caught:
        change_varied(
            own, by=lead, whole=varied(amount__minutes=minutes), name="Here", why="To see.",
            seen=seen,
        )  # fmt: skip

    assert caught.value.code == code


def test_a_new_name_alone_is_a_change(lead, northmere):
    own = add_varied(
        by=lead, organisation=northmere, of=held(lead, RESULT),
        whole=varied(amount__minutes=180), name="Here",
    )  # fmt: skip

    version = change_varied(
        own, by=lead, whole=varied(amount__minutes=180), name="There", why="It moved.", seen=1
    )

    own.refresh_from_db()
    assert (version.number, own.name) == (2, "There")


def test_what_may_be_planned_in_a_home_holds_what_its_authority_made(
    lead, northmere, elsewhere, home
):
    own = add_own(by=lead, organisation=northmere, answers=TALKS)

    assert (own.urn, "Shift talks") in set(offered_in(home))
    assert (RESULT, "RESuLT") in set(offered_in(home))
    assert held_in(home, own.urn).version == 1
    assert held_in(home, RESULT).name == "RESuLT"
    assert own.urn not in dict(offered_in(elsewhere))
    with pytest.raises(Http404):
        held_in(elsewhere, own.urn)


def test_judging_again_takes_nothing_away(lead, northmere):
    judgements = [Judgement(part=part, score=3, reason="As seen.") for part in FitPart]

    for _ in range(2):
        assess_fit(
            by=lead, organisation=northmere, of=held(lead, RESULT), judgements=judgements
        )

    assert northmere.fit_assessments.count() == 2


def test_an_incomplete_judgement_is_refused(lead, northmere):
    with pytest.raises(InputError) as caught:
        assess_fit(by=lead, organisation=northmere, of=held(lead, RESULT), judgements=[])

    assert caught.value.code == "deliver.fit-incomplete"
    assert northmere.fit_assessments.count() == 0
