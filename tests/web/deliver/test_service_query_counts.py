"""No page of services and referrals asks more among a thousand referrals than among ten."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.web.crowd import FEW, MANY, WORD, Crowd, asked_among_both, check_same

from holdfast_web.deliver.models import (
    CasePart,
    CriteriaVersion,
    DriftAlert,
    Referral,
    ReferralMove,
    Service,
    ServicePlaces,
    TeamMember,
)

pytestmark = pytest.mark.django_db
MOST_SHOWN = 200
STATES = ("received", "triage", "waiting", "allocated", "started", "ended")
CRITERIA = {
    "youngest": 0, "oldest": 17,
    "flexibility": {"share": 0.1, "agreed_by": "Panel", "agreed_on": "2020-01-01"},
}  # fmt: skip
LISTS = {"services", "referrals", "waiting_list"}


class Referred(Crowd):
    """One service with as many referrals as there are other services."""

    def grow(self, size):
        had = self.size
        super().grow(size)
        names = [f"{WORD}.{number:04}" for number in range(had, size)]
        self.today = timezone.localdate()
        if not had:
            self._the_one()
        Service.objects.bulk_create(
            Service(
                organisation=self.organisation, references_of=self.organisation,
                name=f"{name} service", closed=date(2024, 1, 1),
            )
            for name in names
        )  # fmt: skip
        self._referrals(range(had, size))

    def _the_one(self):
        self.one = Service.objects.create(
            organisation=self.organisation, references_of=self.organisation, name="The one",
            caseload_limit=5, decide_routine=10,
        )  # fmt: skip
        self.version = CriteriaVersion.objects.create(
            service=self.one, number=1, in_force_from=date(2020, 1, 1), content=CRITERIA
        )
        ServicePlaces.objects.create(service=self.one, since=date(2020, 1, 1), number=30)
        self.member = TeamMember.objects.create(
            service=self.one, name="Team member 1", profession="Nurse", user=self.who
        )
        self.alert = DriftAlert.objects.create(
            organisation=self.organisation, service=self.one, group="served", window=1,
            month=self.today.replace(day=1),
        )  # fmt: skip
        self.draft = Referral.objects.create(
            organisation=self.organisation, service=self.one, pseudonym="D" * 16,
            made_by=self.who,
        )  # fmt: skip

    def _referrals(self, numbers):
        day = self.today - timedelta(days=40)
        made = Referral.objects.bulk_create(
            Referral(
                organisation=self.organisation, service=self.one, criteria=self.version,
                number=number + 1, pseudonym=f"{WORD}.{number:04}", received=day, age=12,
                standing="outside" if number % 7 == 0 else "within", made_by=self.who,
                state=(state := STATES[number % len(STATES)]), urgency="routine",
                accepted=day if number % len(STATES) > 1 else None,
                started=day if state in {"started", "ended"} else None,
                over=self.today if state == "ended" else None,
            )
            for number in numbers
        )  # fmt: skip
        ReferralMove.objects.bulk_create(
            ReferralMove(referral=one, order=1, move="triage", on=day, by=self.who)
            for one in made
            if one.state != "received"
        )
        CasePart.objects.bulk_create(
            CasePart(referral=one, member=self.member, leads=True, since=day)
            for one in made
            if one.state in {"allocated", "started"}
        )


def addresses(crowd):
    def at(name, *args):
        return reverse(f"deliver:{name}", args=args)

    key = crowd.one.key
    first = Referral.objects.get(service=crowd.one, number=2)  # in triage
    named = {
        "services": at("services"),
        "service_add": at("service_add"),
        **{
            name: at(name, key)
            for name in (
                "service", "service_change", "service_places", "service_costs",
                "team_member_add", "criteria", "refer", "referrals", "waiting_list",
                "caseloads", "capacity", "drift", "drift_release", "service_enrolments",
            )
        },
        "criteria_new_step": at("criteria_new_step", key, "ages"),
        "team_member": at("team_member", key, crowd.member.key),
        "drift_decided": at("drift_decided", key, crowd.alert.key),
        "referral": at("referral", first.key),
        "accept": at("referral_move", first.key, "accept"),
        "pass on": at("referral_move", first.key, "pass-on"),
        "referral_team": at("referral_team", first.key),
        "referral_take_back": at("referral_take_back", first.key),
        "referral_part": at("referral_part", crowd.draft.key, "birth"),
        "referral_check": at("referral_check", crowd.draft.key),
        "protocol_from_service": reverse("protocol_from_service", args=[crowd.protocol.key]),
    }  # fmt: skip
    return {name: (address, None) for name, address in named.items()}


def test_no_page_of_services_asks_more_or_shows_all_among_many(northmere, member, client):
    crowd = Referred(northmere, member)

    few, many = asked_among_both(crowd, client, lambda: addresses(crowd))

    check_same(few, many)
    assert sorted(name for name in LISTS if few[name].rows < FEW // 2) == []
    offered = {"service_add", "pass on", "service_enrolments", "protocol_from_service"}
    assert {
        name: one.rows
        for name, one in many.items()
        if one.rows > MOST_SHOWN and name not in offered
    } == {}
    assert many["service_enrolments"].rows in {0, MANY}
