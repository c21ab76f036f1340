"""The pages of runs: asking, findings, two beside each other, taking a file away."""

import json
import re
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html

from holdfast_web.evaluation.models import Protocol, Run
from holdfast_web.evaluation.operations.outputs import FILES
from holdfast_web.evaluation.places import PAGE, run_folder
from holdfast_web.people.jobs import run_now
from holdfast_web.people.models import AuditEvent, Job, Release


def words(element):
    """All words of a page, without what differs in layout."""
    return re.sub(r"\s+", " ", element.text_content())


def test_a_run_is_asked_for_on_its_page(client, analyst, locked, returns):
    client.force_login(analyst)
    answer = client.post(
        reverse("run_new", args=[locked.key]), {"returns": str(returns.key)}, follow=True
    )

    run = Run.objects.get()
    assert answer.redirect_chain == [(reverse("run", args=[run.key]), 302)]
    assert (run.job.kind, run.job.state) == ("evaluation.run", "waiting")
    assert "Run an evaluation" in answer.content.decode()


def test_a_failed_run_says_why(client, analyst, locked, returns):
    client.force_login(analyst)
    client.post(reverse("run_new", args=[locked.key]), {"returns": str(returns.key)})
    returns.delete()
    run_now(Job.objects.get())

    page = client.get(reverse("run", args=[Run.objects.get().key])).content.decode()

    assert "The returns of this run are no longer kept." in page
    assert "Upload them again and start a new run." in page
    assert "evaluation.returns-missing" in page


def test_the_findings_page_shows_all_that_the_report_shows(client, analyst, finished):
    client.force_login(analyst)
    page = html.fromstring(client.get(reverse("run", args=[finished.key])).content)
    report = html.fromstring((run_folder(finished) / PAGE).read_bytes())
    ours, theirs = page.get_element_by_id("main-content"), report.get_element_by_id("main")
    said = words(ours)

    def of(root, path):
        return [re.sub(r"\s+", " ", found.text_content()).strip() for found in root.xpath(path)]

    paragraphs = of(theirs, ".//p[not(contains(@class, 'missing'))]")
    assert len(paragraphs) > 20
    # The report sets two of its paragraphs in another layout: the counts and the hash.
    assert [one for one in paragraphs if one not in said and "hash is" not in one] == []
    assert of(ours, ".//figure//h3") == of(theirs, ".//figure//h3")
    assert of(ours, ".//caption") == of(theirs, ".//caption")
    assert of(ours, ".//td") == of(theirs, ".//td")
    assert len(ours.xpath(".//figure//svg")) == len(theirs.xpath(".//figure//svg"))
    points = of(theirs, ".//ul/li")
    assert len(points) > 20
    assert [one for one in points if one not in said] == []


def test_reading_findings_is_on_the_trail(client, analyst, finished):
    client.force_login(analyst)
    client.get(reverse("run", args=[finished.key]))

    event = AuditEvent.objects.get(action="findings read")
    assert (event.user_key, event.subject_key) == (analyst.key, str(finished.key))


@pytest.mark.parametrize("file", FILES)
def test_a_file_leaves_through_a_release(client, analyst, finished, file):
    client.force_login(analyst)
    client.post(
        reverse("run_release", args=[finished.key]),
        {"file": file, "purpose": "For the board"},
    )

    release = Release.objects.get()
    kept = (run_folder(finished) / file).read_bytes()
    assert (release.state, release.size, release.purpose) == (
        "waiting",
        len(kept),
        "For the board",
    )
    assert release.file_name.endswith(file)
    assert release.checks[0] == "Counts below 6 are suppressed."


def test_no_other_file_of_the_store_can_be_asked_for(client, analyst, finished):
    client.force_login(analyst)
    answer = client.post(
        reverse("run_release", args=[finished.key]),
        {"file": "../../holdfast.secret", "purpose": "No"},
    )

    assert (answer.status_code, Release.objects.count()) == (422, 0)


