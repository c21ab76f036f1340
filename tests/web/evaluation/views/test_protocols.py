"""The pages of protocols: what they show, what they change, whom they refuse."""

from io import BytesIO

import pytest
from django.urls import reverse
from tests.web.evaluation.conftest import EXAMPLE

from holdfast_web.evaluation.models import Protocol
from holdfast_web.evaluation.operations.protocols import add_protocol
from holdfast_web.people.models import AuditEvent


def given(name, content=None):
    stream = BytesIO((EXAMPLE / name).read_bytes() if content is None else content)
    stream.name = name
    return stream


def test_a_protocol_is_uploaded_checked_and_locked(client, analyst, returns, text):
    client.force_login(analyst)
    answer = client.post(
        reverse("protocol_upload"),
        {
            "protocol": given("protocol.yaml", text.encode()),
            "enrolments": given("enrolments.csv"),
            "cost_ledger": given("cost_ledger.csv"),
        },
    )
    kept = Protocol.objects.get()
    page = client.get(answer.url, {"returns": str(returns.key)}).content.decode()

    assert answer.url == reverse("protocol", args=[kept.key])
    assert "What this design permits: an association, not an effect" in page
    assert "the smallest fall in the risk of entry" in page
    assert "enrolments.csv, 385 rows read" in page

    client.post(reverse("protocol_lock", args=[kept.key]))
    kept.refresh_from_db()
    assert (kept.is_locked, kept.locked_by) == (True, analyst)
    assert list(
        AuditEvent.objects.filter(subject_key=str(kept.key)).values_list("action", flat=True)
    ) == ["protocol added", "enrolments given", "cost ledger given", "protocol locked"]


def test_a_draft_says_what_is_left_to_do_before_it_can_be_run(client, analyst, northmere, text):
    draft = add_protocol(by=analyst, organisation=northmere, text=text)
    client.force_login(analyst)

    def states():
        page = client.get(reverse("protocol", args=[draft.key]))
        return [state for _, _, state in page.context["tasks"]]

    assert states() == ["Completed", "To do", "To do", "Cannot be done yet"]
    for name in ("enrolments", "cost_ledger"):
        client.post(
            reverse(f"protocol_{name}", args=[draft.key]), {"file": given(f"{name}.csv")}
        )
    assert states() == ["Completed", "Completed", "Completed", "To do"]
    client.post(reverse("protocol_lock", args=[draft.key]))
    assert states() == []


def test_every_fault_is_told_with_its_place(client, analyst, northmere, text):
    faulty = add_protocol(
        by=analyst,
        organisation=northmere,
        text=text.replace("horizon_days: 548", "horizon_days: 5").replace(
            "stages: [child_in_need,", "stages: [child_in_nede,"
        ),
    )
    client.force_login(analyst)

    page = client.get(reverse("protocol", args=[faulty.key])).content.decode()

    assert "<strong>outcome.horizon_days</strong> (line 43)" in page
    assert "Give at least 28." in page
    assert "<strong>cohort.stages[0]</strong> (line 15): Use one of: early_help" in page
    assert reverse("protocol_lock", args=[faulty.key]) not in page
    answer = client.post(reverse("protocol_lock", args=[faulty.key]), follow=True)
    assert "Code: evaluation.protocol-not-ready." in answer.content.decode()


def test_a_file_that_cannot_be_read_is_refused_at_its_field(client, analyst, protocol):
    client.force_login(analyst)
    answer = client.post(
        reverse("protocol_enrolments", args=[protocol.key]),
        {"file": given("enrolments.csv", b"name,day\n1,2\n")},
    )

    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        "file": [
            "The enrolments file does not have each of the columns it needs, once. Where: "
            "enrolments.csv: child, enrolled. Give child, enrolled and, where known, referred, "
            "decision, ended, team, arm, randomised. Code: change.enrolments-missing-column."
        ]
    }
    assert protocol.files.get(kind="enrolments").rows == 385


def test_a_locked_protocol_is_never_changed_but_copied(client, analyst, locked):
    client.force_login(analyst)
    before = (locked.text, locked.sha256, locked.files.get(kind="enrolments").sha256)

    changed = client.get(reverse("protocol_edit", args=[locked.key]))
    answer = client.post(
        reverse("protocol_enrolments", args=[locked.key]), {"file": given("enrolments.csv")}
    )
    client.post(reverse("protocol_copy", args=[locked.key]))

    locked.refresh_from_db()
    copy = Protocol.objects.get(copied_from=locked)
    assert (changed.status_code, answer.status_code) == (404, 422)
    assert "Code: evaluation.protocol-locked." in answer.context["form"].errors["file"][0]
    assert before == (locked.text, locked.sha256, locked.files.get(kind="enrolments").sha256)
    assert (copy.state, copy.title) == ("draft", f"{locked.title}, copy")
    assert set(copy.files.values_list("sha256", flat=True)) == set(
        locked.files.values_list("sha256", flat=True)
    )


@pytest.mark.parametrize("names", [("../up.csv", "b.csv"), ("a.csv", "a.csv")])
def test_files_stand_beside_the_protocol_and_nowhere_else(
    client, analyst, northmere, text, names
):
    enrolments, ledger = names
    draft = add_protocol(
        by=analyst,
        organisation=northmere,
        text=text.replace("enrolments.csv", enrolments).replace("cost_ledger.csv", ledger),
    )
    client.force_login(analyst)

    page = client.get(reverse("protocol", args=[draft.key])).content.decode()

    assert draft.sha256 == ""
    assert "Wrong, to be mended first" in page


PAGES = (
    "protocol", "protocol_text", "protocol_lock", "protocol_enrolments", "protocol_cost_ledger",
    "protocol_edit", "run_new",
)  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_a_protocol_is_not_there_for_others(client, protocol, elsewhere, member, name):
    for role in ("analyst", "programme_lead", "system_administrator"):
        client.force_login(member(elsewhere, role))
        assert client.get(reverse(name, args=[protocol.key])).status_code == 404


@pytest.mark.parametrize("name", PAGES[2:])
def test_a_reader_changes_and_runs_nothing(client, protocol, northmere, member, name):
    client.force_login(member(northmere, "reader"))

    assert client.get(reverse("protocol", args=[protocol.key])).status_code == 200
    assert client.get(reverse(name, args=[protocol.key])).status_code == 404
    assert client.post(reverse("protocol_copy", args=[protocol.key])).status_code == 404


def test_the_list_is_narrowed_to_drafts_or_locked_ones(client, analyst, locked, northmere):
    Protocol.objects.create(organisation=northmere, title="A draft", text="")
    client.force_login(analyst)

    def shown(**asked):
        text = client.get(reverse("protocols"), asked).content.decode()
        return [one for one in ("A draft", locked.title) if f">{one}</a>" in text]

    assert shown() == ["A draft", locked.title]
    assert shown(state="draft") == ["A draft"]
    assert shown(state="locked") == [locked.title]
    Protocol.objects.filter(state="draft").delete()
    nothing = client.get(reverse("protocols"), {"state": "draft"}).content.decode()
    assert "No protocol is in this state." in nothing
