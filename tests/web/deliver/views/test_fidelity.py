"""The pages of fidelity: instruments, reviews, what they come to, and whom they refuse."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from holdfast.library.fidelity import instrument as library_instrument
from holdfast_web.deliver.models import (
    ChosenKind,
    Facilitator,
    FidelityInstrument,
    FidelityReview,
    RaterKind,
    ReviewAction,
    RunFacilitator,
    Session,
    Site,
    Sitting,
    SittingState,
)
from holdfast_web.deliver.operations.fidelity import (
    add_action,
    add_review,
    take_up_instrument,
)
from holdfast_web.people.due import State, due_for
from holdfast_web.people.models import AuditEvent

pytestmark = pytest.mark.django_db
PROGRAMME = "urn:programme:result"
RULE = {
    "fewest": 2, "rater": RaterKind.OBSERVER, "chosen": ChosenKind.RANDOM,
    "source": "Our own",
}  # fmt: skip
GOOD = {
    "technical": 4.0, "relational": 4.0, "reflections-to-questions": None,
    "complex-reflections": None,
}  # fmt: skip


@pytest.fixture
def lead(member, northmere):
    return member(northmere, "programme_lead")


@pytest.fixture
def kept(lead, northmere):
    """MITI, taken up in Northmere for RESuLT."""
    return take_up_instrument(
        by=lead, organisation=northmere, programme=PROGRAMME,
        instrument=library_instrument("miti-4"), **RULE,
    )  # fmt: skip


@pytest.fixture
def pair(run, northmere):
    """Two facilitators of the run, whose sittings were all held."""
    made = [
        Facilitator.objects.create(organisation=northmere, name=f"Facilitator {number}")
        for number in (1, 2)
    ]
    for one in made:
        RunFacilitator.objects.create(run=run, facilitator=one)
    Sitting.objects.filter(session__run=run).update(state=SittingState.HELD)
    run.state = "under_way"
    run.save()
    return made


@pytest.fixture
def reviewed(run, pair, kept, lead):
    """Give a function that keeps a review of the first facilitator by an observer."""

    def made(**said):
        usual = {
            "by": lead, "run": run, "instrument": kept, "facilitator": pair[0],
            "session": None, "on": timezone.localdate(), "rater": RaterKind.OBSERVER,
            "rated_by": None, "rater_name": "Observer 9", "chosen": ChosenKind.RANDOM,
            "scores": GOOD,
        }  # fmt: skip
        return add_review(**(usual | said))

    return made


def page(client, user, name, *args, query="", status=200):
    client.force_login(user)
    answer = client.get(reverse(f"deliver:{name}", args=args) + query)
    assert answer.status_code == status
    return answer.content.decode()


def test_kinds_of_rater_stand_in_tables_of_their_own(client, lead, reviewed, pair):
    reviewed()
    reviewed(rater=RaterKind.SELF, rater_name="", scores=GOOD | {"technical": 1.0})

    shown = page(client, lead, "fidelity")

    assert "What observers saw" in shown
    assert "What facilitators say of themselves" in shown
    assert "4.00, 1 review" in shown
    assert "1.00, 1 review" in shown
    assert "2.50" not in shown


def test_too_few_reviews_say_so_and_give_no_verdict(client, lead, reviewed):
    reviewed()

    shown = page(client, lead, "fidelity")

    assert "No verdict: too few reviews" in shown
    assert "Too few reviews for a verdict" in shown
    assert "Facilitator 2" in shown


def test_enough_reviews_give_a_band(client, lead, reviewed, pair):
    reviewed()
    reviewed()

    shown = page(client, lead, "fidelity")

    assert "Good" in shown
    assert "Missing in all 2" in shown


def test_what_reviews_come_to_by_run_and_by_site(client, lead, reviewed, northmere, run):
    reviewed()
    Site.objects.create(
        organisation=northmere, programme=PROGRAMME, title="RESuLT",
        stage_since=date(2026, 1, 1),
    )  # fmt: skip

    assert "RESuLT in Larch House" in page(client, lead, "fidelity", query="?by=run")
    assert "RESuLT, Northmere" in page(client, lead, "fidelity", query="?by=site")


def test_a_run_that_nobody_reviewed_is_said(client, lead, kept, pair):
    shown = page(client, lead, "fidelity")

    assert "Nothing has been reviewed yet." in shown
    assert "Too few reviews for a verdict" in shown


def test_without_an_instrument_nothing_can_be_reviewed(client, lead):
    assert "No instrument is in use yet" in page(client, lead, "fidelity")


def test_fidelity_leaves_as_a_list(client, lead, reviewed):
    reviewed()

    client.force_login(lead)
    answer = client.get(reverse("deliver:fidelity") + "?as=csv")

    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert lines[0].startswith("Of,Rater,Score,Value")
    assert lines[1].startswith("Facilitator 1,An observer who did not deliver it,")
    assert any(line.startswith("Facilitator 2,,,No review") for line in lines)


def test_fidelity_is_not_for_whoever_may_not_see_it(client, member, northmere, elsewhere, kept):
    page(client, member(northmere, "reader"), "fidelity", status=404)
    other = member(elsewhere, "programme_lead")
    assert "No instrument is in use yet" in page(client, other, "fidelity")
    page(client, other, "fidelity_trend", kept.key, status=404)
    page(client, other, "fidelity_instrument", kept.key, status=404)


def test_a_trend_is_drawn_for_each_rater_and_score(client, lead, reviewed, pair, kept):
    for place in range(9):
        reviewed(
            on=timezone.localdate() - timedelta(days=place),
            scores=GOOD | {"technical": 2.0 + place / 10},
        )
    reviewed(rater=RaterKind.SELF, rater_name="")

    shown = page(
        client, lead, "fidelity_trend", kept.key, query=f"?by=facilitator&of={pair[0].key}"
    )

    assert "Rated by: An observer who did not deliver it" in shown
    assert "Rated by: The facilitator, of themselves" in shown
    assert "falling by" in shown
    assert "one review, too few for a line" in shown
    assert "<svg" in shown


@pytest.mark.parametrize("query", ["?by=facilitator&of=nobody", "?by=weather", ""])
def test_a_trend_of_nobody_is_not_found(client, lead, kept, query):
    page(client, lead, "fidelity_trend", kept.key, query=query, status=404)


def walk(client, run, kept, facilitator, **answers):
    """Enter a review as somebody does, page by page, and give the last answer."""
    today = timezone.localdate()
    session = Session.objects.filter(run=run).earliest("number")
    steps = {
        "run": {"run": run.key},
        "what": {
            "instrument": kept.key, "facilitator": facilitator.key, "session": session.key,
            "on-day": today.day, "on-month": today.month, "on-year": today.year,
            "chosen": "random",
        },
        "who": {"rater": "observer", "rater_name": "Observer 9"},
        "scores": {
            "technical": "3.5", "relational": "", "reflections-to-questions-0": "20",
            "reflections-to-questions-1": "10", "note": "Clear tasks.",
        },
    }  # fmt: skip
    client.get(reverse("deliver:fidelity_review_add"))
    for name, usual in steps.items():
        answer = client.post(
            reverse("deliver:fidelity_review_add_step", args=[name]),
            usual | answers.get(name, {}),
        )
        if answer.status_code != 302:
            return answer
    checked = client.get(reverse("deliver:fidelity_review_add_step", args=["check"]))
    assert "Observer 9" in checked.content.decode() or "who" in answers
    return client.post(reverse("deliver:fidelity_review_add_step", args=["check"]), follow=True)


def test_a_review_is_entered_page_by_page(client, lead, run, kept, pair):
    client.force_login(lead)

    answer = walk(client, run, kept, pair[0])

    shown = answer.content.decode()
    review = FidelityReview.objects.get()
    assert "The review is kept." in shown
    assert "Fair" in shown
    assert "2.0 to 1 (20 to 10)" in shown
    assert review.scores == {
        "technical": 3.5, "relational": None, "reflections-to-questions": [20, 10],
        "complex-reflections": None,
    }  # fmt: skip
    assert (review.rater_name, review.note) == ("Observer 9", "Clear tasks.")
    assert AuditEvent.objects.filter(action="fidelity review kept").count() == 1


def test_an_observer_who_delivers_is_sent_back(client, lead, run, kept, pair):
    client.force_login(lead)

    answer = walk(client, run, kept, pair[0], who={"rated_by": pair[1].key, "rater_name": ""})

    assert "deliver.rater-is-the-deliverer" in answer.content.decode()
    assert not FidelityReview.objects.exists()


@pytest.mark.parametrize(
    ("step", "said", "words"),
    [
        ("who", {"rater_name": ""}, "Choose a facilitator, or write the name"),
        ("who", {"rater": "caregiver"}, "Select a valid choice"),
        ("scores", {"technical": "6"}, "less than or equal to 5"),
        ("scores", {"reflections-to-questions-1": ""}, "Give both counts, or neither."),
        (
            "scores",
            {"complex-reflections-0": "3", "complex-reflections-1": "2"},
            "cannot be more than all reflections",
        ),
        ("what", {"on-year": "2036"}, ""),
    ],
)
def test_a_step_says_what_is_wrong(client, lead, run, kept, pair, step, said, words):
    client.force_login(lead)

    answer = walk(client, run, kept, pair[0], **{step: said})

    assert words in answer.content.decode()
    assert not FidelityReview.objects.exists()


def test_reviews_are_entered_by_those_who_review_only(client, home_manager, kept):
    page(client, home_manager, "fidelity_review_add", status=404)


def test_the_list_of_reviews_is_narrowed_and_leaves_as_a_file(
    client, lead, reviewed, pair, home_manager
):
    reviewed()
    reviewed(facilitator=pair[1], rater=RaterKind.SELF, rater_name="")

    whole = page(client, lead, "fidelity_reviews")
    narrowed = page(client, lead, "fidelity_reviews", query=f"?facilitator={pair[1].key}")
    seen = page(client, home_manager, "fidelity_reviews")

    assert whole.count("Larch House") == 0
    assert ("Facilitator 1" in whole, "Facilitator 2" in whole) == (True, True)
    assert ("Facilitator 1" in narrowed, "Facilitator 2" in narrowed) == (False, True)
    assert "Enter a review" not in seen
    client.force_login(lead)
    file = client.get(reverse("deliver:fidelity_reviews") + "?as=csv")
    lines = b"".join(file.streaming_content).decode().splitlines()
    assert len(lines) == 3
    assert "Observer 9" in lines[2]
    page(client, lead, "fidelity_reviews", query="?run=nonsense", status=404)


def test_a_withdrawn_review_counts_nowhere(client, lead, reviewed):
    review = reviewed()

    client.force_login(lead)
    href = reverse("deliver:fidelity_review_withdraw", args=[review.key])
    assert client.get(href).status_code == 200
    assert client.post(href, {"because": ""}).status_code == 422
    client.post(href, {"because": "Of another session."})

    assert "Of another session." in page(client, lead, "fidelity_review", review.key)
    assert "Nothing has been reviewed yet." in page(client, lead, "fidelity")
    assert client.get(href).status_code == 404


def test_what_is_to_be_done_is_due_until_it_is_done(client, lead, reviewed, pair, member, home):
    pair[0].user = member(home, "practitioner", email="facilitates@larch.example")
    pair[0].save()
    review = reviewed()
    client.force_login(lead)
    client.post(
        reverse("deliver:fidelity_review", args=[review.key]),
        {"what": "Watch a recording together.", "due-day": "1", "due-month": "2",
         "due-year": "2020"},
    )  # fmt: skip

    action = ReviewAction.objects.get()
    late = [due.text for due in due_for(pair[0].user)[State.LATE]]
    assert late == ["After a review of Facilitator 1: Watch a recording together."]
    client.force_login(pair[0].user)
    answer = client.post(reverse("deliver:review_action_done", args=[action.key]), follow=True)
    assert answer.status_code == 200
    assert due_for(pair[0].user)[State.LATE] == []
    action.refresh_from_db()
    assert action.done_by == pair[0].user
    shown = page(client, lead, "fidelity_review", review.key)
    assert "Nothing is open." in shown


def test_an_action_is_not_finished_by_just_anybody(client, lead, reviewed, member, elsewhere):
    action = add_action(reviewed(), by=lead, what="Read.", due=timezone.localdate())

    client.force_login(member(elsewhere, "programme_lead"))
    answer = client.post(reverse("deliver:review_action_done", args=[action.key]))

    assert answer.status_code == 404
    assert ReviewAction.objects.get().done_at is None
    assert [due.text for due in due_for(lead)[State.DUE]] == [
        "After a review of Facilitator 1: Read."
    ]


def test_an_action_without_a_day_is_asked_again(client, lead, reviewed):
    review = reviewed()
    client.force_login(lead)

    answer = client.post(reverse("deliver:fidelity_review", args=[review.key]), {"what": "x"})

    assert answer.status_code == 422


def rule(**said):
    return {"fewest": "3", "rater": "observer", "chosen": "all", "source": "Our board"} | said


def test_an_instrument_of_the_library_is_taken_up(client, lead, northmere):
    client.force_login(lead)
    where = client.get(reverse("deliver:fidelity_instrument_where"))
    assert where.status_code == 302
    href = where.headers["Location"]
    assert "Its threshold is to be confirmed." in client.get(href).content.decode()
    sent = {"instrument": "systemic-supervision", "programme": PROGRAMME}

    answer = client.post(href, rule(**sent), follow=True)

    kept = FidelityInstrument.objects.get()
    assert "is in use" in answer.content.decode()
    assert (kept.urn, kept.rule_fewest) == ("urn:fidelity:systemic-supervision", 3)
    again = client.post(href, rule(**sent))
    assert "deliver.instrument-taken-up" in again.content.decode()
    wrong = client.post(href, rule(instrument="tam-r", programme=PROGRAMME))
    assert "deliver.rater-not-for-instrument" in wrong.content.decode()
    assert "Systemic group supervision" in page(client, lead, "fidelity_instruments")


def test_an_instrument_of_ones_own_is_described(client, lead, northmere):
    client.force_login(lead)
    href = reverse("deliver:fidelity_instrument_own", args=[northmere.key])
    assert client.get(href).status_code == 200
    sent = rule(
        title="Our session checklist", programme=PROGRAMME, form="session checklist",
        looks_at="one session", kind="checklist", band="as planned", at_least="0.8",
    )  # fmt: skip

    client.post(href, sent)

    kept = FidelityInstrument.objects.get()
    shown = page(client, lead, "fidelity_instrument", kept.key)
    assert "As planned" in shown
    assert "The organisation&#39;s own" in shown
    client.post(href, sent | {"kind": "number", "low": "1", "high": "5", "at_least": "4"})
    assert {one.version for one in FidelityInstrument.objects.all()} == {1, 2}


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"low": "1"}, "Give both ends of the scale, or neither."),
        ({"low": "5", "high": "1"}, "The highest number must be above the lowest."),
        ({"band": "good"}, "Give both the word and the score, or neither."),
    ],
)
def test_an_instrument_of_ones_own_must_be_whole(client, lead, northmere, said, words):
    client.force_login(lead)
    sent = rule(
        title="Ours", programme=PROGRAMME, form="adherence score", looks_at="one session",
        kind="number",
    )  # fmt: skip

    answer = client.post(
        reverse("deliver:fidelity_instrument_own", args=[northmere.key]), sent | said
    )

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_rule_is_changed_and_an_instrument_retired(client, lead, kept, home_manager):
    client.force_login(lead)
    href = reverse("deliver:fidelity_instrument", args=[kept.key])

    client.post(href, rule(fewest="5", retired="on"))

    kept.refresh_from_db()
    assert (kept.rule_fewest, kept.retired_at is not None) == (5, True)
    assert "No longer in use" in page(client, lead, "fidelity_instruments")
    assert client.post(href, rule(rater="caregiver")).status_code == 422
    client.post(href, rule())
    kept.refresh_from_db()
    assert kept.retired_at is None
    assert "Its rule here" not in page(client, home_manager, "fidelity_instrument", kept.key)
    assert client.post(href, rule()).status_code == 404


def test_taking_up_is_for_those_who_keep_sites(client, home_manager, northmere, member, home):
    page(client, home_manager, "fidelity_instrument_where", status=404)
    page(client, home_manager, "fidelity_instrument_add", northmere.key, status=404)
    page(client, member(northmere, "reader"), "fidelity_instruments", status=404)
    page(
        client,
        member(northmere, "reader", email="r2@n.example"),
        "fidelity_reviews",
        status=404,
    )


def test_who_keeps_several_places_is_asked_which(client, lead, elsewhere, member, northmere):
    both = member(northmere, "programme_lead", email="both@northmere.example")
    from holdfast_web.people.models import Membership
    from holdfast_web.people.roles import RoleName

    Membership.objects.create(user=both, organisation=elsewhere, role=RoleName.PROGRAMME_LEAD)

    shown = page(client, both, "fidelity_instrument_where")

    assert ("Northmere" in shown, "Elsewhere" in shown) == (True, True)
