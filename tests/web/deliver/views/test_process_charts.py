"""Process charts, the pack, and the comparison of homes, on pages."""

from datetime import date
from unittest.mock import patch

import numpy as np
import pytest
from django.urls import reverse
from django.utils import timezone

from holdfast.deliver.home_month import months
from holdfast_web.deliver.models import (
    Home,
    HomeMonth,
    HomesPlan,
    RosterShift,
    RosterState,
    Run,
    RunState,
    RunSummary,
    StaffKind,
)
from holdfast_web.deliver.operations.restraints import enter_restraint
from holdfast_web.people.models import AuditEvent, Organisation, Release
from holdfast_web.people.models.organisation import Kind

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 10)
LAST = date(2026, 5, 1)
PROGRAMME = "urn:programme:result"
ALL = months(date(2023, 12, 1), LAST)
"""Thirty months."""


@pytest.fixture(autouse=True)
def today():
    """It is 10 June 2026."""
    with patch.object(timezone, "localdate", lambda *_: TODAY):
        yield


def kept(home, counts, *, first=ALL[0], **said):
    """Keep the restraints of a home, month after month."""
    HomeMonth.objects.bulk_create(
        HomeMonth(organisation=home, month=month, restraints=count, child_nights=120, **said)
        for month, count in zip(months(first, LAST), counts, strict=False)
    )


def trained(home, starts, ends=None, **said):
    usual = {"programme": PROGRAMME, "version": 1, "title": "RESuLT", "content": {}}
    return Run.objects.create(
        organisation=home, starts=starts, ends=ends or starts, state=RunState.FINISHED,
        **(usual | said),
    )  # fmt: skip


def page(client, user, name, *args, query="", status=200):
    client.force_login(user)
    answer = client.get(reverse(f"deliver:{name}", args=args) + query)
    assert answer.status_code == status
    return answer.content.decode()


def test_a_chart_names_the_rules_that_fire_after_the_training(client, home, home_manager):
    kept(home, [4, 6] * 9 + [2] * 12)
    trained(home, date(2025, 6, 4), date(2025, 8, 20))

    shown = page(client, home_manager, "home_chart", home.key, "restraints")

    assert "Restraints: one signal since the training began" in shown
    assert (
        "Eight months in a row on one side of the centre line, below the centre line" in shown
    )
    assert "Welcome" in shown
    assert "December 2023 to May 2025 (before the training began)" in shown
    assert "To be confirmed" in shown
    assert "<svg" in shown


def test_a_chart_of_steady_months_has_no_signal(client, home, home_manager):
    kept(home, [4, 6] * 15)

    shown = page(client, home_manager, "home_chart", home.key, "restraints")

    assert "only the usual ups and downs" in shown
    assert "No rule fired." in shown


def test_too_few_to_tell_says_why(client, home, home_manager):
    kept(home, [0, 1] * 15)

    shown = page(client, home_manager, "home_chart", home.key, "restraints")

    assert "Restraints: too few to tell" in shown
    assert "the count behind a month is 0.5 on average" in shown


def test_a_measure_without_any_number_has_no_picture(client, home, home_manager):
    shown = page(client, home_manager, "home_chart", home.key, "restraints")

    assert "No picture." in shown
    assert "There are 0." in shown


def test_a_rate_and_a_share_are_shown_where_there_are_such(client, home, home_manager):
    kept(home, [4, 6] * 15, school_possible=100, school_attended=90)

    rate = page(client, home_manager, "home_chart", home.key, "restraints", query="?shown=rate")
    share = page(client, home_manager, "home_chart", home.key, "school_attended")

    assert "Restraints for every 100 child-nights" in rate
    assert "As a count" in rate
    assert "The number was the same in every month" in share
    page(client, home_manager, "home_chart", home.key, "restraints", query="?shown=share",
         status=404)  # fmt: skip
    page(client, home_manager, "home_chart", home.key, "weather", status=404)


