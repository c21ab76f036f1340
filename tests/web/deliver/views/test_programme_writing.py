"""Own and varied programmes are written on pages, one thing a page, in versions."""

from datetime import date

import pytest
from django.urls import reverse

from holdfast.deliver.dose import CatchUp, FacilitatorNeed
from holdfast.deliver.own_programme import answers_of
from holdfast.deliver.programme import dose
from holdfast.library.programme_parts import Attends, Need, Place
from holdfast.library.stated import Range
from holdfast_web.deliver.models import OwnProgramme, ProgrammeVersion
from holdfast_web.deliver.queries.programmes import held
from holdfast_web.people.models import Organisation
from holdfast_web.people.models.organisation import Kind

RESULT = "urn:programme:result"
AGREED = {
    "why": "Shifts of three hours.", "agreed_by": "Programme board",
    "agreed_on-day": "2", "agreed_on-month": "3", "agreed_on-year": "2026",
}  # fmt: skip
OWN = {
    "name": {"name": "Shift talks", "title": "Talks between shifts", "kind": "programme"},
    "who": {"attends": "all staff of a children's home", "youngest": "11", "oldest": "17"},
    "needs": {"needs": ["behaviour", "practice of staff"], "needs_words": ""},
    "journey": {"stages": ["looked_after"], "place_words": ""},
    "why": {"why": "Shifts that talk make calmer evenings.", "done": ""},
    "people": {"facilitators": "Lead practitioner, 2\nA colleague", "supervision": ""},
    "amount": {
        "weeks": "6", "sessions": "6", "minutes": "45", "manager_sessions": "0",
        "manager_minutes": "", "rhythm": "Weekly",
    },
    "group": {
        "group_least": "4", "group_most": "12", "topics": "", "order_fixed": "no",
        "spill_over_sessions": "", "between_sessions": "",
    },
    "catch-up": {"catch_up_kinds": ["visit"], "catch_up_counts": "yes", "least_share": "75"},
    "fidelity": {"instrument": "session-checklist", "sample": "Two of the six"},
    "outcomes": {
        "outcomes": "Calmer evenings\n\nFewer call-outs", "measures": "", "evidence": "",
    },
}  # fmt: skip


@pytest.fixture
def lead(member, northmere, client):
    person = member(northmere, "programme_lead")
    client.force_login(person)
    return person


def at(name, step="", urn=None):
    kwargs = {"urn": urn} if urn else {}
    if not step:
        return reverse(f"deliver:{name}", kwargs=kwargs)
    return reverse(f"deliver:{name}_step", kwargs=kwargs | {"step": step})


def go(client, name, pages, urn=None):
    """Answer pages in their order, and send the answers that were checked."""
    client.get(at(name, urn=urn))
    for step, typed in pages.items():
        answer = client.post(at(name, step, urn), typed)
        assert answer.status_code == 302, (step, answer.content.decode())
    assert answer.url == at(name, "check", urn)
    return client.post(at(name, "check", urn), follow=True)


def test_an_own_programme_is_added_on_pages(client, lead, northmere):
    answer = go(client, "programme_new", OWN)

    own = OwnProgramme.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("deliver:programme", args=[own.urn])
    assert "Shift talks is added." in answer.content.decode()
    assert (own.organisation, own.newest, own.youngest, own.oldest) == (northmere, 1, 11, 17)
    made = held(lead, own.urn).programme
    said = answers_of(made)
    assert (said.attends, said.needs) == (Attends.WHOLE_HOME, (Need.BEHAVIOUR, Need.PRACTICE))
    assert said.outcomes == ("Calmer evenings", "Fewer call-outs")
    planned = dose(made)
    assert (planned.sessions, planned.least_share, planned.order_fixed) == (6, 0.75, False)
    assert (planned.catch_up_counts, planned.catch_up_kinds) == (True, (CatchUp.VISIT,))
    assert planned.facilitators == (
        FacilitatorNeed(role="lead-practitioner", title="Lead practitioner", how_many=2),
        FacilitatorNeed(role="a-colleague", title="A colleague", how_many=1),
    )


