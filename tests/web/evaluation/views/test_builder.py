"""Writing a protocol on pages: one thing a page, the engine's checks at the fields."""

import pytest
from django.urls import reverse

from holdfast_web.evaluation.models import Protocol
from holdfast_web.evaluation.plan import read_plan, settings_in

ANSWERS = {
    "name": {"title": "A plan", "question": "Did it help?", "programme": "A team"},
    "design": {"design": "matched-comparison"},
    "stages": {"stages": ["child_in_need", "child_protection_plan"]},
    "ages": {"youngest": "10", "oldest": "16"},
    "needs": {"needs": ["N1", "N4"]},
    "dates": {
        "first-day": "1", "first-month": "4", "first-year": "2022",
        "last-day": "31", "last-month": "March", "last-year": "2024",
    },
    "place": {"after": ["child_in_need"], "before": ["looked_after"]},
    "alike": {"covariates": ["age", "sex"], "weights": "overlap"},
    "outcome": {"horizon": "365", "risk": "0.02", "days": "7"},
    "further": {"secondary": ["days_in_care"]},
    "costs": {
        "library": "gmca-v1.4", "year": "2023-24", "discount": "green-book-2022", "bias": "0",
    },
    "care": {
        "threshold": "6", "rounding": "5", "draws": "1000", "level": "0.95", "by": "child",
        "repairs": "holdfast", "seed": "1",
    },
}  # fmt: skip


def step(name):
    return reverse("protocol_new_step", args=[name])


@pytest.fixture
def write(client, analyst):
    """Answer the pages in order, each leading to the next; give the last answer."""
    client.force_login(analyst)
    client.get(reverse("protocol_new"))

    def written(**changed):
        answer = None
        for name, answers in (ANSWERS | changed).items():
            if answers is None:
                continue
            if answer is not None:
                assert answer.url == step(name)
            answer = client.post(step(name), answers)
            if answer.status_code != 302:
                return answer
        return answer

    return written


def test_a_protocol_is_written_checked_and_kept_as_a_draft(client, write):
    assert write().url == step("check")
    page = client.get(step("check")).content.decode()
    assert "31 March 2024" in page
    assert "Child in need, Child protection plan" in page

    answer = client.post(step("check"))

    draft = Protocol.objects.get()
    plan, wrong = read_plan(draft.text)
    assert answer.url == reverse("protocol", args=[draft.key])
    assert wrong == ()
    assert draft.sha256 == plan.sha256
    assert plan.model_dump(mode="json", by_alias=True)["cohort"] == {
        "stages": ["child_in_need", "child_protection_plan"],
        "ages": {"from": 10, "to": 16},
        "needs": ["N1", "N4"],
        "dates": {"from": "2022-04-01", "to": "2024-03-31"},
    }
    shown = client.get(answer.url).content.decode()
    assert "horizon_days: 365" in shown
    assert "the file of enrolments has not been given yet" in shown


def test_a_design_without_a_comparison_asks_for_no_covariates(client, write):
    answer = write(design={"design": "before-after"}, alike=None)

    assert answer.url == step("check")
    assert client.get(step("alike")).status_code == 404
    client.post(step("check"))
    assert read_plan(Protocol.objects.get().text)[1] == ()


@pytest.mark.parametrize(
    ("page", "change", "field", "said"),
    [
        (
            "ages", {"youngest": "16", "oldest": "10"}, "oldest",
            "The youngest age comes first: `from` must not be above `to`.",
        ),
        ("ages", {"youngest": "-1"}, "youngest", "Give at least 0."),
        (
            "dates", {"last-year": "2021"}, "last",
            "The earlier date comes first: `from` must not be after `to`.",
        ),
        ("alike", {"covariates": []}, "covariates", "needs at least one covariate"),
        ("alike", {"weights": "none"}, "weights", "a matched comparison needs weights"),
        ("outcome", {"horizon": "5"}, "horizon", "Give at least 28."),
        ("outcome", {"risk": "2"}, "risk", "Give below 1."),
        ("care", {"threshold": "2"}, "threshold", "Give at least 3."),
        ("care", {"by": "team"}, "by", "children who never enrolled have no team"),
        ("care", {"rounding": "40"}, "threshold", "a count might look like 0."),
    ],
)  # fmt: skip
def test_the_engine_says_at_the_field_what_is_wrong(write, page, change, field, said):
    answer = write(**{page: ANSWERS[page] | change})

    assert answer.status_code == 422
    errors = answer.context["form"].errors
    assert list(errors) == [field]
    assert said in errors[field][0]


def test_a_draft_is_changed_on_its_pages(client, analyst, protocol):
    client.force_login(analyst)
    check = reverse("protocol_edit_step", args=[protocol.key, "check"])
    assert client.get(reverse("protocol_edit", args=[protocol.key])).url == check
    assert "548" in client.get(check).content.decode()
    before = settings_in(protocol.text)

    page = reverse("protocol_edit_step", args=[protocol.key, "outcome"])
    answer = client.post(f"{page}?check", {"horizon": "365", "risk": "0.02", "days": "7"})
    assert answer.url == check
    client.post(check)

    protocol.refresh_from_db()
    after = settings_in(protocol.text)
    was, now = read_plan(written_of(before))[0], read_plan(protocol.text)[0]
    assert now.outcome.horizon_days == 365
    assert now.model_copy(update={"outcome": was.outcome}) == was.model_copy(
        update={"comparison": now.comparison}
    )
    assert after["value"]["pay_per_care_day"] == before["value"]["pay_per_care_day"]


def written_of(settings):
    from holdfast_web.evaluation.plan import written

    return written(settings)


def test_where_there_are_several_organisations_one_is_chosen(
    client, analyst, elsewhere, member
):
    from holdfast_web.people.models import Membership

    Membership.objects.create(user=analyst, organisation=elsewhere, role="analyst")
    client.force_login(analyst)

    assert client.get(reverse("protocol_new")).url == step("organisation")
    answer = client.post(step("organisation"), {"organisation": str(elsewhere.key)})
    assert answer.url == step("name")
    for name, answers in ANSWERS.items():
        client.post(step(name), answers)
    client.post(step("check"))
    assert Protocol.objects.get().organisation == elsewhere


def test_a_reader_writes_nothing(client, northmere, member):
    client.force_login(member(northmere, "reader"))

    assert client.get(reverse("protocol_new")).status_code == 404
    assert client.get(reverse("evaluations")).status_code == 200
