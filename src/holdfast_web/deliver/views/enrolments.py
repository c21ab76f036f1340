"""The file of a service's enrolments, as a protocol of its evaluation takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from holdfast.deliver.enrolment_table import enrolment_csv
from holdfast_web.deliver.queries.enrolments import enrolments_of
from holdfast_web.deliver.queries.referral_services import one_service
from holdfast_web.people.audit import put_down
from holdfast_web.people.permissions import Permission

if TYPE_CHECKING:
    from uuid import UUID

    from holdfast_web.people.signed_in import SignedIn


@login_required
@never_cache
@require_GET
def service_enrolments(request: SignedIn, key: UUID) -> HttpResponse:
    """Give a service's referrals as enrolments.csv, children by their pseudonyms."""
    service = one_service(request.user, key, Permission.SEE_REFERRALS)
    table = enrolments_of(service)
    put_down(
        "enrolments of a service taken as a file", by=request.user,
        organisation=service.organisation, subject=service, detail={"children": len(table)},
        request=request,
    )  # fmt: skip
    answer = HttpResponse(enrolment_csv(table), content_type="text/csv; charset=utf-8")
    name = f"enrolments-{slugify(service.name)}.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
