"""What may be asked at each address?"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID  # noqa: TC003  (ninja reads annotations)

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Status

from holdfast.kernel.errors import InputError
from holdfast_web.evaluation.api import shapes
from holdfast_web.evaluation.api.coming_in import user_for, where
from holdfast_web.evaluation.api.listing import LIMIT, OFFSET, REFUSALS, many
from holdfast_web.evaluation.models import Protocol, Run, Scope
from holdfast_web.evaluation.operations.runs import ask_run
from holdfast_web.people.audit import put_down
from holdfast_web.people.models import Organisation, Release
from holdfast_web.people.models.job import JobState
from holdfast_web.people.models.release import ReleaseState
from holdfast_web.people.operations.releases import download
from holdfast_web.people.permissions import Permission
from holdfast_web.records.models import ReturnSet

if TYPE_CHECKING:
    from django.db.models import QuerySet

router = Router()


@router.get(
    "/organisations",
    response={200: shapes.Many[shapes.OrganisationOut], **REFUSALS},
    summary="Organisations that you may use the interface for",
)
def organisations(request: HttpRequest, limit: int = LIMIT, offset: int = OFFSET) -> Any:
    """List organisations by name. Scope: organisations:read."""
    user = user_for(request, Scope.ORGANISATIONS)
    found = Organisation.objects.filter(pk__in=where(user, Permission.USE_API))
    return many(found.select_related("parent"), _organisation, limit, offset)


@router.get(
    "/organisations/{key}",
    response={200: shapes.OrganisationOut, **REFUSALS},
    summary="One organisation",
)
def organisation(request: HttpRequest, key: UUID) -> Any:
    """Give one organisation. Scope: organisations:read."""
    user = user_for(request, Scope.ORGANISATIONS)
    found = Organisation.objects.filter(pk__in=where(user, Permission.USE_API))
    return _organisation(get_object_or_404(found.select_related("parent"), key=key))


@router.get(
    "/returns",
    response={200: shapes.Many[shapes.ReturnsOut], **REFUSALS},
    summary="Sets of returns",
)
def returns(request: HttpRequest, limit: int = LIMIT, offset: int = OFFSET) -> Any:
    """List sets of returns, the newest first. Scope: returns:read."""
    user = user_for(request, Scope.RETURNS)
    return many(_returns_of(user), _return_set, limit, offset)


@router.get(
    "/returns/{key}",
    response={200: shapes.ReturnsOut, **REFUSALS},
    summary="One set of returns",
)
def return_set(request: HttpRequest, key: UUID) -> Any:
    """Give one set of returns. Scope: returns:read."""
    user = user_for(request, Scope.RETURNS)
    return _return_set(get_object_or_404(_returns_of(user), key=key))


@router.get(
    "/protocols",
    response={200: shapes.Many[shapes.ProtocolOut], **REFUSALS},
    summary="Protocols",
)
def protocols(request: HttpRequest, limit: int = LIMIT, offset: int = OFFSET) -> Any:
    """List protocols, the newest first. Scope: evaluations:read."""
    user = user_for(request, Scope.EVALUATIONS)
    found = Protocol.objects.filter(organisation_id__in=where(user, Permission.SEE_FINDINGS))
    return many(found.select_related("organisation"), _protocol, limit, offset)


@router.get(
    "/evaluations",
    response={200: shapes.Many[shapes.EvaluationOut], **REFUSALS},
    summary="Runs of evaluations",
)
def evaluations(request: HttpRequest, limit: int = LIMIT, offset: int = OFFSET) -> Any:
    """List runs, the newest first. Scope: evaluations:read."""
    user = user_for(request, Scope.EVALUATIONS)
    return many(_runs_of(user), _run, limit, offset)


@router.get(
    "/evaluations/{key}",
    response={200: shapes.EvaluationOut, **REFUSALS},
    summary="One run",
)
def evaluation(request: HttpRequest, key: UUID) -> Any:
    """Give one run, and how far it has got. Scope: evaluations:read."""
    user = user_for(request, Scope.EVALUATIONS)
    return _run(get_object_or_404(_runs_of(user), key=key))


@router.post(
    "/evaluations",
    response={201: shapes.EvaluationOut, **REFUSALS, 409: shapes.Problem},
    summary="Run a locked protocol over returns",
)
def run(request: HttpRequest, asked: shapes.EvaluationIn) -> Any:
    """Ask for a run; ask for it again by its key to follow it. Scope: evaluations:run."""
    user = user_for(request, Scope.RUN)
    may = where(user, Permission.RUN_EVALUATION)
    protocol = get_object_or_404(
        Protocol.objects.select_related("organisation"),
        key=asked.protocol, organisation_id__in=may,
    )  # fmt: skip
    over = get_object_or_404(
        _returns_of(user), key=asked.returns, organisation_id__in=may, read_at__isnull=False
    )
    return Status(201, _run(ask_run(protocol, by=user, returns=over)))


@router.get(
    "/findings/{key}",
    response={200: dict[str, Any], **REFUSALS, 409: shapes.Problem},
    summary="The findings of a run",
)
def findings(request: HttpRequest, key: UUID) -> Any:
    """Give findings.json of a run, once its release was approved. Scope: findings:read.

    A file with counts leaves only when a second person has agreed: ask for a release of the
    findings on the page of the run first.
    """
    user = user_for(request, Scope.FINDINGS)
    found = get_object_or_404(_runs_of(user), key=key)
    if not found.has_findings:
        raise InputError(
            "This run has no findings yet.",
            code="evaluation.findings-not-there",
            fix="Follow the run until its state is done.",
        )
    approved = Release.objects.filter(
        organisation=found.organisation,
        sha256=found.findings_sha256,
        state=ReleaseState.APPROVED,
    ).select_related("organisation")
    release = next((one for one in approved if one.is_open), None)
    if release is None:
        raise InputError(
            "The findings of this run have not been released.",
            code="evaluation.findings-not-released",
            fix="Ask for a release of the JSON file on the page of the run; once a second "
            "person has approved it, it can be read here until it expires.",
        )
    content = download(release, by=user)
    put_down(
        "findings read by a program", by=user, organisation=found.organisation, subject=found,
        request=request,
    )  # fmt: skip
    return json.loads(content)


def _returns_of(user: Any) -> QuerySet[ReturnSet]:
    found = ReturnSet.objects.filter(organisation_id__in=where(user, Permission.SEE_RETURNS))
    return found.select_related("organisation", "job")


def _runs_of(user: Any) -> QuerySet[Run]:
    found = Run.objects.filter(organisation_id__in=where(user, Permission.SEE_FINDINGS))
    return found.select_related("organisation", "protocol", "job")


def _organisation(one: Organisation) -> dict[str, Any]:
    return {
        "key": one.key,
        "name": one.name,
        "kind": one.kind,
        "parent": one.parent.key if one.parent is not None else None,
    }


def _return_set(one: ReturnSet) -> dict[str, Any]:
    return {
        "key": one.key,
        "organisation": one.organisation.key,
        "label": one.label,
        "state": "done" if one.usable else one.state,
        "uploaded": one.uploaded_at,
        "read": one.read_at,
        "years": (one.counts or {}).get("years", {}),
    }


def _protocol(one: Protocol) -> dict[str, Any]:
    return {
        "key": one.key,
        "organisation": one.organisation.key,
        "title": one.title,
        "state": one.state,
        "sha256": one.sha256,
        "added": one.added,
        "locked": one.locked,
    }


def _run(one: Run) -> dict[str, Any]:
    job = one.job
    failed = job is not None and job.state == JobState.FAILED
    return {
        "key": one.key,
        "organisation": one.organisation.key,
        "protocol": one.protocol.key,
        "protocol_sha256": one.protocol.sha256,
        "returns": one.returns_key,
        "state": "done" if one.has_findings or job is None else job.state,
        "step": job.step if job is not None else "",
        "asked": one.asked,
        "finished": one.finished,
        "verdict": one.verdict,
        "permitted_claim": one.claim,
        "holdfast": one.version,
        "findings_sha256": one.findings_sha256,
        "problem": {"what": job.reason, "code": job.reason_code} if failed and job else None,
    }


@router.get("/{path:unknown}", include_in_schema=False)
def nothing_there(request: HttpRequest, unknown: str) -> Any:
    """Say in the interface's own words that there is nothing at an address."""
    raise Http404
