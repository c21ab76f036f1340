"""How does a run get from a locked protocol and kept returns to findings in the store?"""

from __future__ import annotations

import hashlib
import json
import shutil
from typing import TYPE_CHECKING

from django.utils import timezone

from holdfast.evaluation.inputs import KeptReturns
from holdfast.evaluation.run import evaluate, write
from holdfast.kernel.errors import InputError
from holdfast_web.evaluation.beside import AlreadyPseudonyms, lay_out, with_originals
from holdfast_web.evaluation.content import content
from holdfast_web.evaluation.models import Run
from holdfast_web.evaluation.places import CONTENT, FINDINGS, PDF, WORKBOOK, run_folder
from holdfast_web.evaluation.plan import read_plan
from holdfast_web.evaluation.typeset import pdf
from holdfast_web.evaluation.workbook import workbook
from holdfast_web.records.models import ReturnSet
from holdfast_web.records.queries.return_sets import kept_returns

if TYPE_CHECKING:
    from holdfast.evaluation.findings import Findings
    from holdfast_web.people.jobs import Work


def run_evaluation(work: Work) -> None:
    """Run a protocol over kept returns, and keep findings, tables, report and pictures."""
    run = Run.objects.select_related("organisation", "protocol__organisation").get(
        key=work.arguments["run"]
    )
    findings = _findings(run, work)
    made = work.scratch / "made"
    with work.progress.step("Write findings, tables and report"):
        write(findings, made)
        shown = content(findings)
        (made / CONTENT).write_text(json.dumps(shown, ensure_ascii=False), encoding="utf-8")
        (made / PDF).write_bytes(pdf(shown))
        (made / WORKBOOK).write_bytes(workbook(findings))
    work.check()
    kept = run_folder(run)
    shutil.rmtree(kept)
    shutil.move(made, kept)
    with work.hand_in():
        Run.objects.filter(pk=run.pk).update(
            finished=timezone.now(),
            verdict=findings.outcomes.entry_to_care.verdict[:200],
            claim=findings.permitted_claim,
            version=findings.holdfast,
            findings_sha256=hashlib.sha256((kept / FINDINGS).read_bytes()).hexdigest(),
        )


def _findings(run: Run, work: Work) -> Findings:
    protocol = run.protocol
    plan, wrong = read_plan(protocol.text)
    if plan is None or wrong:
        raise InputError(
            "The protocol of this run can no longer be read.",
            code="evaluation.protocol-faulty",
            where=protocol.title,
            fix="Copy it, mend what the check lists, lock it, and run the copy.",
        )
    returns = ReturnSet.objects.filter(
        key=run.returns_key, organisation=run.organisation
    ).first()
    if returns is None:
        raise InputError(
            "The returns of this run are no longer kept.",
            code="evaluation.returns-missing",
            where=run.returns_name,
            fix="Upload them again and start a new run.",
        )
    place = work.scratch / "plan"
    place.mkdir()
    findings = evaluate(
        lay_out(protocol, plan, place),
        workspace=work.scratch / "workspace",
        progress=work.progress,
        kept=KeptReturns(stage=kept_returns(returns).stage, pseudonyms=AlreadyPseudonyms()),
    )
    return with_originals(findings, plan, protocol.files.all())
