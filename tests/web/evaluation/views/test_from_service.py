"""A service's referrals become the enrolments of its evaluation, under the same pseudonyms."""

from datetime import date

import polars as pl
import pytest
from django.urls import reverse

from holdfast_web.deliver.models import CriteriaVersion, Referral, Service
from holdfast_web.evaluation.models import FileKind
from holdfast_web.evaluation.operations.protocols import lock_protocol
from holdfast_web.evaluation.places import kept_file
from holdfast_web.people.models import AuditEvent
from holdfast_web.records.places import pseudonyms

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(northmere):
    made = Service.objects.create(
        organisation=northmere, references_of=northmere, name="Edge of care team"
    )
    version = CriteriaVersion.objects.create(
        service=made, number=1, in_force_from=date(2020, 1, 1),
        content={"youngest": 0, "oldest": 17},
    )  # fmt: skip
    for number, started in enumerate((date(2026, 6, 1), None), 1):
        Referral.objects.create(
            organisation=northmere, service=made, criteria=version, number=number,
            pseudonym=pseudonyms(northmere).of(str(number)), received=date(2026, 5, 1),
            state="started" if started else "declined", accepted=started, started=started,
        )  # fmt: skip
    return made


def address(protocol, name="protocol_from_service"):
    return reverse(name, args=[protocol.key])


def test_referrals_are_kept_beside_the_protocol_as_its_enrolments(
    client, protocol, service, analyst
):
    client.force_login(analyst)
    assert (
        address(protocol)
        in client.get(address(protocol, "protocol_enrolments")).content.decode()
    )

    page = client.post(address(protocol), {"service": service.key}, follow=True)

    assert "2 referrals are taken as enrolments." in page.content.decode()
    kept = pl.read_parquet(kept_file(protocol, FileKind.ENROLMENTS))
    assert kept.select("child", "decision", "enrolled", "team").sort("decision").rows() == [
        (
            pseudonyms(service.organisation).of("1"), "accepted", date(2026, 6, 1),
            "Edge of care team",
        ),
        (pseudonyms(service.organisation).of("2"), "declined", None, "Edge of care team"),
    ]  # fmt: skip
    file = protocol.files.get(kind=FileKind.ENROLMENTS)
    assert (file.name, file.rows, file.set_aside) == (
        "enrolments-edge-of-care-team.csv", 2, {},
    )  # fmt: skip
    assert AuditEvent.objects.order_by("-number").first().action == "enrolments given"


def test_a_protocol_that_is_locked_takes_nothing_more(client, protocol, service, analyst):
    lock_protocol(protocol, by=analyst)
    client.force_login(analyst)

    page = client.post(address(protocol), {"service": service.key})

    assert page.status_code == 422
    assert "locked" in page.content.decode()


def test_a_service_of_other_references_is_not_offered(
    client, protocol, service, analyst, elsewhere
):
    service.references_of = elsewhere
    service.save()
    client.force_login(analyst)

    assert client.get(address(protocol)).status_code == 404
    assert (
        address(protocol)
        not in client.get(address(protocol, "protocol_enrolments")).content.decode()
    )


def test_who_may_not(client, protocol, service, member, northmere, elsewhere):
    for user in (member(northmere, "commissioner"), member(elsewhere, "analyst")):
        client.force_login(user)
        assert client.get(address(protocol)).status_code == 404