def test_two_runs_are_set_beside_each_other(client, analyst, finished):
    other = another(finished, horizon=365)
    client.force_login(analyst)
    page = client.get(reverse("run_compare", args=[other.key, finished.key]))

    parts = {part["title"]: part for part in page.context["parts"]}
    assert parts["Protocol"]["rows"] == [("outcome.horizon_days", "548", "365")]
    assert parts["Inputs"]["rows"] == []
    assert ("Verdict", "prevented", "prevented") in parts["Findings"]["rows"]
    claim = "an association, not an effect"
    assert ("May be claimed", claim, claim) in parts["Findings"]["rows"]
    assert parts["Findings"]["caption"] == "What both runs found"
    assert "Every file is the same, byte for byte." in page.content.decode()


def another(run, *, horizon):
    """Give a run like another, of a plan that differs in one setting."""
    key = run.key
    run = Run.objects.get(key=key)
    run.pk, run.key, run.job = None, uuid4(), None
    run.save()
    found = json.loads((run_folder(Run.objects.get(key=key)) / "findings.json").read_text())
    found["protocol"]["settings"]["outcome"]["horizon_days"] = horizon
    (run_folder(run) / "findings.json").write_text(json.dumps(found))
    return run


@pytest.mark.parametrize("name", ["run", "run_release"])
def test_a_run_is_not_there_for_others(client, finished, elsewhere, member, name):
    for role in ("analyst", "programme_lead", "system_administrator"):
        client.force_login(member(elsewhere, role))
        assert client.get(reverse(name, args=[finished.key])).status_code == 404
    assert (
        client.get(reverse("run_compare", args=[finished.key, finished.key])).status_code == 404
    )


def test_a_reader_reads_and_takes_nothing_away(client, finished, northmere, member):
    client.force_login(member(northmere, "reader"))
    page = client.get(reverse("run", args=[finished.key]))

    assert (page.status_code, "Take a file away" in page.content.decode()) == (200, False)
    assert client.get(reverse("run_release", args=[finished.key])).status_code == 404


def test_the_list_of_runs_is_narrowed_to_an_organisation_and_a_state(
    client, member, northmere, elsewhere
):
    person = member(northmere, "analyst")
    person.memberships.create(organisation=elsewhere, role="reader")
    now = timezone.now()
    for place, title, state in (
        (northmere, "First", "waiting"), (northmere, "Second", "done"),
        (elsewhere, "Third", "done"), (elsewhere, "Fourth", None),
    ):  # fmt: skip
        ended = {"finished_at": now} if state == "done" else {}
        job = state and Job.objects.create(
            organisation=place, kind="evaluation.run", state=state, **ended
        )
        found = {} if state == "waiting" else {"finished": now, "findings_sha256": "a" * 64}
        Run.objects.create(
            organisation=place, returns_key=uuid4(), returns_name="Returns", job=job,
            protocol=Protocol.objects.create(organisation=place, title=title, text=""),
            **found,
        )  # fmt: skip
    client.force_login(person)

    def shown(**asked):
        text = client.get(reverse("evaluations"), asked).content.decode()
        return [one for one in ("First", "Second", "Third", "Fourth") if f">{one}</a>" in text]

    assert shown() == ["First", "Second", "Third", "Fourth"]
    assert shown(state="done") == ["Second", "Third", "Fourth"]
    assert shown(organisation=northmere.key) == ["First", "Second"]
    assert shown(organisation=northmere.key, state="waiting") == ["First"]
    assert shown(state="failed") == []
    nothing = client.get(reverse("evaluations"), {"state": "failed"}).content.decode()
    assert "No run answers this." in nothing


def test_hashes_of_files_stand_in_a_box_that_opens(client, analyst, finished):
    client.force_login(analyst)
    page = html.fromstring(client.get(reverse("run", args=[finished.key])).content)

    (box,) = [
        one
        for one in page.xpath("//details")
        if "The files that went in, with their hashes" in words(one)
    ]

    assert "Inputs and their SHA-256" in words(box)
    in_sight = page.xpath("//table[not(ancestor::details)]")
    assert [one for one in in_sight if "SHA-256" in words(one)] == []
