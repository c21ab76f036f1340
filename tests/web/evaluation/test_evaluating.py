"""Running an evaluation through the service: the same findings as on the command line."""

import hashlib
from io import StringIO

import pytest
from django.core.management import call_command
from tests.web.evaluation.conftest import EXAMPLE
from typer.testing import CliRunner

import holdfast
from holdfast.cli.main import app
from holdfast_web.evaluation.models import FileKind, Run
from holdfast_web.evaluation.operations.runs import ask_run
from holdfast_web.evaluation.places import kept_file, run_folder
from holdfast_web.people.jobs import run_now
from holdfast_web.people.models import Job


@pytest.mark.slow
def test_the_demo_finds_byte_for_byte_what_the_command_line_does(db, text, tmp_path, settings):
    settings.DEMO = True
    for name in ("returns.zip", "enrolments.csv", "cost_ledger.csv", "truth.json"):
        (tmp_path / name).symlink_to((EXAMPLE / name).resolve())
    (tmp_path / "protocol.yaml").write_text(text, encoding="utf-8")

    call_command("demo", tmp_path, stdout=StringIO())
    for job in Job.objects.order_by("asked_at"):
        assert run_now(job).state == "done", job.reason
    run = Run.objects.get()
    said = CliRunner().invoke(
        app, ["evaluate", str(tmp_path / "protocol.yaml"), "--out", str(tmp_path / "out")]
    )

    assert said.exit_code == 0, said.output
    ours = (run_folder(run) / "findings.json").read_bytes()
    assert ours == (tmp_path / "out" / "findings.json").read_bytes()
    assert run.findings_sha256 == hashlib.sha256(ours).hexdigest()
    assert (run_folder(run) / "report.html").read_bytes() == (
        tmp_path / "out" / "report.html"
    ).read_bytes()


def test_a_run_says_what_it_found(finished):
    assert (finished.claim, finished.version) == ("associate", holdfast.__version__)
    assert finished.verdict == "prevented"


def test_no_reference_of_a_child_is_kept(protocol):
    lines = (EXAMPLE / "enrolments.csv").read_text(encoding="utf-8").splitlines()
    references = {line.split(",")[0] for line in lines[1:]} - {""}
    enrolments = kept_file(protocol, FileKind.ENROLMENTS)

    kept = [path.read_bytes() for path in enrolments.parent.iterdir()]

    assert not [one for one in references for content in kept if one.encode() in content]


def test_a_run_that_fails_says_why_where_and_how_to_mend_it(locked, analyst, returns):
    run = ask_run(locked, by=analyst, returns=returns)
    returns.delete()

    job = run_now(run.job)

    assert (job.state, job.reason_code) == ("failed", "evaluation.returns-missing")
    assert job.reason == (
        "The returns of this run are no longer kept.\n"
        "Where: Returns of 2021 to 2026\n"
        "Fix: Upload them again and start a new run."
    )