@pytest.mark.parametrize(
    ("step", "typed", "told"),
    [
        ("name", {}, "Enter the name of the programme."),
        ("who", {"youngest": "11"}, "Enter both ages, or neither."),
        ("who", {"youngest": "17", "oldest": "11"}, "must not be younger"),
        ("people", {"facilitators": "Lead, many"}, "Write the role, a comma and a number"),
        ("group", {"group_least": "4"}, "Enter both sizes, or neither."),
        ("group", {"group_least": "9", "group_most": "4"}, "must not be smaller"),
        ("outcomes", {"outcomes": "x" * 201}, "at most 20 lines of at most 200 letters"),
    ],
)
def test_an_answer_that_cannot_stand_is_asked_again(client, lead, step, typed, told):
    client.get(at("programme_new"))
    for before, answer in OWN.items():
        if before == step:
            break
        client.post(at("programme_new", before), answer)

    shown = client.post(at("programme_new", step), typed)

    assert shown.status_code == 422
    assert told in shown.content.decode()


def test_a_name_that_is_taken_is_refused_and_the_answers_stay(client, lead):
    go(client, "programme_new", OWN)

    answer = go(client, "programme_new", OWN)

    shown = answer.content.decode()
    assert "Your organisation has a programme of that name." in shown
    assert "Shifts that talk make calmer evenings." in shown
    assert OwnProgramme.objects.count() == 1


def test_whoever_keeps_several_places_is_asked_for_which(client, member, northmere):
    home = Organisation.objects.create(name="Larch House", kind=Kind.HOME, parent=northmere)
    client.force_login(member(northmere, "programme_lead"))

    client.get(at("programme_new"))
    go(client, "programme_new", {"organisation": {"organisation": str(home.key)}} | OWN)

    assert OwnProgramme.objects.get().organisation == home


def test_a_change_makes_a_new_version_and_the_old_one_stays(client, lead):
    go(client, "programme_new", OWN)
    own = OwnProgramme.objects.get()

    client.get(at("programme_change", urn=own.urn))
    because = client.post(
        at("programme_change", "because", own.urn), {"because": "Fewer evenings."}
    )
    checked = client.get(because.url).content.decode()
    client.post(
        at("programme_change", "amount", own.urn) + "?check",
        OWN["amount"] | {"sessions": "4"},
    )
    answer = client.post(at("programme_change", "check", own.urn), follow=True)

    assert because.url == at("programme_change", "check", own.urn)
    assert "Shifts that talk make calmer evenings." in checked
    assert "Version 2 is made." in answer.content.decode()
    own.refresh_from_db()
    assert (own.newest, own.summary) == (2, "6 weeks, 4 sessions")
    assert dose(held(lead, own.urn, 1).whole).sessions == 6
    assert dose(held(lead, own.urn).whole).sessions == 4
    newest = ProgrammeVersion.objects.get(number=2)
    assert (newest.why, newest.added_by) == ("Fewer evenings.", lead)


def test_nothing_changed_makes_no_version(client, lead):
    go(client, "programme_new", OWN)
    own = OwnProgramme.objects.get()

    client.get(at("programme_change", urn=own.urn))
    client.post(at("programme_change", "because", own.urn), {"because": "For nothing."})
    answer = client.post(at("programme_change", "check", own.urn), follow=True)

    assert "Nothing is changed, so there is no new version." in answer.content.decode()
    assert ProgrammeVersion.objects.count() == 1


def test_two_who_change_it_do_not_lose_each_other_s_version(client, lead, member, northmere):
    go(client, "programme_new", OWN)
    own = OwnProgramme.objects.get()
    client.get(at("programme_change", urn=own.urn))
    client.post(at("programme_change", "because", own.urn), {"because": "Longer."})
    client.post(at("programme_change", "amount", own.urn), OWN["amount"] | {"weeks": "8"})
    OwnProgramme.objects.update(newest=2)
    ProgrammeVersion.objects.create(
        programme=own, number=2, content=ProgrammeVersion.objects.get().content
    )

    answer = client.post(at("programme_change", "check", own.urn), follow=True)

    assert "Somebody else changed this programme while you did." in answer.content.decode()
    assert ProgrammeVersion.objects.count() == 2


