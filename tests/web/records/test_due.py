"""What of returns is on the home page and in the search."""

from holdfast_web.people.due import State
from holdfast_web.people.models.job import JobState
from holdfast_web.records.models import Upload
from holdfast_web.records.queries.due import due_returns, find_returns
from holdfast_web.ui.questions import answers_for


def test_a_refused_set_and_an_unfinished_upload_are_due(
    send, analyst, northmere, member, elsewhere
):
    returns = send(analyst, northmere, ("letter.txt", b"Dear all,\n"), label="A letter")
    Upload.objects.create(organisation=northmere, by=analyst, label="Five years")

    told = [(one.text, one.state) for one in due_returns(analyst)]

    assert returns.state == JobState.FAILED
    assert told == [
        ("Finish uploading: Five years", State.DUE),
        ("See why these returns were refused: A letter", State.DUE),
    ]
    assert list(due_returns(member(elsewhere, "analyst"))) == []


def test_returns_are_found_by_their_name_by_those_who_may(
    analyst, northmere, northmere_returns, member, elsewhere
):
    assert [one.text for one in find_returns(analyst, "2021 TO")] == ["Returns 2021 to 2025"]
    assert list(find_returns(member(elsewhere, "analyst"), "2021")) == []
    assert list(find_returns(member(northmere, "reader"), "2021")) == []


def test_journeys_are_offered_to_the_questions_that_they_help_with(
    analyst, northmere, northmere_returns, member, elsewhere
):
    reader, commissioner = member(northmere, "reader"), member(northmere, "commissioner")

    for question in ("change", "measure"):
        for person in (analyst, commissioner):
            assert [one.text for one in answers_for(question, person)] == [
                "Journeys: Returns 2021 to 2025"
            ]
        assert answers_for(question, reader) == []
        assert (
            answers_for(question, member(elsewhere, "analyst", email=f"{question}@e.example"))
            == []
        )
