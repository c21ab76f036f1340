"""The list, one set, its quality page, its downloads, its deletion."""

import pytest
from django.urls import reverse
from django.utils import timezone

from holdfast_web.people.models import AuditEvent, Job
from holdfast_web.records import places
from holdfast_web.records.models import ReturnSet


def page(client, name, returns=None, **query):
    args = [returns.key] if returns is not None else []
    return client.get(reverse(name, args=args), query)


def test_the_list_shows_what_is_there_and_only_to_whom_it_belongs(
    client, northmere_returns, analyst, member, elsewhere
):
    client.force_login(analyst)
    mine = page(client, "return_sets").content.decode()
    client.force_login(member(elsewhere, "analyst"))
    other = page(client, "return_sets").content.decode()

    assert "Returns 2021 to 2025" in mine
    assert "CIN census 2022 to 2026; SSDA903 2022 to 2026" in mine
    assert "Nothing has been uploaded yet." in other


@pytest.mark.parametrize("role", ["reader", "practitioner", "system_administrator"])
def test_who_sees_no_returns_finds_no_page(client, member, northmere, northmere_returns, role):
    client.force_login(member(northmere, role))

    assert page(client, "return_sets").status_code == 404
    for name in ("return_set", "quality", "refused", "journeys", "children"):
        assert page(client, name, northmere_returns).status_code == 404


def test_a_commissioner_sees_counts_and_neither_files_nor_rows_nor_children(
    client, member, northmere, northmere_returns
):
    client.force_login(member(northmere, "commissioner"))

    text = page(client, "return_set", northmere_returns).content.decode()

    assert page(client, "journeys", northmere_returns).status_code == 200
    assert reverse("journeys", args=[northmere_returns.key]) in text
    assert "returns.zip" not in text
    for name in ("quality", "refused", "children"):
        assert page(client, name, northmere_returns).status_code == 404
        assert reverse(name, args=[northmere_returns.key]) not in text


def test_the_quality_page_says_what_was_read_and_what_each_code_means(
    client, analyst, northmere_returns
):
    client.force_login(analyst)

    text = page(client, "quality", northmere_returns).content.decode()

    read = northmere_returns.counts["read"]["ssda903_episodes"]
    assert f"{read:,} rows read." in text or f"{read} rows read." in text
    for line in northmere_returns.counts["refused"]:
        assert f'<dt id="code-{line["code"]}">' in text
    assert "An episode ends after the next has started: cuts it" in text


def test_a_programme_lead_sees_the_quality_and_cannot_download_rows(
    client, member, northmere, northmere_returns
):
    client.force_login(member(northmere, "programme_lead"))

    text = page(client, "quality", northmere_returns).content.decode()

    assert "Download" not in text
    assert page(client, "refused", northmere_returns).status_code == 404


def test_refused_rows_of_a_table_are_downloaded_and_noted(client, analyst, northmere_returns):
    client.force_login(analyst)
    expected = sum(
        line["rows"]
        for line in northmere_returns.counts["refused"]
        if line["table"] == "ssda903_episodes"
    )

    answer = page(client, "refused", northmere_returns, table="ssda903_episodes")
    lines = b"".join(answer.streaming_content).decode().splitlines()

    assert len(lines) == expected + 1
    assert {line.split(",")[2] for line in lines[1:]} == {"ssda903_episodes"}
    event = AuditEvent.objects.get(action="refused rows downloaded")
    assert (event.user_key, event.detail) == (analyst.key, {"table": "ssda903_episodes"})
    assert page(client, "refused", northmere_returns, table="../x").status_code == 404


def test_a_set_is_deleted_with_all_that_was_made_of_it(
    client, analyst, northmere_returns, django_capture_on_commit_callbacks
):
    client.force_login(analyst)
    href = reverse("return_set_delete", args=[northmere_returns.key])
    asked = client.get(href).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(href)

    assert "Delete Returns 2021 to 2025?" in asked
    assert not ReturnSet.objects.exists()
    assert not places.kept(northmere_returns).exists()
    assert AuditEvent.objects.filter(action="returns deleted").count() == 1


def test_the_list_is_narrowed_to_an_organisation_and_a_state(
    client, member, northmere, elsewhere
):
    person = member(northmere, "analyst")
    person.memberships.create(organisation=elsewhere, role="analyst")
    for place, label, state in (
        (northmere, "First", "waiting"), (northmere, "Second", "done"),
        (elsewhere, "Third", "done"),
    ):  # fmt: skip
        ended = {"finished_at": timezone.now()} if state == "done" else {}
        job = Job.objects.create(organisation=place, kind="records.read", state=state, **ended)
        ReturnSet.objects.create(organisation=place, label=label, job=job)
    ReturnSet.objects.create(organisation=elsewhere, label="Fourth")
    client.force_login(person)

    def shown(**asked):
        text = page(client, "return_sets", **asked).content.decode()
        return [one for one in ("First", "Second", "Third", "Fourth") if f">{one}</a>" in text]

    assert shown() == ["First", "Second", "Third", "Fourth"]
    assert shown(state="waiting") == ["First", "Fourth"]
    assert shown(state="done") == ["Second", "Third"]
    assert shown(organisation=elsewhere.key) == ["Third", "Fourth"]
    assert shown(organisation=elsewhere.key, state="done") == ["Third"]
    assert shown(organisation=elsewhere.key, state="cancelled") == []
    nothing = page(client, "return_sets", state="cancelled").content.decode()
    assert "No upload answers this." in nothing


def test_one_with_returns_of_a_single_organisation_is_not_asked_which(
    client, analyst, northmere_returns
):
    client.force_login(analyst)

    text = page(client, "return_sets").content.decode()

    assert 'name="state"' in text
    assert 'name="organisation"' not in text


def test_the_quality_page_names_no_file_that_is_not_served(client, analyst, northmere_returns):
    client.force_login(analyst)

    text = page(client, "quality", northmere_returns).content.decode()

    assert ".md" not in text
    assert "see below" not in text