def test_a_programme_is_copied_and_varied_on_pages(client, lead, northmere):
    answer = go(
        client, "programme_vary",
        {
            "name": {"name": "RESuLT in Northmere"},
            "parts": {
                "parts": [
                    "amount.minutes", "amount.make_up", "amount.make_up_counts",
                    "amount.least_share", "amount.group_size",
                    "provided.roles.camhs.how_many",
                ]
            },
            "amount-minutes": {"value": "180"} | AGREED,
            "amount-make-up": {"value": ["visit", "next run"]} | AGREED,
            "amount-make-up-counts": {"value": "yes"} | AGREED,
            "amount-least-share": {"value": "75"} | AGREED,
            "amount-group-size": {"low": "4", "high": "20"} | AGREED,
            "provided-roles-camhs-how-many": {"value": "2"} | AGREED,
        },
        urn=RESULT,
    )  # fmt: skip

    own = OwnProgramme.objects.get()
    found = held(lead, own.urn)
    planned = dose(found.whole)
    assert "RESuLT in Northmere is kept." in answer.content.decode()
    assert (own.kind, own.varies, found.known_as) == ("varied", RESULT, RESULT)
    assert (planned.sessions, planned.minutes, planned.least_share) == (10, 180, 0.75)
    assert planned.catch_up_kinds == (CatchUp.VISIT, CatchUp.NEXT_RUN)
    assert (planned.group_least, planned.group_most) == (4, 20)
    assert planned.facilitators[1].how_many == 2
    first = found.whole.variations[0]
    assert (first.why, first.agreed_by, first.agreed_on) == (
        "Shifts of three hours.", "Programme board", date(2026, 3, 2),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("path", "typed", "value"),
    [
        ("amount.length", {"amount": "20", "unit": "weeks"}, "20 weeks"),
        ("who_for.ages", {"low": "11", "high": "15"}, Range(low=11, high=15)),
        (
            "who_for.journey",
            {"stages": ["looked_after"], "words": "In our homes"},
            Place(words="In our homes", stages=("looked_after",)),
        ),
        ("amount.manager_sessions", {"value": "0"}, 0),
        ("amount.order_fixed", {"value": "no"}, False),
        ("amount.topics", {"value": "One an evening"}, "One an evening"),
    ],
)
def test_every_kind_of_value_is_asked_for_and_comes_back(client, lead, path, typed, value):
    step = path.replace(".", "-").replace("_", "-")
    go(
        client, "programme_vary",
        {"name": {"name": "Here"}, "parts": {"parts": [path]}, step: typed | AGREED},
        urn="urn:programme:keep-safe",
    )  # fmt: skip
    own = OwnProgramme.objects.get()

    found = held(lead, own.urn).whole.variations[0].value
    client.get(at("programme_vary_change", urn=own.urn))
    client.post(at("programme_vary_change", "because", own.urn), {"because": "To check."})
    again = client.get(at("programme_vary_change", step, own.urn))

    assert (str(found) if path == "amount.length" else found) == value
    assert again.status_code == 200
    assert "There is a problem" not in again.content.decode()


@pytest.mark.parametrize(
    ("path", "typed", "told"),
    [
        ("amount.group_size", {"low": "9", "high": "4"}, "not smaller than the first"),
        ("amount.minutes", {}, "Enter a number."),
        ("amount.minutes", {"value": "180", "why": ""}, "Say why you do it differently."),
    ],
)
def test_a_variation_that_cannot_stand_is_asked_again(client, lead, path, typed, told):
    step = path.replace(".", "-").replace("_", "-")
    client.get(at("programme_vary", urn=RESULT))
    client.post(at("programme_vary", "name", RESULT), {"name": "Here"})
    client.post(at("programme_vary", "parts", RESULT), {"parts": [path]})

    shown = client.post(at("programme_vary", step, RESULT), AGREED | typed)

    assert shown.status_code == 422
    assert told in shown.content.decode()


