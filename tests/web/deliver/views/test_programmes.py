"""The pages of programmes: browse, read, compare; each silence and each source named."""

from datetime import date

import pytest
from django.urls import reverse

from holdfast.deliver.own_programme import OwnAnswers
from holdfast.deliver.programme import Variation, vary
from holdfast.library.programme import programme, programmes
from holdfast_web.deliver.models import OwnProgramme
from holdfast_web.deliver.operations.programmes import add_own, add_varied, change_own
from holdfast_web.deliver.queries.programmes import held
from holdfast_web.people.models import AuditEvent

RESULT = "urn:programme:result"


@pytest.fixture
def lead(member, northmere, client):
    person = member(northmere, "programme_lead")
    client.force_login(person)
    return person


@pytest.fixture
def own(lead, northmere):
    return add_own(
        by=lead,
        organisation=northmere,
        answers=OwnAnswers(
            name="Shift talks", title="Talks between shifts", sessions=6, youngest=11,
            oldest=17, stages=("looked_after",),
        ),
    )  # fmt: skip


@pytest.fixture
def varied(lead, northmere):
    minutes = Variation(
        path="amount.minutes", value=180, why="Three hours between shifts.",
        agreed_by="Programme board", agreed_on=date(2026, 3, 2),
    )  # fmt: skip
    return add_varied(
        by=lead, organisation=northmere, of=held(lead, RESULT),
        whole=vary(programme("result"), minutes), name="RESuLT in Northmere",
    )  # fmt: skip


def page(client, name, *args, **query):
    answer = client.get(reverse(f"deliver:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_shows_the_library_and_ones_own(client, own):
    shown = page(client, "programmes")

    assert all(entry.name in shown for entry in programmes().values())
    assert "Shift talks" in shown
    assert "20 weeks or 16 weeks" in shown
    assert "EIF Guidebook: 4+" in shown


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"age": 2}, {"TEND"}),
        ({"attends": "all staff of a children's home"}, {"RESuLT"}),
        ({"stage": "adoption"}, {"AdOpt", "TEND"}),
        ({"evidence": "uk-trial", "attends": "families"}, {"Family Group Conferencing", "MST"}),
        ({"need": "return home"}, {"MST-FIT", "TFCO, prevention"}),
        ({"words": "keep s"}, {"KEEP Safe"}),
        ({"words": "nothing like it"}, set()),
    ],
)
def test_the_list_is_narrowed(client, lead, query, names):
    shown = page(client, "programmes", **query)

    found = {
        entry.name for urn, entry in programmes().items()
        if reverse("deliver:programme", args=[urn]) in shown
    }  # fmt: skip
    always = {entry.name for entry in programmes().values() if not entry.who_for.ages.said}
    assert found - (always if "age" in query else set()) == names


def test_one_s_own_is_narrowed_too(client, own):
    assert "Shift talks" in page(client, "programmes", stage="looked_after", age=12)
    assert "Shift talks" not in page(client, "programmes", stage="adoption")
    assert "Shift talks" not in page(client, "programmes", age=10)


def test_the_list_leaves_as_a_file(client, own):
    answer = client.get(reverse("deliver:programmes"), {"as": "csv"})
    lines = b"".join(answer.streaming_content).decode().splitlines()

    assert len(lines) == 1 + len(programmes()) + 1
    assert lines[-1].startswith("Shift talks,Northmere,11 to 17,6 sessions")
    assert AuditEvent.objects.get(action="list taken as a file").detail["as"] == "csv"


def test_a_programme_is_read_in_the_order_of_tidier(client, lead):
    shown = page(client, "programme", RESULT)

    headings = [
        "Evidence", "Name", "Who it is for", "Why", "Materials", "Procedures",
        "Who provides it", "How", "Where", "When and how much", "Tailoring", "Modifications",
        "How well, as planned", "How well, as found", "What it should change",
        "Published costs", "Sources",
    ]  # fmt: skip
    places = [shown.index(f">{heading}</h2>") for heading in headings]
    assert places == sorted(places)


def test_what_is_not_published_and_what_differs_is_said_plainly(client, lead):
    shown = page(client, "programme", RESULT)

    assert "How many hours a half day is was looked for and not found." in shown
    assert "Not published" in shown
    assert "Sources differ" in shown
    assert "between September and December 2015" in shown
    assert "between September 2015 and January 2016" in shown
    assert "Read on 21 November 2026." in shown


def test_findings_that_disagree_stand_side_by_side_with_the_day_they_were_read(client, lead):
    shown = page(client, "programme", "urn:programme:mst")

    sides = shown[shown.index('class="hf-sides"') :]
    sides = sides[: sides.index("</div>")]
    assert sides.count('hf-side"') == 4
    assert "gave it 4+" in sides
    assert "no fewer placed out of home at 18 months" in sides
    assert "Read on: 21 November 2026" in sides


def test_what_is_not_confirmed_says_so(client, lead):
    shown = page(client, "programme", "urn:programme:mst")

    assert "To be confirmed" in shown
    assert "MST Services, to be asked" in shown
    assert "Not read" in shown


def test_a_varied_programme_says_what_who_and_why_beside_what_is_published(client, varied):
    shown = page(client, "programme", varied.urn)

    assert "RESuLT in Northmere" in shown
    assert "Varied here" in shown
    assert "Three hours between shifts." in shown
    assert "Programme board" in shown
    assert "How many hours a half day is was looked for and not found." in shown


