"""The pages of sites, facilitators and what is seen across sites."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.web.deliver.covering import hold, settle, settled

from holdfast.deliver.programme import Variation, vary
from holdfast.library.programme import programme
from holdfast_web.deliver.models import (
    Barrier,
    Certification,
    Facilitator,
    Lesson,
    ReadinessAnswer,
    RunFacilitator,
    Site,
    SiteTeamMember,
    StageMove,
    SustainmentItem,
)
from holdfast_web.deliver.operations.programmes import add_varied
from holdfast_web.deliver.operations.summaries import count_coverage
from holdfast_web.deliver.queries.programmes import held
from holdfast_web.people.models import Organisation
from holdfast_web.people.models.organisation import Kind, Region

DAY = date(2026, 1, 5)
RESULT = "urn:programme:result"


@pytest.fixture
def lead(client, member, northmere):
    person = member(northmere, "programme_lead")
    client.force_login(person)
    return person


@pytest.fixture
def site(northmere):
    made = Site.objects.create(
        organisation=northmere, programme=RESULT, title="RESuLT", stage="installation",
        stage_since=DAY,
    )  # fmt: skip
    StageMove.objects.create(site=made, after="installation", on=DAY)
    return made


@pytest.fixture
def national_team(db):
    return Organisation.objects.create(name="Team of all", kind=Kind.NATIONAL_TEAM)


@pytest.fixture
def shared(site, national_team):
    site.shares_counts, site.national_team = True, national_team
    site.save()
    return site


def page(client, where, /, *args, **query):
    answer = client.get(reverse(f"deliver:{where}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def post(client, where, /, *args, **data):
    return client.post(reverse(f"deliver:{where}", args=args), data)


def day(name, value):
    return {f"{name}-day": value.day, f"{name}-month": value.month, f"{name}-year": value.year}


def test_a_site_is_added_and_listed(client, lead, northmere):
    assert "There is no site yet" in page(client, "sites")

    post(client, "site_add", organisation=northmere.key, programme=RESULT,
         stage="exploration", **day("on", DAY))  # fmt: skip

    shown = page(client, "sites")
    assert "Northmere" in shown
    assert "Exploration" in shown
    assert "No site answers this" in page(client, "sites", stage="full")
    assert "No site answers this" in page(client, "sites", words="elsewhere")


def test_a_site_is_moved_both_ways_and_a_slip_is_taken_back(client, lead, site):
    later = DAY + timedelta(days=60)
    post(client, "site_move", site.key, to="initial", **day("on", later))
    refused = post(client, "site_move", site.key, to="installation", **day("on", later))
    assert refused.status_code == 422
    assert "Say in a sentence what changed" in refused.content.decode()

    post(client, "site_move", site.key, to="installation", reason="Half the team left.",
         **day("on", later))  # fmt: skip
    shown = page(client, "site", site.key)
    assert "Installation since 6 March 2026, after going back once" in shown
    assert "Half the team left." in shown

    post(client, "site_move_back", site.key)
    site.refresh_from_db()
    assert site.stage == "initial"
    post(client, "site_move_back", site.key)
    answer = client.post(reverse("deliver:site_move_back", args=[site.key]), follow=True)
    assert "This site was never moved" in answer.content.decode()


def test_only_moves_of_the_table_are_offered(client, lead, site):
    shown = page(client, "site_move", site.key)

    assert 'value="initial"' in shown
    assert 'value="sustained"' not in shown


def test_the_end_of_funding_is_said_on_the_site_and_at_home(client, lead, site):
    soon = timezone.localdate() + timedelta(days=30)
    post(client, "site_fund", site.key, funded_by="A grant", **day("ends", soon))

    assert "Less than three months of funding are left." in page(client, "site", site.key)
    assert "30 days left" in page(client, "sites")
    home = client.get(reverse("home")).content.decode()
    assert f"The funding of RESuLT, Northmere ends on {soon:%-d %B %Y}" in home

    Site.objects.update(funding_ends=timezone.localdate() - timedelta(days=1))
    assert "The funding has ended." in page(client, "site", site.key)
    assert "ended on" in client.get(reverse("home")).content.decode()


def test_team_readiness_barriers_and_plans_are_kept(client, lead, site):
    shown = page(client, "site", site.key)
    assert "A team of at least 3 is named as a rule." in shown
    assert "6 questions without a plan." in shown

    post(client, "site_team_add", site.key, name="Team member 1", leads="on",
         **day("since", DAY))  # fmt: skip
    post(client, "site_ready", site.key, "need", answer="partly", words="Most of them.")
    post(client, "site_last", site.key, "payer", plan="The council.", **day("by_when", DAY))
    post(client, "barrier_add", site.key, what="No cover.", kind="time", **day("noticed", DAY))
    post(client, "lesson_add", site.key, title="Sundays", changed="Sessions on Sundays.",
         why="Nights could come.", **day("on", DAY))  # fmt: skip

    shown = page(client, "site", site.key)
    for words in (
        "Team member 1 (leads)", "Partly", "Most of them.", "The council.", "No cover.",
        "Still there", "Sessions on Sundays.", "5 questions without a plan.",
    ):  # fmt: skip
        assert words in shown
    assert 'value="partly" checked' in page(client, "site_ready", site.key, "need")
    assert "The council." in page(client, "site_last", site.key, "payer")
    assert "Who pays after the funding ends?" in client.get(reverse("home")).content.decode()

    barrier, member = Barrier.objects.get(), SiteTeamMember.objects.get()
    post(client, "barrier_resolve", barrier.key, how="A bank of cover.", shared="on",
         **day("on", DAY))  # fmt: skip
    post(client, "site_team_leave", member.key, **day("on", DAY))
    shown = page(client, "site", site.key)
    assert "A bank of cover. (5 January 2026)" in shown
    assert "Nobody is named yet." in shown
    assert (ReadinessAnswer.objects.count(), SustainmentItem.objects.count()) == (1, 1)


def test_a_question_that_is_not_asked_is_not_there(client, lead, site):
    for where in ("site_ready", "site_last"):
        url = reverse(f"deliver:{where}", args=[site.key, "nothing"])
        assert client.get(url).status_code == 404


def test_who_sees_a_site_and_does_not_keep_it_changes_nothing(client, member, northmere, site):
    client.force_login(member(northmere, "analyst"))

    shown = page(client, "site", site.key)
    assert "Move the site" not in shown
    assert "Answer</a>" not in shown
    for where in ("site_move", "site_fund", "site_share", "site_team_add", "barrier_add"):
        url = reverse(f"deliver:{where}", args=[site.key])
        assert client.get(url).status_code == 404


def test_counts_are_shared_by_choice(client, lead, site, national_team):
    post(client, "site_share", site.key, national_team=national_team.key)
    site.refresh_from_db()
    assert (site.shares_counts, site.national_team) == (True, national_team)

    post(client, "site_share", site.key, national_team="")
    site.refresh_from_db()
    assert (site.shares_counts, site.national_team) == (False, None)


def test_facilitators_are_kept_with_their_certification(client, lead, northmere):
    assert "There is no facilitator yet" in page(client, "facilitators")
    post(client, "facilitator_add", organisation=northmere.key, name="Facilitator 1",
         background="camhs")  # fmt: skip
    one = Facilitator.objects.get()
    soon = timezone.localdate() + timedelta(days=20)
    post(client, "facilitator_certify", one.key, programme=RESULT, state="certified",
         **day("since", DAY - timedelta(days=400)), **day("expires", soon))  # fmt: skip

    shown = page(client, "facilitators")
    assert f"until {soon:%-d %B %Y}" in shown
    assert "Certified" in shown
    assert "Facilitator 1" in page(client, "facilitators", standing="ends_soon")
    assert "No facilitator answers" in page(client, "facilitators", standing="expired")
    assert "No facilitator answers" in page(client, "facilitators", standing="no training yet")
    home = client.get(reverse("home")).content.decode()
    assert "The certification of Facilitator 1 for RESuLT expires on" in home

    Certification.objects.update(expires=timezone.localdate())
    assert "Expired" in page(client, "facilitator", one.key)
    home = client.get(reverse("home")).content.decode()
    assert "The certification of Facilitator 1 for RESuLT expired on" in home

    post(client, "facilitator_change", one.key, name="Facilitator one", background="",
         **day("ended", DAY))  # fmt: skip
    assert "No longer delivers from" in page(client, "facilitator", one.key)
    assert "expired on" not in client.get(reverse("home")).content.decode()
    answer = client.get(reverse("deliver:facilitators"), {"as": "csv"})
    assert "Facilitator one,Northmere" in answer.getvalue().decode()


def test_a_run_shows_who_is_lacking_and_who_covers(client, lead, run, northmere):
    settle(run)
    pair = [
        Facilitator.objects.create(organisation=northmere, name=f"Facilitator {n}")
        for n in (1, 2)
    ]
    assert "1 still to be found" in page(client, "run_facilitators", run.key)

    role = "residential-child-care"
    post(client, "run_facilitator_add", run.key, facilitator=pair[0].key, role=role)
    shown = page(client, "run_facilitators", run.key)
    assert "Facilitator 1 is not certified on that day" in shown
    place = RunFacilitator.objects.get()
    post(client, "run_facilitator_cover", run.key, place.pk, facilitator=pair[1].key,
         reason="Ill.", **day("since", run.starts))  # fmt: skip
    shown = page(client, "run_facilitators", run.key)
    assert "Ill." in shown
    assert "Facilitator 2 is not certified on that day" in shown

    last = RunFacilitator.objects.latest("pk")
    post(client, "run_facilitator_end", run.key, last.pk, reason="Left.",
         **day("on", timezone.localdate()))  # fmt: skip
    assert "1 still to be found" in page(client, "run_facilitators", run.key)


def test_a_run_whose_programme_cannot_be_read_says_so(client, lead, run):
    assert "deliver.programme-unreadable" in page(client, "run_facilitators", run.key)
    assert client.get(
        reverse("deliver:run_facilitator_add", args=[run.key])
    ).status_code == 200  # fmt: skip


@pytest.fixture
def across(client, member, national_team):
    person = member(national_team, "national_team_lead")
    client.force_login(person)
    return person


def test_nothing_is_seen_across_sites_that_do_not_share(client, across, site):
    assert "No site shares its counts with you yet" in page(client, "national")
    assert "There is nothing to read yet" in page(client, "exchange")


def test_a_programme_is_seen_across_sites_in_aggregates(
    client, across, shared, home, employed, delivered, elsewhere
):
    staff = employed(home, 14)
    run = settle(delivered(home, content=settled()))
    hold(run, 1, staff[:8])
    Organisation.objects.filter(pk=elsewhere.pk).update(region=Region.LONDON)
    other = Organisation.objects.create(name="Rowan House", kind=Kind.HOME, parent=elsewhere)
    small = employed(other, 3, start=20)
    hold(settle(delivered(other, content=settled())), 1, small)
    Site.objects.create(
        organisation=elsewhere, programme=RESULT, title="RESuLT", stage="full",
        stage_since=DAY, shares_counts=True, national_team=shared.national_team,
    )  # fmt: skip
    count_coverage()

    shown = page(client, "national")

    assert "1 of 2 sites that go on are in full implementation or sustained" in shown
    assert "Yorkshire and the Humber" in shown
    assert "London" in shown
    assert "suppressed" in shown
    assert "2 sites: not reviewed" in shown
    assert "Larch House" not in shown
    assert "Staff member" not in shown
    lines = client.get(reverse("deliver:national"), {"as": "csv"}).getvalue().decode()
    assert lines.splitlines()[-1].startswith("All,2,2,2,")


def test_a_home_that_delivers_itself_is_counted_and_a_region_not_given_is_said(
    client, across, home, employed, national_team
):
    Organisation.objects.update(region="")
    employed(home, 8)
    Site.objects.create(
        organisation=home, programme=RESULT, title="RESuLT", stage="initial",
        stage_since=DAY, shares_counts=True, national_team=national_team,
    )  # fmt: skip

    assert "Region not given" in page(client, "national", programme=RESULT)


def test_what_sites_changed_is_read_by_those_who_share(
    client, across, member, northmere, shared, elsewhere
):
    Lesson.objects.create(
        site=shared, title="Sundays", changed="Sessions on Sundays.", why="Nights.", on=DAY
    )
    Barrier.objects.create(
        site=shared, kind="time", what="No cover.", noticed=DAY, resolved=DAY, how="A bank.",
        shared=True,
    )  # fmt: skip
    Barrier.objects.create(
        site=shared, kind="time", what="Not to be shared.", noticed=DAY, resolved=DAY, how="x"
    )
    lead = member(northmere, "programme_lead")
    minutes = Variation(
        path="amount.minutes", value=180, why="Three hours between shifts.",
        agreed_by="A board", agreed_on=DAY,
    )  # fmt: skip
    add_varied(
        by=lead, organisation=northmere, of=held(lead, RESULT),
        whole=vary(programme("result"), minutes), name="RESuLT in Northmere",
    )  # fmt: skip

    shown = page(client, "exchange")
    for words in ("Sessions on Sundays.", "A bank.", "Three hours between shifts."):
        assert words in shown
    assert "Not to be shared." not in shown
    assert "A bank." not in page(client, "exchange", kind="lesson")
    assert "Nothing answers this" in page(client, "exchange", words="elephants")

    client.force_login(lead)
    assert "Sessions on Sundays." in page(client, "exchange")
    client.force_login(member(elsewhere, "programme_lead"))
    assert "There is nothing to read yet" in page(client, "exchange")


def test_a_national_view_is_for_those_who_see_it(client, lead, shared):
    assert client.get(reverse("deliver:national")).status_code == 404


def test_homes_staff_facilitators_and_sites_are_found(client, lead, northmere, site, team):
    Facilitator.objects.create(organisation=northmere, name="Facilitator Larch")

    found = client.get(reverse("search"), {"words": "Larch"}).content.decode()
    assert "Larch House" in found
    assert "Facilitator Larch" in found
    found = client.get(reverse("search"), {"words": "Staff member 3"}).content.decode()
    assert reverse("deliver:staff_member", args=[team[2].key]) in found
    found = client.get(reverse("search"), {"words": "RESuLT"}).content.decode()
    assert reverse("deliver:site", args=[site.key]) in found


def test_the_second_question_leads_to_coverage_and_sites(client, lead, site, run):
    shown = client.get(reverse("question", args=["deliver"])).content.decode()

    assert reverse("deliver:coverage") in shown
    assert reverse("deliver:sites") in shown
    assert reverse("deliver:national") not in shown