def test_the_page_of_parts_says_what_is_published(client, lead):
    client.get(at("programme_vary", urn="urn:programme:keep-safe"))
    client.post(at("programme_vary", "name", "urn:programme:keep-safe"), {"name": "Here"})

    shown = client.get(at("programme_vary", "parts", "urn:programme:keep-safe"))

    assert "Published: 20 weeks or 16 weeks." in shown.content.decode()


def test_variations_are_changed_into_a_new_version(client, lead):
    go(
        client, "programme_vary",
        {
            "name": {"name": "Here"}, "parts": {"parts": ["amount.minutes"]},
            "amount-minutes": {"value": "180"} | AGREED,
        },
        urn=RESULT,
    )  # fmt: skip
    own = OwnProgramme.objects.get()

    client.get(at("programme_vary_change", urn=own.urn))
    client.post(at("programme_vary_change", "because", own.urn), {"because": "More time."})
    client.post(
        at("programme_vary_change", "amount-minutes", own.urn), {"value": "210"} | AGREED
    )
    answer = client.post(at("programme_vary_change", "check", own.urn), follow=True)

    assert "Version 2 is made." in answer.content.decode()
    assert dose(held(lead, own.urn).whole).minutes == 210
    assert dose(held(lead, own.urn, 1).whole).minutes == 180
    shown = client.get(reverse("deliver:programme_versions", args=[own.urn])).content.decode()
    assert "More time." in shown
    assert "from 180. Shifts of three hours. (Programme board)" in shown


def test_a_varied_programme_is_varied_further_under_another_name(client, lead):
    pages = {
        "name": {"name": "Here"}, "parts": {"parts": ["amount.minutes"]},
        "amount-minutes": {"value": "180"} | AGREED,
    }  # fmt: skip
    go(client, "programme_vary", pages, urn=RESULT)
    first = OwnProgramme.objects.get()

    client.get(at("programme_vary", urn=first.urn))
    named = client.post(at("programme_vary", "name", first.urn), {"name": "In one home"})
    answer = client.post(at("programme_vary", "check", first.urn), follow=True)

    second = OwnProgramme.objects.get(name="In one home")
    assert named.url == at("programme_vary", "check", first.urn)
    assert "In one home is kept." in answer.content.decode()
    assert second.varies == RESULT
    assert dose(held(lead, second.urn).whole).minutes == 180


def test_nobody_changes_what_an_organisation_above_them_made(client, lead, member, northmere):
    go(client, "programme_new", OWN)
    own = OwnProgramme.objects.get()
    home = Organisation.objects.create(name="Larch House", kind=Kind.HOME, parent=northmere)
    client.force_login(member(home, "programme_lead", email="lead@larch.example"))

    assert client.get(reverse("deliver:programme", args=[own.urn])).status_code == 200
    assert client.get(at("programme_change", urn=own.urn)).status_code == 404
    assert client.post(at("programme_change", "check", own.urn)).status_code == 404


def test_an_own_programme_is_not_changed_on_the_pages_of_variations(client, lead):
    go(client, "programme_new", OWN)
    own = OwnProgramme.objects.get()

    assert client.get(at("programme_vary_change", urn=own.urn)).status_code == 404
    assert client.post(at("programme_vary_change", "check", own.urn)).status_code == 404


def test_the_answers_to_check_read_as_people_say_them(client, lead):
    go(client, "programme_new", OWN)
    own = OwnProgramme.objects.get()

    client.get(at("programme_change", urn=own.urn))
    because = client.post(at("programme_change", "because", own.urn), {"because": "To see."})
    shown = client.get(because.url).content.decode()

    assert "Lead practitioner, 2; A colleague, 1" in shown
    assert "Calmer evenings; Fewer call-outs" in shown
    assert "()" not in shown
    assert "minutes of one session, how much of it is there?" in shown
