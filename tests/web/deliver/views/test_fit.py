"""People judge how a programme fits, on pages, and see what others hold beside theirs."""

from datetime import date

import pytest
from django.urls import reverse

from holdfast.deliver.fit import FitPart
from holdfast_web.deliver.fit_picture import fit_figure
from holdfast_web.deliver.models import FitAssessment
from holdfast_web.deliver.queries.fit import LEFT, as_assessments, assessed
from holdfast_web.people.models import AuditEvent

RESULT = "urn:programme:result"


@pytest.fixture
def lead(member, northmere, client):
    person = member(northmere, "programme_lead")
    client.force_login(person)
    return person


@pytest.fixture
def judged(northmere):
    def made(by, scores, on=date(2026, 3, 2)):
        return FitAssessment.objects.create(
            organisation=northmere, programme=RESULT, version=1, on=on, by=by,
            judgements=[
                {"part": part.value, "score": score, "reason": f"Because of {part}."}
                for part, score in zip(FitPart, scores, strict=True)
            ],
        )  # fmt: skip

    return made


def step(part):
    return reverse("deliver:programme_fit_step", kwargs={"urn": RESULT, "step": part})


def test_fit_is_judged_question_by_question(client, lead, northmere):
    client.get(reverse("deliver:programme_fit_new", args=[RESULT]))
    asked = client.get(step("need")).content.decode()
    for number, part in enumerate(FitPart):
        client.post(step(part.value), {"score": 5 - number % 3, "reason": f"As to {part}."})
    answer = client.post(step("check"), follow=True)

    kept = FitAssessment.objects.get()
    assert "Are there enough children or staff here" in asked
    assert "Your judgement is kept." in answer.content.decode()
    assert (kept.organisation, kept.programme, kept.version, kept.by) == (
        northmere, RESULT, 1, lead,
    )  # fmt: skip
    assert [said["score"] for said in kept.judgements] == [5, 4, 3, 5, 4, 3]
    assert AuditEvent.objects.get(action="fit of programme judged").detail == {
        "programme": RESULT, "version": 1,
    }  # fmt: skip


def test_a_number_without_a_reason_is_asked_again(client, lead):
    client.get(reverse("deliver:programme_fit_new", args=[RESULT]))

    answer = client.post(step("need"), {"score": "5", "reason": ""})

    assert answer.status_code == 422
    assert "Say why." in answer.content.decode()


def test_judgements_stand_beside_each_other_with_names_and_days(
    client, lead, member, northmere, judged
):
    other = member(northmere, "national_team_lead")
    judged(lead, [5, 4, 2, 3, 3, 4])
    judged(other, [3, 4, 2, 3, 3, 4], on=date(2026, 3, 9))

    shown = client.get(reverse("deliver:programme_fit", args=[RESULT])).content.decode()

    assert str(lead) in shown
    assert str(other) in shown
    assert "2 March 2026, for Northmere" in shown
    assert "9 March 2026, for Northmere" in shown
    assert "Because of capacity." in shown
    assert (
        "2 people judged need, fit and support highest and capacity lowest, and see need "
        "far apart" in shown
    )


def test_nobody_asked_yet_is_said(client, lead):
    shown = client.get(reverse("deliver:programme_fit", args=[RESULT])).content.decode()

    assert "Nobody in your organisations has judged it yet." in shown


def test_another_organisation_sees_no_judgement(client, lead, member, elsewhere, judged):
    judged(lead, [5, 4, 2, 3, 3, 4])
    client.force_login(member(elsewhere, "programme_lead"))

    shown = client.get(reverse("deliver:programme_fit", args=[RESULT])).content.decode()

    assert "Nobody in your organisations has judged it yet." in shown


def test_whoever_may_not_judge_is_not_asked(client, member, northmere):
    client.force_login(member(northmere, "commissioner"))

    shown = client.get(reverse("deliver:programme_fit", args=[RESULT])).content.decode()

    assert "Give your judgement" not in shown
    assert client.get(reverse("deliver:programme_fit_new", args=[RESULT])).status_code == 404


def test_judgements_leave_as_a_file(client, lead, judged):
    judged(lead, [5, 4, 2, 3, 3, 4])

    answer = client.get(reverse("deliver:programme_fit", args=[RESULT]), {"as": "csv"})
    lines = b"".join(answer.streaming_content).decode().splitlines()

    assert len(lines) == 1 + len(FitPart)
    assert lines[1] == f"Northmere,{lead},2026-03-02,1,Need,5,Because of need."


def test_the_page_of_many_judgements_shows_some_at_a_time(
    client, lead, judged, django_assert_max_num_queries
):
    for _ in range(20):
        judged(lead, [3, 3, 3, 3, 3, 3])

    with django_assert_max_num_queries(12):
        shown = client.get(reverse("deliver:programme_fit", args=[RESULT])).content.decode()

    assert "Showing 1 to 6 of 20." in shown
    assert "6 people judged all six questions alike" in shown


def test_one_person_s_picture_says_so(lead, judged):
    judged(lead, [5, 4, 2, 3, 3, 4])

    figure = fit_figure(as_assessments(assessed(lead, RESULT)))

    assert figure.title == "One person judged need highest and capacity lowest"
    assert figure.wide is not None
    assert figure.table.rows[0] == ("Need", "5", "5", "5", "1", "No")


def test_whoever_has_left_is_not_named(lead, judged):
    judged(None, [5, 4, 2, 3, 3, 4])

    assert [one.by for one in as_assessments(assessed(lead, RESULT))] == [LEFT]
