"""The addresses of services and referrals, and who of Northmere reaches each of them."""

from datetime import date

from django.utils import timezone
from tests.web.urls_walked import MARK, own, theirs

from holdfast_web.deliver.models import (
    CriteriaVersion,
    DriftAlert,
    Referral,
    TeamMember,
)

CRITERIA = {"youngest": 0, "oldest": 17, "exclusions": [{"name": "x", "title": MARK}]}


def service(northmere):
    """Give Northmere's service, with criteria that it is known by."""
    found = northmere.service
    CriteriaVersion.objects.get_or_create(
        service=found, number=1,
        defaults={"in_force_from": date(2020, 1, 1), "content": CRITERIA},
    )  # fmt: skip
    return found


def referral(northmere):
    """Give a referral to it, made once."""
    of = service(northmere)
    return Referral.objects.get_or_create(
        service=of, number=1,
        defaults={
            "organisation": of.organisation, "pseudonym": "0123456789ABCDEF",
            "criteria": of.criteria_versions.get(), "received": timezone.localdate(),
            "referred_from": MARK, "standing": "within",
        },
    )[0]  # fmt: skip


def draft(northmere):
    """Give a draft of Northmere's practitioner, made once."""
    of = service(northmere)
    return Referral.objects.get_or_create(
        service=of, number=None, made_by=northmere.person("practitioner"),
        defaults={
            "organisation": of.organisation, "pseudonym": "FEDCBA9876543210",
            "referred_from": MARK,
        },
    )[0]  # fmt: skip


def member(northmere):
    return TeamMember.objects.get_or_create(
        service=service(northmere), name=MARK, defaults={"profession": "Social worker"}
    )[0]


def alert(northmere):
    of = service(northmere)
    return DriftAlert.objects.get_or_create(
        service=of, group="served", window=1, month=date(2026, 5, 1),
        defaults={"organisation": of.organisation},
    )[0]  # fmt: skip


def leads_to(made, **more):
    return lambda northmere: {
        "key": made(northmere).key,
        **{name: of(northmere) if callable(of) else of for name, of in more.items()},
    }


own("deliver:services", "deliver:service_add")
theirs(
    "deliver:service", "deliver:service_change", "deliver:service_places",
    "deliver:service_costs", "deliver:team_member_add", "deliver:criteria",
    "deliver:criteria_new", "deliver:refer", "deliver:referrals", "deliver:waiting_list",
    "deliver:caseloads", "deliver:capacity", "deliver:drift", "deliver:drift_release",
    "deliver:service_enrolments",
    words=leads_to(service), by="programme_lead",
)  # fmt: skip
theirs("deliver:criteria_new_step", words=leads_to(service, step="ages"), by="programme_lead")
theirs(
    "deliver:team_member",
    words=leads_to(service, member=lambda northmere: member(northmere).key),
    by="programme_lead",
)
theirs(
    "deliver:drift_decided",
    words=leads_to(service, alert=lambda northmere: alert(northmere).key),
    by="programme_lead",
)
theirs(
    "deliver:referral", "deliver:referral_team", "deliver:referral_take_back",
    words=leads_to(referral), by="programme_lead",
)  # fmt: skip
theirs("deliver:referral_move", words=leads_to(referral, move="triage"), by="programme_lead")
theirs("deliver:referral_check", words=leads_to(draft), by="practitioner")
theirs("deliver:referral_part", words=leads_to(draft, part="birth"), by="practitioner")
theirs("deliver:referral_delete", words=leads_to(draft), by="practitioner", post=True)
theirs(
    "protocol_from_service",
    words=lambda northmere: {"key": northmere.protocol.key, **_offered(northmere)},
    by="analyst",
)


def _offered(northmere):
    """Let there be a service to take from; it stands in no address."""
    service(northmere)
    return {}