def test_nobody_outside_reads_an_organisation_s_own(client, own, member, elsewhere):
    client.force_login(member(elsewhere, "programme_lead"))

    answer = client.get(reverse("deliver:programme", args=[own.urn]))

    assert answer.status_code == 404
    assert "Shift talks" not in page(client, "programmes")


def test_a_home_reads_what_its_authority_made(client, own, home_manager):
    client.force_login(home_manager)

    assert "Talks between shifts" in page(client, "programme", own.urn)


def test_whoever_only_reads_findings_reads_the_library_and_keeps_nothing(
    client, own, member, northmere
):
    client.force_login(member(northmere, "reader"))

    shown = page(client, "programmes")

    assert "RESuLT" in shown
    assert "Shift talks" not in shown
    assert "Add a programme of your own" not in shown
    assert client.get(reverse("deliver:programme_new")).status_code == 404
    assert client.get(reverse("deliver:programme_vary", args=[RESULT])).status_code == 404


def test_programmes_are_set_side_by_side(client, lead):
    chosen = {
        "programme_1": "urn:programme:keep", "programme_2": "urn:programme:keep-safe",
        "programme_3": "urn:programme:adopt", "programme_4": "urn:programme:tend",
    }  # fmt: skip

    shown = page(client, "programme_compare", **chosen)

    assert shown.count('data-column="KEEP Safe"') == shown.count('data-column="TEND"') > 20
    assert f"{reverse('deliver:programme', args=['urn:programme:keep'])}#source-1" in shown


def test_nothing_chosen_asks_for_programmes(client, lead):
    assert "Choose two to four programmes." in page(client, "programme_compare")


def test_the_same_programme_stands_once(client, lead):
    shown = page(client, "programme_compare", programme_1=RESULT, programme_2=RESULT)

    assert shown.count('<th scope="col" class="govuk-table__header">RESuLT</th>') > 0
    assert 'data-column="RESuLT"' in shown


def test_a_comparison_leaves_as_a_file(client, lead):
    answer = client.get(
        reverse("deliver:programme_compare"), {"programme_1": RESULT, "as": "csv"}
    )
    lines = b"".join(answer.streaming_content).decode()

    assert lines.startswith("Question,RESuLT\r\n")
    assert "Sessions,10\r\n" in lines


def test_versions_say_what_each_changed_and_who_made_it(client, lead, own):
    change_own(
        own, by=lead, why="Fewer evenings are free.", seen=1,
        answers=OwnAnswers(name="Shift talks", title="Talks between shifts", sessions=4),
    )  # fmt: skip

    shown = page(client, "programme_versions", own.urn)

    assert "Fewer evenings are free." in shown
    assert "Sessions: from 6, to 4" in shown
    assert "Ages: from 11 to 17, to not published. Northmere has not said." in shown
    assert str(lead) in shown


def test_an_older_version_is_read_as_it_was(client, lead, own):
    change_own(
        own, by=lead, why="Fewer.", seen=1,
        answers=OwnAnswers(name="Shift talks", title="Talks between shifts", sessions=4),
    )  # fmt: skip

    assert "6 sessions" in page(client, "programme_version", own.urn, 1)
    assert "There is a" in page(client, "programme_version", own.urn, 1)
    assert "4 sessions" in page(client, "programme", own.urn)


def test_versions_leave_as_a_file(client, own):
    answer = client.get(reverse("deliver:programme_versions", args=[own.urn]), {"as": "csv"})

    assert b"".join(answer.streaming_content).decode().splitlines()[0] == (
        "Version,Made,By,Why,What changed,Runs on it"
    )


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("programme_versions", [RESULT]),
        ("programme_version", [RESULT, 99]),
        ("programme", ["urn:programme:none-such"]),
        ("programme_change", [RESULT]),
    ],
)
def test_what_is_not_there_is_not_found(client, lead, name, args):
    assert client.get(reverse(f"deliver:{name}", args=args)).status_code == 404


def test_a_run_is_counted_on_the_version_on_which_it_began(
    client, lead, own, northmere, delivered
):
    delivered(northmere, content=held(lead, own.urn).content)
    change_own(
        own, by=lead, why="Fewer.", seen=1,
        answers=OwnAnswers(name="Shift talks", title="Talks between shifts", sessions=4),
    )  # fmt: skip

    answer = client.get(reverse("deliver:programme_versions", args=[own.urn]), {"as": "csv"})
    lines = b"".join(answer.streaming_content).decode().splitlines()

    assert [line.rsplit(",", 1)[1] for line in lines[1:]] == ["0", "1"]


def test_search_finds_programmes(client, own):
    shown = client.get(reverse("search"), {"words": "talks"}).content.decode()
    known = client.get(reverse("search"), {"words": "RESuLT"}).content.decode()

    assert reverse("deliver:programme", args=[own.urn]) in shown
    assert reverse("deliver:programme", args=[RESULT]) in known


def test_the_second_question_leads_to_the_library(client, lead):
    shown = client.get(reverse("question", args=["deliver"])).content.decode()

    assert reverse("deliver:programmes") in shown


def test_the_page_asks_for_no_more_among_many(
    client, lead, northmere, django_assert_max_num_queries
):
    for number in range(60):
        OwnProgramme.objects.create(
            organisation=northmere, urn=f"urn:programme:own:{number}", kind="own",
            name=f"Programme {number:02}",
        )  # fmt: skip

    with django_assert_max_num_queries(12):
        shown = page(client, "programmes")

    assert "Showing 1 to 50 of 60." in shown
