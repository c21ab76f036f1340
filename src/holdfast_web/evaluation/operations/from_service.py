"""How do a service's referrals become the enrolments of its evaluation?

As the file that the service gives, read as any file is: its hash and its name stand beside the
protocol. Children stand in it by the pseudonyms that they have.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.text import slugify

from holdfast.deliver.enrolment_table import enrolment_csv
from holdfast_web.deliver.queries.enrolments import enrolments_of
from holdfast_web.evaluation.models import FileKind
from holdfast_web.evaluation.operations.files import put_file
from holdfast_web.evaluation.queries.referral_services import services_for

if TYPE_CHECKING:
    from holdfast_web.deliver.models import Service
    from holdfast_web.evaluation.models import Protocol, ProtocolFile
    from holdfast_web.people.models import User


def take_enrolments(protocol: Protocol, *, by: User, service: Service) -> ProtocolFile:
    """Keep a service's referrals beside a draft as its enrolments, as they stand now.

    Raises
    ------
    Http404
        Where the service is not one of those whose referrals this person may take along.
    """
    if not services_for(protocol, by).filter(pk=service.pk).exists():
        raise Http404("There is no such service, or it is not yours to see.")
    return put_file(
        protocol, by=by, kind=FileKind.ENROLMENTS,
        name=f"enrolments-{slugify(service.name)}.csv",
        content=enrolment_csv(enrolments_of(service)).encode(),
    )  # fmt: skip
