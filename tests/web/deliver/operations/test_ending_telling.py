"""Who is told that funding or a certification ends, how long before, and how often."""

from datetime import date

import pytest
from django.core import mail

from holdfast_web.deliver.models import Certification, EndingTold, Facilitator, Site
from holdfast_web.deliver.operations.ending_telling import tell_of_endings
from holdfast_web.people.models import NoticePreference

RESULT = "urn:programme:result"
ENDS = date(2027, 3, 31)

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(northmere, coordinator):
    return Site.objects.create(
        organisation=northmere, programme=RESULT, title="RESuLT", stage="initial",
        stage_since=date(2026, 1, 5), funded_by="A grant", funding_ends=ENDS,
    )  # fmt: skip


@pytest.fixture
def certification(northmere, home_manager, coordinator):
    who = Facilitator.objects.create(
        organisation=northmere, name="Facilitator 1", user=home_manager
    )
    return Certification.objects.create(
        facilitator=who, programme=RESULT, state="certified", since=date(2025, 3, 31),
        expires=ENDS,
    )  # fmt: skip


@pytest.fixture
def told(django_capture_on_commit_callbacks):
    """Give a function that does the round of one day, and says who got which subject."""

    def on(day):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            number = tell_of_endings(today=day)
        return number, sorted((*one.to, one.subject) for one in mail.outbox)

    return on


def test_each_warning_of_funding_is_sent_once(site, told, coordinator):
    assert told(date(2026, 3, 30)) == (0, [])

    number, sent = told(date(2026, 3, 31))
    assert number == 1
    subject = "Holdfast: the funding of RESuLT, Northmere ends on 31 March 2027"
    assert (coordinator.email, subject) in sent
    assert "Less than a year" in mail.outbox[0].body
    assert told(date(2026, 4, 1)) == (0, [])
    assert told(date(2026, 10, 1))[0] == 1
    assert told(date(2027, 1, 1))[0] == 1
    assert told(date(2027, 3, 31)) == (0, [])
    assert told(date(2027, 4, 1)) == (0, [])
    assert sorted(EndingTold.objects.values_list("months", flat=True)) == [3, 6, 12]


def test_a_service_that_slept_sends_the_nearest_warning_only(site, told):
    assert told(date(2027, 1, 15))[0] == 1
    assert EndingTold.objects.get().months == 3


def test_funding_that_is_prolonged_is_told_of_again(site, told):
    told(date(2027, 1, 15))
    site.funding_ends = date(2027, 12, 31)
    site.save()

    assert told(date(2027, 1, 16))[0] == 1
    assert EndingTold.objects.count() == 2


def test_nothing_is_told_of_a_site_that_ended(site, told):
    Site.objects.update(stage="ended")

    assert told(date(2027, 1, 15)) == (0, [])


def test_a_facilitator_and_those_who_keep_staff_are_told_before_a_certification_expires(
    certification, told, home_manager, coordinator
):
    assert told(date(2026, 12, 30)) == (0, [])

    number, sent = told(date(2026, 12, 31))
    assert number == 1
    assert {to for to, _ in sent} >= {home_manager.email, coordinator.email}
    assert len({to for to, _ in sent}) == len(sent)
    assert all("certification of Facilitator 1 for RESuLT" in subject for _, subject in sent)
    assert told(date(2027, 1, 1)) == (0, [])
    assert told(date(2027, 3, 1))[0] == 1


def test_a_certification_that_was_renewed_or_whose_holder_left_is_not_told_of(
    certification, told
):
    newer = Certification.objects.create(
        facilitator=certification.facilitator, programme=RESULT, state="certified",
        since=date(2026, 12, 1), expires=date(2028, 12, 1),
    )  # fmt: skip
    assert told(date(2027, 1, 15)) == (0, [])

    newer.delete()
    Facilitator.objects.update(ended=date(2027, 1, 1))
    assert told(date(2027, 1, 15)) == (0, [])


def test_who_wants_no_such_notice_gets_none(site, told, coordinator):
    NoticePreference.objects.create(user=coordinator, kind="ending", wanted=False)

    number, sent = told(date(2026, 3, 31))
    assert number == 1
    assert coordinator.email not in {to for to, _ in sent}


def test_a_round_asks_as_much_of_many_endings_that_were_told_as_of_one(
    northmere, site, told, django_assert_max_num_queries
):
    Site.objects.bulk_create(
        Site(
            organisation=northmere, programme=f"urn:programme:other-{place}", title=str(place),
            stage="initial", stage_since=date(2026, 1, 5), funding_ends=ENDS,
        )
        for place in range(30)
    )  # fmt: skip
    assert told(date(2026, 3, 31))[0] == 31

    with django_assert_max_num_queries(5):
        assert tell_of_endings(today=date(2026, 4, 1)) == 0
