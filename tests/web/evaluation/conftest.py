"""What tests of evaluations share: Northmere's returns as kept, and its protocol."""

import json
import os
import shutil
from pathlib import Path

import pytest
from django.utils import timezone

from holdfast.records.kept_returns import keep_returns
from holdfast.records.pseudonym import SECRET_FILE, Pseudonyms
from holdfast.records.returns import read_returns
from holdfast_web.evaluation.models import FileKind, Run
from holdfast_web.evaluation.operations.files import put_file
from holdfast_web.evaluation.operations.protocols import add_protocol, lock_protocol
from holdfast_web.evaluation.operations.runs import ask_run
from holdfast_web.evaluation.places import run_folder
from holdfast_web.people.jobs import run_now
from holdfast_web.people.models import Job
from holdfast_web.people.store import folder
from holdfast_web.records import places
from holdfast_web.records.models import ReturnSet

EXAMPLE = Path("examples/northmere")
SECRET = "an invented secret of an invented authority"  # noqa: S105  (nobody's)
FEW_DRAWS = 100
FOUND = ("verdict", "claim", "version", "findings_sha256")


@pytest.fixture(scope="session")
def staged(tmp_path_factory):
    """Northmere's returns, read once under its secret."""
    stage = tmp_path_factory.mktemp("northmere") / "stage"
    keep_returns(
        read_returns(
            EXAMPLE / "returns.zip", stage=stage, pseudonyms=Pseudonyms(SECRET.encode())
        )
    )
    return stage


@pytest.fixture
def returns(northmere, staged):
    """Northmere's returns in its store, as reading them left them."""
    secret = folder(northmere) / SECRET_FILE
    descriptor = os.open(secret, os.O_WRONLY | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "w") as stream:
        stream.write(SECRET)
    kept = ReturnSet.objects.create(
        organisation=northmere, label="Returns of 2021 to 2026", counts={},
        read_at=timezone.now(),
    )  # fmt: skip
    shutil.copytree(staged, places.stage(kept))
    return kept


@pytest.fixture
def text():
    """Northmere's protocol, with few draws so that a run is quick."""
    whole = (EXAMPLE / "protocol.yaml").read_text(encoding="utf-8")
    return whole.replace("draws: 1000", f"draws: {FEW_DRAWS}")


@pytest.fixture
def analyst(member, northmere):
    return member(northmere, "analyst")


@pytest.fixture
def protocol(returns, analyst, northmere, text):
    """Northmere's protocol as a draft, with its files."""
    draft = add_protocol(by=analyst, organisation=northmere, text=text)
    for kind, name in (
        (FileKind.ENROLMENTS, "enrolments.csv"),
        (FileKind.COST_LEDGER, "cost_ledger.csv"),
    ):
        put_file(draft, by=analyst, kind=kind, name=name, content=(EXAMPLE / name).read_bytes())
    return draft


@pytest.fixture
def locked(protocol, analyst):
    return lock_protocol(protocol, by=analyst)


@pytest.fixture
def newly_finished(locked, analyst, returns):
    """A run that has ended with findings, done here and now."""
    run = ask_run(locked, by=analyst, returns=returns)
    job = run_now(run.job)
    assert (job.state, job.reason) == ("done", "")
    run.refresh_from_db()
    return run


@pytest.fixture(scope="session")
def done_before(tmp_path_factory):
    """Where the first test that wants findings leaves what its run found, for the others."""
    return tmp_path_factory.mktemp("done-before") / "run"


@pytest.fixture
def finished(request, done_before, locked, analyst, returns):
    """A run that has ended with findings: done once, and put in place again for each test."""
    if not done_before.exists():
        run = request.getfixturevalue("newly_finished")
        shutil.copytree(run_folder(run), done_before)
        fields = {name: getattr(run, name) for name in FOUND}
        (done_before / "fields.json").write_text(json.dumps(fields), encoding="utf-8")
        return run
    run = ask_run(locked, by=analyst, returns=returns)
    return put_in_place(run, done_before)


def put_in_place(run, done_before):
    """Give a run what another found, and end its job as done."""
    now = timezone.now()
    Job.objects.filter(pk=run.job_id).update(
        state="done", started_at=now, beat_at=now, finished_at=now
    )
    fields = json.loads((done_before / "fields.json").read_text(encoding="utf-8"))
    Run.objects.filter(pk=run.pk).update(finished=now, **fields)
    shutil.copytree(done_before, run_folder(run), dirs_exist_ok=True)
    return Run.objects.select_related("job", "protocol", "organisation").get(pk=run.pk)
