"""What work has been done in the service that the browser looks at?

Northmere's returns are read and its protocol is run, once, in this process. Jobs that wait or
run for ever are put down with beats of a far day, so that a worker leaves them alone.
"""

import json
import shutil
from datetime import timedelta
from pathlib import Path

from django.core.files.base import ContentFile
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from holdfast_web.evaluation.models import FileKind, Run, Scope
from holdfast_web.evaluation.operations.files import put_file
from holdfast_web.evaluation.operations.protocols import add_protocol, lock_protocol
from holdfast_web.evaluation.operations.runs import ask_run
from holdfast_web.evaluation.operations.tokens import make_token, revoke_token
from holdfast_web.evaluation.places import run_folder
from holdfast_web.people.jobs import run_now
from holdfast_web.people.models import Job, Release
from holdfast_web.people.operations.releases import approve, ask_release, refuse, withdraw
from holdfast_web.records.models import ReturnSet
from holdfast_web.records.operations.uploads import (
    Announced,
    begin_upload,
    finish_upload,
    receive_piece,
)
from holdfast_web.ui.templatetags.ui import ui_pseudonym

EXAMPLE = Path("examples/northmere")
FAR = timedelta(days=3650)
BESIDE = {FileKind.ENROLMENTS: "enrolments.csv", FileKind.COST_LEDGER: "cost_ledger.csv"}
FEW_ROWS = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nA1,1,02/05/2010,WBRI,UN1,,\n"
FEW_EPISODES = (
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,"
    "PL_POST,URN\nA1,04/04/2020,S,C2,N1,U4,PR1,01/09/2020,X1,CARPL,LS1 4AB,BD12 0CD,SC123456\n"
    "A1,no day,S,C2,N1,U4,PR1,,,,,,\n"
)


def worked(place, analyst):
    """Give the keys of returns, protocols, runs, jobs and tokens."""
    returns = uploaded(place, analyst, "Five years", {"returns.zip": EXAMPLE / "returns.zip"})
    few = uploaded(
        place, analyst, "Few children",
        {"2021/header.csv": FEW_ROWS.encode(), "2021/episodes.csv": FEW_EPISODES.encode()},
    )  # fmt: skip
    broken = uploaded(place, analyst, "Nothing to read", {"a.zip": b"PK\x03\x04 and no more"})
    waiting = uploaded(place, analyst, "Still to read", {"a.csv": b"CHILD\n"}, read=False)
    text = (EXAMPLE / "protocol.yaml").read_text(encoding="utf-8")
    text = text.replace("draws: 1000", "draws: 100")
    draft = protocol(place, analyst, text)
    faulty = protocol(place, analyst, text.replace("matched-comparison", "guesswork"))
    bare = add_protocol(by=analyst, organisation=place, text=text)
    locked = lock_protocol(protocol(place, analyst, text), by=analyst)
    run = ask_run(locked, by=analyst, returns=returns)
    assert run_now(run.job).state == "done"
    run.refresh_from_db()
    token, _ = make_token(by=analyst, name="An invented program", scopes=list(Scope), days=30)
    old, _ = make_token(by=analyst, name="Another", scopes=[Scope.choices[0][0]], days=30)
    revoke_token(old, by=analyst)
    child = a_child(returns)
    return {
        "returns": returns.key, "few": few.key, "broken": broken.key, "waiting": waiting.key,
        "child": child, "child_in_words": ui_pseudonym(child), "draft": draft.key,
        "faulty": faulty.key, "bare": bare.key,
        "locked": locked.key, "run": run.key, "other_run": another(run).key,
        "job_done": run.job.key, "job_refused": broken.job.key, "job_waiting": waiting.job.key,
        "token": token.key, **at_work(locked, analyst, returns),
    }  # fmt: skip


def uploaded(place, analyst, label, files, *, read=True):
    contents = {
        name: of.read_bytes() if isinstance(of, Path) else of for name, of in files.items()
    }
    upload = begin_upload(
        by=analyst, organisation=place, label=label, keep_original=False,
        files=[Announced(name=name, size=len(of)) for name, of in contents.items()],
    )  # fmt: skip
    for file, content in zip(upload.files.all(), contents.values(), strict=True):
        for piece in ContentFile(content).chunks(1 << 22):
            receive_piece(by=analyst, file=file, at=file.received, piece=piece)
    returns = finish_upload(by=analyst, upload=upload)
    if read:
        run_now(returns.job)
    else:
        Job.objects.filter(pk=returns.job_id).update(asked_at=timezone.now() + FAR)
        DBTaskResult.objects.filter(pk=returns.job.task_key).delete()
    return ReturnSet.objects.select_related("job").get(pk=returns.pk)


def protocol(place, analyst, text):
    made = add_protocol(by=analyst, organisation=place, text=text)
    for kind, name in BESIDE.items():
        put_file(made, by=analyst, kind=kind, name=name, content=(EXAMPLE / name).read_bytes())
    return made


def another(run):
    """Put the same findings down as those of a later run, to be set beside the first."""
    fields = ("verdict", "claim", "version", "findings_sha256", "finished", "returns_key")
    later = Run.objects.create(
        organisation=run.organisation, protocol=run.protocol, returns_name=run.returns_name,
        asked_by=run.asked_by, **{name: getattr(run, name) for name in fields},
    )  # fmt: skip
    shutil.copytree(run_folder(run), run_folder(later), dirs_exist_ok=True)
    return later


def at_work(locked, analyst, returns):
    """Give runs of which one runs, one was called off and one has failed."""
    now, keys = timezone.now(), {}
    common = {"started_at": now, "step": "Draw children again", "done": 40, "total": 100}
    for name, state, more in (
        ("running", "running", {"beat_at": now + FAR, "worker": "nobody"}),
        ("cancelled", "cancelled", {"finished_at": now}),
        (
            "failed", "failed",
            {"finished_at": now, "reason_code": "jobs.memory", "reason": "Too little memory."},
        ),
    ):  # fmt: skip
        run = ask_run(locked, by=analyst, returns=returns)
        Job.objects.filter(pk=run.job_id).update(state=state, **common, **more)
        keys |= {f"run_{name}": run.key, f"job_{name}": run.job.key}
    return keys


def a_child(returns):
    """Give the pseudonym of a child of the returns."""
    import duckdb  # only here: the pages never read so

    from holdfast_web.records import places

    path = places.journeys(returns) / "journeys.parquet"
    query = f"SELECT child, count(*) FROM '{path}' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1"  # noqa: S608
    return duckdb.sql(query).fetchall()[0][0]


def released(place, asker, decider):
    """Give the keys of a release in every state."""

    def asked(name):
        return ask_release(
            by=asker, organisation=place, purpose="An invented committee reads it.",
            file_name=f"{name}.json", content=json.dumps({"children": "10"}).encode(),
            checks=["Counts below 6 are suppressed."],
        )  # fmt: skip

    approved = approve(asked("approved"), by=decider)
    expired = approve(asked("expired"), by=decider)
    Release.objects.filter(pk=expired.pk).update(expires_at=timezone.now() - timedelta(days=1))
    refused = refuse(asked("refused"), by=decider, reason="Two numbers give a third away.")
    return {
        "release_waiting": asked("waiting").key, "release_approved": approved.key,
        "release_expired": expired.key, "release_refused": refused.key,
        "release_withdrawn": withdraw(asked("withdrawn"), by=asker).key,
    }  # fmt: skip