def test_staff_in_post_and_shifts_worked_come_from_their_own_lists(
    client, home, home_manager, employed
):
    staff = employed(home, 4)
    employed(home, 1, start=5, kind=StaffKind.AGENCY)
    HomeMonth.objects.bulk_create(
        HomeMonth(organisation=home, month=month, leavers=3, agency_shifts=2) for month in ALL
    )
    RosterShift.objects.bulk_create(
        RosterShift(
            organisation=home, staff=staff[0], day=date(2026, 5, day), starts="07:00",
            ends="15:00", state=RosterState.WORKED,
        )
        for day in range(1, 21)
    )  # fmt: skip

    leavers = page(client, home_manager, "home_chart", home.key, "leavers", query="?shown=rate")
    shifts = page(
        client, home_manager, "home_chart", home.key, "agency_shifts", query="?shown=rate"
    )

    assert "<td" in leavers
    assert ">75<" in leavers.replace("\n", "")
    assert ">10<" in shifts.replace("\n", "")
    assert ">20<" in shifts.replace("\n", "")


def test_all_measures_of_a_home_stand_in_one_table(client, home, home_manager):
    kept(home, [4, 6] * 9 + [2] * 12)
    trained(home, date(2025, 6, 4))

    shown = page(client, home_manager, "home_charts", home.key)

    assert "One signal since the training began" in shown
    assert shown.count("Too few to tell") >= 10
    assert "before RESuLT began on 4 June 2025" in shown


@pytest.fixture
def authority(northmere, member):
    """Six trained homes and four others, with thirty months each; who may see them all."""
    rng = np.random.default_rng(4)
    for number in range(10):
        home = Organisation.objects.create(
            name=f"House {number}", kind=Kind.HOME, parent=northmere
        )
        start = 10 + 2 * number
        counts = rng.poisson(6, len(ALL))
        if number < 6:
            trained(home, ALL[start].replace(day=4), ALL[start + 2].replace(day=20))
            counts[start:] = rng.poisson(2, len(ALL) - start)
        kept(home, counts.tolist())
    return member(northmere, "programme_lead")


COMPARED = f"?programme={PROGRAMME}&measure=restraints.count"


def test_homes_are_compared_and_the_permitted_claim_is_printed(client, authority):
    shown = page(client, authority, "homes_compare", query=COMPARED)

    assert "An association, no effect" in shown
    assert "It does not say that the training is the reason." in shown
    assert "In trained homes restraints went down against the other homes" in shown
    assert "House 0, House 1, House 2, House 3, House 4, House 5" in shown
    assert "300 with a number, 0 missing" in shown
    assert "Not by lot, as far as anyone has said" in shown
    assert "which is too small with so few homes" in shown


def test_without_a_choice_nothing_is_compared(client, authority):
    shown = page(client, authority, "homes_compare")

    assert "RESuLT" in shown
    assert "An association" not in shown
    assert "Select a valid choice" in page(
        client, authority, "homes_compare", query="?programme=x&measure=restraints.count"
    )


def test_nothing_to_compare_says_so(client, home, home_manager):
    assert "No training has begun" in page(client, home_manager, "homes_compare")


def test_too_few_homes_are_refused_with_the_reason(client, home, home_manager):
    kept(home, [4, 6] * 15)
    trained(home, date(2025, 6, 4))

    shown = page(client, home_manager, "homes_compare", query=COMPARED)

    assert "measure.homes-too-few" in shown


def test_a_change_that_chance_could_have_given_is_said_so(client, authority):
    HomeMonth.objects.update(restraints=None, police_call_outs=None)
    rng = np.random.default_rng(9)
    for one in HomeMonth.objects.all():
        one.police_call_outs = int(rng.poisson(5))
        one.save()

    shown = page(
        client, authority, "homes_compare",
        query=f"?programme={PROGRAMME}&measure=police_call_outs.count",
    )  # fmt: skip

    assert "cannot be told: chance alone could have given as much" in shown


def test_homes_of_another_programme_are_left_out(client, authority):
    house = Organisation.objects.get(name="House 9")
    trained(house, date(2024, 6, 4), programme="urn:programme:other", title="Other")

    shown = page(client, authority, "homes_compare", query=COMPARED)

    assert "House 6, House 7, House 8" in shown
    assert "House 9" not in shown


def test_only_lots_make_it_an_effect_and_somebody_answers_for_them(client, authority):
    client.force_login(authority)
    href = reverse("deliver:homes_chosen") + COMPARED
    assert "Only where lots decided" in client.get(href).content.decode()

    missing = client.post(href, {"drawn_by_lot": "yes", "how": ""})
    client.post(href, {"drawn_by_lot": "yes", "how": "Drawn from a hat on 1 March."})

    assert missing.status_code == 422
    assert "deliver.lots-not-described" in missing.content.decode()
    assert HomesPlan.objects.get().set_by == authority
    assert AuditEvent.objects.filter(action="said how homes were chosen").count() == 1
    assert "An effect" in page(client, authority, "homes_compare", query=COMPARED)
    assert "Drawn from a hat" in client.get(href).content.decode()


