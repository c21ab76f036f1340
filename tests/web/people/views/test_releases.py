"""The pages of a release, as the one who asks and the one who decides go through them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from holdfast_web.people.models import AuditEvent, Release
from holdfast_web.people.operations.releases import approve, ask_release

CONTENT = b"counts that passed their checks"


@pytest.fixture
def asker(member, northmere):
    return member(northmere, "analyst")


@pytest.fixture
def second(member, northmere):
    return member(northmere, "programme_lead")


@pytest.fixture
def release(asker, northmere):
    return ask_release(
        by=asker, organisation=northmere, purpose="For the board.", file_name="findings.csv",
        content=CONTENT, checks=["Counts from 1 to 5 are not shown."],
    )  # fmt: skip


@pytest.fixture
def page(release):
    return reverse("release", args=[release.key])


def test_the_asker_sees_it_and_has_nothing_to_decide(client, asker, release, page):
    client.force_login(asker)

    text = client.get(page).content.decode()

    assert "For the board." in text
    assert 'name="decision"' not in text


def test_a_second_person_reads_the_file_lets_it_go_and_the_asker_has_it(
    client, asker, second, release, page
):
    file = reverse("release_file", args=[release.key])
    client.force_login(second)
    read = client.post(file)
    decided = client.post(page, {"decision": "approve"}, follow=True)
    client.force_login(asker)
    had = client.post(file)

    assert read.content == had.content == CONTENT
    assert had["Content-Disposition"] == 'attachment; filename="findings.csv"'
    assert had["Cache-Control"] == "no-store"
    assert "Your decision is kept" in decided.content.decode()
    release.refresh_from_db()
    assert (release.state, release.downloads, release.decided_by) == ("approved", 1, second)
    assert list(AuditEvent.objects.order_by("number").values_list("action", flat=True)) == [
        "release asked for", "release read before a decision", "release approved",
        "release downloaded",
    ]  # fmt: skip


def test_a_refusal_needs_a_reason_which_the_asker_reads(client, asker, second, release, page):
    client.force_login(second)

    without = client.post(page, {"decision": "refuse", "reason": " "})
    assert "Say why, so that the person who asked can mend it." in without.content.decode()
    release.refresh_from_db()
    assert release.state == "waiting"
    client.post(page, {"decision": "refuse", "reason": "The purpose does not say for whom."})

    client.force_login(asker)
    assert "The purpose does not say for whom." in client.get(page).content.decode()


def test_a_file_that_nobody_has_let_go_is_not_sent_to_the_asker(client, asker, release, page):
    client.force_login(asker)

    answer = client.post(reverse("release_file", args=[release.key]))

    assert answer.status_code == 404
    release.refresh_from_db()
    assert release.downloads == 0


def test_a_refused_release_is_not_downloaded(client, asker, second, release, page):
    client.force_login(second)
    client.post(page, {"decision": "refuse", "reason": "Not for this."})

    answer = client.post(reverse("release_file", args=[release.key]), follow=True)

    assert "This release is refused: nothing can be downloaded." in answer.content.decode()


def test_the_asker_takes_it_back_and_then_nobody_can_decide(
    client, asker, second, release, page
):
    withdraw = reverse("release_withdraw", args=[release.key])
    client.force_login(asker)

    said = client.post(withdraw, follow=True).content.decode()
    again = client.post(withdraw, follow=True).content.decode()

    assert "You have withdrawn the release. The file is deleted." in said
    assert "is withdrawn and cannot become withdrawn" in again
    client.force_login(second)
    assert 'name="decision"' not in client.get(page).content.decode()


def test_two_decisions_at_once_leave_the_first(client, second, release, page, monkeypatch):
    client.force_login(second)

    def late(found, *, by, reason):
        approve(found, by=by)
        return refuse(found, by=by, reason=reason)

    from holdfast_web.people.operations import releases as operations

    refuse = operations.refuse
    monkeypatch.setattr(operations, "refuse", late)
    answer = client.post(page, {"decision": "refuse", "reason": "Too late."})

    assert "This release is approved and cannot become refused." in answer.content.decode()


def test_the_list_is_narrowed_to_a_state_as_the_clock_has_it(
    client, asker, second, northmere, release
):
    names = ("approved.csv", "over.csv", "expired.csv")
    others = [
        ask_release(
            by=asker, organisation=northmere, purpose="For the board.", file_name=name,
            content=CONTENT, checks=["Counts from 1 to 5 are not shown."],
        )
        for name in names
    ]  # fmt: skip
    for one in others:
        approve(one, by=second)
    past = timezone.now() - timedelta(days=1)
    Release.objects.filter(file_name="over.csv").update(expires_at=past)
    Release.objects.filter(file_name="expired.csv").update(expires_at=past, state="expired")
    client.force_login(asker)

    def shown(state):
        text = client.get(reverse("releases"), {"state": state}).content.decode()
        return [name for name in ("findings.csv", *names) if f">{name}</a>" in text]

    assert {state: shown(state) for state in ("", "waiting", "approved", "expired")} == {
        "": ["findings.csv", *names], "waiting": ["findings.csv"],
        "approved": ["approved.csv"], "expired": ["over.csv", "expired.csv"],
    }  # fmt: skip
    assert shown("withdrawn") == []
    assert (
        "No release is in this state."
        in client.get(reverse("releases"), {"state": "refused"}).content.decode()
    )


def test_the_pages_of_a_narrowed_list_stay_narrowed(client, asker, northmere):
    for number in range(26):
        ask_release(
            by=asker, organisation=northmere, purpose="For the board.",
            file_name=f"{number}.csv", content=CONTENT, checks=["A check."],
        )  # fmt: skip
    client.force_login(asker)

    text = client.get(reverse("releases"), {"state": "waiting"}).content.decode()

    assert "?state=waiting&amp;page=2" in text