def test_a_comparison_leaves_by_a_release_that_names_no_home(client, authority):
    client.force_login(authority)
    href = reverse("deliver:homes_release") + COMPARED
    assert client.get(href).status_code == 200
    assert client.post(href, {"purpose": ""}).status_code == 422

    answer = client.post(href, {"purpose": "For the board."}, follow=True)

    release = Release.objects.get()
    assert "The release waits for a second person." in answer.content.decode()
    assert release.checks[0] == (
        "6 trained and 4 comparison homes are taken together, and none is named."
    )
    assert release.file_name == "restraints-in-trained-homes.xlsx"


def test_choosing_and_releasing_are_for_those_who_may(client, home, home_manager, authority):
    trained(home, date(2025, 6, 4))
    for name in ("homes_chosen", "homes_release"):
        page(client, home_manager, name, query=COMPARED, status=404)
        page(client, authority, name, query="?programme=x&measure=y", status=404)


def test_homes_of_several_organisations_have_no_one_plan(client, authority, northmere):
    other = Organisation.objects.create(name="Provider", kind=Kind.PROVIDER, parent=northmere)
    Organisation.objects.create(name="House 10", kind=Kind.HOME, parent=other)

    shown = page(client, authority, "homes_compare", query=COMPARED)

    assert "An association, no effect" in shown
    assert "Say whether lots decided" not in shown
    for name in ("homes_chosen", "homes_release"):
        page(client, authority, name, query=COMPARED, status=404)


def test_the_pack_of_a_month_has_what_a_visitor_needs(client, home, home_manager, employed):
    kept(home, [4, 6] * 9 + [1] * 11)
    run = trained(home, date(2025, 6, 4))
    RunSummary.objects.create(run=run, as_of=TODAY, today_people=12, today_whole=9)
    employed(home, 3)
    employed(home, 1, start=4, started=date(2026, 4, 7))
    employed(home, 1, start=5, left=date(2026, 4, 20))
    enter_restraint(
        by=home_manager, home=home, kind="restraint",
        used_at=timezone.make_aware(timezone.datetime(2026, 4, 30, 23, 30)),
    )  # fmt: skip

    shown = page(client, home_manager, "home_pack", home.key, query="?until=2026-04")

    assert "regulation 44" in shown
    assert '<h1 class="govuk-heading-xl">April 2026</h1>' in shown
    assert "January 2026" in shown
    assert "Record 1" in shown
    assert "9 of 12 on 10 June 2026" in shown
    assert "In post on 1 April 2026" in shown
    assert "What is missing" in shown
    assert "The month after" in shown
    assert "This pack as a PDF" in shown


def test_the_pack_of_six_months_is_for_the_review(client, home, coordinator):
    kept(home, [4, 6] * 14)

    shown = page(client, coordinator, "home_pack", home.key, query="?for=review&until=2026-05")

    assert "regulation 45" in shown
    assert "to be confirmed" in shown
    assert "December 2025 to May 2026" in shown
    assert "All: there is no record" in shown
    assert "No restraint is entered in these months." in shown
    assert "No list of staff is kept here." in shown
    assert "No training has begun here." in shown
    assert "This pack as a PDF" not in shown


@pytest.mark.parametrize("query", ["?for=weather", "?until=2026-07", "?until=x"])
def test_a_pack_of_nothing_is_not_found(client, home, home_manager, query):
    page(client, home_manager, "home_pack", home.key, query=query, status=404)


def test_the_pack_is_a_tagged_pdf_and_the_trail_says_who_took_it(client, home, home_manager):
    kept(home, [4, 6] * 15)
    Home.objects.create(organisation=home, places=4)
    trained(home, date(2025, 6, 4))
    client.force_login(home_manager)

    answer = client.get(reverse("deliver:home_pack_pdf", args=[home.key]))

    assert answer.content.startswith(b"%PDF-")
    assert b"StructTreeRoot" in answer.content
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="larch-house-visit-2026-05.pdf"'
    )
    assert AuditEvent.objects.get(action="home pack taken as a file").detail == {
        "for": "visit", "until": "2026-05-01",
    }  # fmt: skip
