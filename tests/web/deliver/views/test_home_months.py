"""The pages of homes' months: what they show, what they keep, and whom they refuse."""

from datetime import date
from io import BytesIO
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from holdfast.deliver.home_measures import BY_NAME, MEASURES
from holdfast_web.deliver.models import Home, HomeMonth
from holdfast_web.deliver.operations.home_months import keep_month
from holdfast_web.people.models import AuditEvent, Organisation
from holdfast_web.people.models.organisation import Kind

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 10)
MARCH = date(2026, 3, 1)
FULL = dict.fromkeys(BY_NAME, 1)


@pytest.fixture(autouse=True)
def today():
    """It is 10 June 2026."""
    with patch.object(timezone, "localdate", lambda *_: TODAY):
        yield


@pytest.fixture
def keep(home, home_manager):
    """Give a function that keeps a month of the home."""

    def made(month=MARCH, *, seen=0, **numbers):
        return keep_month(
            by=home_manager, home=home, month=month, numbers=numbers or FULL, seen=seen
        )

    return made


def page(client, user, name, *args, query="", status=200):
    client.force_login(user)
    answer = client.get(reverse(f"deliver:{name}", args=args) + query)
    assert answer.status_code == status
    return answer.content.decode()


def month_page(home, month="2026-03"):
    return reverse("deliver:home_month", args=[home.key, month])


def numbers(**said):
    return dict.fromkeys(BY_NAME, "") | {"seen": "0"} | said


def test_homes_stand_with_what_is_missing(client, home, home_manager, keep):
    keep()
    keep(date(2026, 5, 1), **(FULL | {"leavers": None}))

    shown = page(client, home_manager, "home_months")

    assert "Larch House" in shown
    assert "May 2026" in shown
    assert "For comparison" in shown
    assert "June 2025 to May 2026" in shown
    assert "Bring months as an Excel list" in shown


def test_months_before_a_home_opened_are_no_gap(client, home, home_manager, keep):
    Home.objects.create(organisation=home, opened=date(2026, 2, 10), places=4)
    keep()

    shown = page(client, home_manager, "home_month_list", home.key)

    assert "February 2026" in shown
    assert "January 2026" not in shown
    assert shown.count("No record") == 3  # February, April, May
    assert shown.count("Not over") == 1  # June


def test_a_home_shows_its_months_and_gaps(client, home, home_manager, keep, delivered):
    keep()
    keep(date(2026, 2, 1), **(FULL | {"restraints": None, "leavers": None}))

    shown = page(client, home_manager, "home_month_list", home.key)

    assert "2 missing" in shown
    assert "Whole" in shown
    assert "Missing" in shown
    assert "Fill in May 2026" in shown
    assert "No training has begun here" in shown


def test_a_training_that_began_is_said(client, home, home_manager, delivered):
    delivered(home, starts=date(2026, 3, 2), ends=date(2026, 5, 11))

    shown = page(client, home_manager, "home_month_list", home.key)

    assert "RESuLT began on 2 March 2026 and ended on 11 May 2026." in shown
    assert "Began on 2 March 2026" in page(client, home_manager, "home_months")


def test_months_leave_as_a_list_with_those_who_keep_them_only(
    client, home, home_manager, coordinator, keep
):
    keep()
    query = "?as=csv"

    client.force_login(home_manager)
    file = client.get(reverse("deliver:home_month_list", args=[home.key]) + query)
    seen = page(client, coordinator, "home_month_list", home.key, query=query)

    lines = b"".join(file.streaming_content).decode().splitlines()
    assert lines[0].startswith("Home,Month,Nights that young people lived here,")
    assert lines[1].startswith("Larch House,2026-03-01,1,1,")
    assert "<h1" in seen
    assert "Take this list as" not in seen
    assert "Fill in" not in seen


def test_a_month_is_saved_in_part_and_what_is_missing_stays_missing(client, home, home_manager):
    client.force_login(home_manager)
    asked = client.get(month_page(home)).content.decode()

    answer = client.post(month_page(home), numbers(restraints="0", leavers="2"), follow=True)

    kept = HomeMonth.objects.get()
    assert "Leave a box empty where nobody counted" in asked
    assert [measure.title in asked for measure in MEASURES] == [True] * len(MEASURES)
    assert (kept.restraints, kept.leavers, kept.starters) == (0, 2, None)
    assert "14 numbers are missing." in answer.content.decode()
    assert AuditEvent.objects.get(action="home month kept").detail == {
        "month": "2026-03-01", "version": 1, "measures": 2,
    }  # fmt: skip


def test_a_month_that_is_kept_stands_in_its_boxes(client, home, home_manager, keep):
    keep(**(FULL | {"restraints": 7}))

    shown = page(client, home_manager, "home_month", home.key, "2026-03")

    assert 'value="7"' in shown


def test_a_month_that_is_not_over_is_said_and_saved(client, home, home_manager):
    client.force_login(home_manager)

    assert "The month is not over" in client.get(month_page(home, "2026-06")).content.decode()
    client.post(month_page(home, "2026-06"), numbers(restraints="1"))

    assert HomeMonth.objects.get().month == date(2026, 6, 1)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"restraints": "some"}, "Enter a whole number, or leave the box empty."),
        ({"restraints": "-1"}, "Enter 0 or more, or leave the box empty."),
        ({"restraints": "10000"}, "Enter 9,999 or less."),
        (
            {"school_possible": "10", "school_attended": "11"},
            "More school sessions were attended than were possible.",
        ),
    ],
)
def test_a_number_that_cannot_be_is_refused(client, home, home_manager, said, words):
    client.force_login(home_manager)

    answer = client.post(month_page(home), numbers(**said))

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "<title>Error:" in answer.content.decode()
    assert not HomeMonth.objects.exists()


def test_what_is_likely_a_slip_is_asked_about_once(client, home, home_manager):
    Home.objects.create(organisation=home, places=4)
    client.force_login(home_manager)
    sent = numbers(child_nights="200")

    asked = client.post(month_page(home), sent)
    client.post(month_page(home), sent | {"sure": "on"})

    shown = asked.content.decode()
    assert "More young people lived here than the home has places for." in shown
    assert "I have looked again, and these numbers are right" in shown
    assert HomeMonth.objects.get().child_nights == 200


def test_two_who_save_a_month_lose_nothing_of_each_other(client, home, home_manager, keep):
    client.force_login(home_manager)
    keep(**(FULL | {"restraints": 5}))

    first = client.post(month_page(home), numbers(restraints="9", seen="0"))
    second = client.post(month_page(home), numbers(restraints="9", seen="1"))

    shown = first.content.decode()
    assert first.status_code == 409
    assert "Somebody else saved this month since you opened it." in shown
    assert "Saved by somebody else, and yours" in shown
    assert 'name="seen" value="1"' in shown
    assert second.status_code == 302
    assert HomeMonth.objects.get().restraints == 9


@pytest.mark.parametrize("month", ["2026-13", "march", "2026-07", "1999-12", "0001-01"])
def test_what_is_no_month_is_not_found(client, home, home_manager, month):
    page(client, home_manager, "home_month", home.key, month, status=404)
    until = f"?for=review&until={month}"
    page(client, home_manager, "home_pack", home.key, query=until, status=404)


def test_months_are_not_for_those_who_may_not_see_them(
    client, home, member, elsewhere, northmere, coordinator
):
    other = member(elsewhere, "programme_lead")
    reader = member(northmere, "reader")
    for name, args in (
        ("home_month_list", [home.key]), ("home_month", [home.key, "2026-03"]),
        ("home_charts", [home.key]), ("home_chart", [home.key, "restraints"]),
        ("home_pack", [home.key]), ("home_pack_pdf", [home.key]),
        ("home_restraints", [home.key]), ("restraint_add", [home.key]),
    ):  # fmt: skip
        page(client, other, name, *args, status=404)
        page(client, reader, name, *args, status=404)
    for name in ("home_months", "homes_compare", "restraints", "home_months_upload",
                 "home_months_template"):  # fmt: skip
        page(client, reader, name, status=404)
    page(client, coordinator, "home_month", home.key, "2026-03", status=404)
    page(client, coordinator, "home_months_upload", status=404)
    page(client, coordinator, "home_pack_pdf", home.key, status=404)


def rows_of(content):
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return book.get_sheet_by_index(0).to_python()


def test_a_list_goes_out_with_what_is_kept_and_comes_back(client, home, home_manager, keep):
    keep(date(2026, 5, 1), **(FULL | {"restraints": 3}))
    client.force_login(home_manager)

    out = rows_of(client.get(reverse("deliver:home_months_template")).content)

    assert out[0][:3] == ["Home", "Month", "Nights that young people lived here"]
    assert len(out) == 13
    assert out[12][:2] == ["Larch House", date(2026, 5, 1)]
    assert 3 in out[12]
    assert out[1][2:] == [""] * 16
    back = client.post(
        reverse("deliver:home_months_upload"),
        {"file": SimpleUploadedFile(
            "months.xlsx", client.get(reverse("deliver:home_months_template")).content
        ), "home": ""},
    )  # fmt: skip
    assert "This list changes nothing." in back.content.decode()


def brought(client, text, **said):
    return client.post(
        reverse("deliver:home_months_upload"),
        {"file": SimpleUploadedFile("months.csv", text.encode()), "home": ""} | said,
    )


def payload(answer):
    return answer.content.decode().split('name="brought" value="')[1].split('"')[0]


def test_a_list_is_looked_at_and_then_kept(client, home, home_manager, keep):
    keep(**(FULL | {"restraints": 5}))
    client.force_login(home_manager)
    text = (
        "Home,Month,Restraints,Weather\nLarch House,March 2026,6,1\n"
        "Larch House,April 2026,2,1\nOak House,April 2026,2,1\nLarch House,July 2026,2,1\n"
    )

    looked = brought(client, text)
    shown = looked.content.decode()
    done = client.post(
        reverse("deliver:home_months_apply"), {"brought": payload(looked)}, follow=True
    )

    assert "1 new, 1 changed, 0 as kept already." in shown
    assert "Restraints: 5 to 6" in shown
    assert "These columns were left out: Weather." in shown
    assert "deliver.home-unknown" in shown
    assert "deliver.month-in-future" in shown
    assert "2 months are saved." in done.content.decode()
    assert list(HomeMonth.objects.order_by("month").values_list("restraints", flat=True)) == [
        6, 2,
    ]  # fmt: skip


def test_a_list_of_one_home_needs_no_column_for_it(client, home, home_manager):
    client.force_login(home_manager)

    shown = brought(client, "Month,Restraints\nMarch 2026,2\n", home=str(home.key))

    assert "1 new, 0 changed" in shown.content.decode()


def test_a_list_that_was_overtaken_is_brought_again(client, home, home_manager, keep):
    client.force_login(home_manager)
    looked = brought(client, "Home,Month,Restraints\nLarch House,March 2026,6\n")
    keep()

    answer = client.post(
        reverse("deliver:home_months_apply"), {"brought": payload(looked)}, follow=True
    )

    assert "Somebody else saved one of these months" in answer.content.decode()
    assert HomeMonth.objects.get().restraints == 1


def test_a_preview_of_somebody_else_is_not_kept(client, home, home_manager, member):
    client.force_login(home_manager)
    looked = brought(client, "Home,Month,Restraints\nLarch House,March 2026,6\n")
    client.force_login(member(home, "home_manager", email="other@larch.example"))

    answer = client.post(reverse("deliver:home_months_apply"), {"brought": payload(looked)})

    assert answer.status_code == 404


def test_a_preview_that_was_tampered_with_is_not_kept(client, home, home_manager):
    client.force_login(home_manager)

    answer = client.post(reverse("deliver:home_months_apply"), {"brought": "x"}, follow=True)

    assert "This page was too old." in answer.content.decode()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"not a list", "deliver.list-without-headings"),
        (b"PK\x03\x04 broken", "records."),
        (b"x" * (2 << 20) + b"x", "larger than 2 MB"),
        (b"", "empty"),
    ],
)
def test_a_file_that_is_no_list_is_refused(client, home_manager, home, content, words):
    client.force_login(home_manager)

    answer = client.post(
        reverse("deliver:home_months_upload"),
        {"file": SimpleUploadedFile("months.csv", content), "home": ""},
    )

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_list_with_too_many_rows_is_refused(client, home, home_manager):
    client.force_login(home_manager)

    with patch("holdfast_web.deliver.views.home_month_files.MOST_ROWS", 1):
        answer = brought(
            client, "Home,Month,Restraints\nLarch House,03/2026,1\nLarch House,04/2026,1\n"
        )

    assert "deliver.list-too-large" in answer.content.decode()


def test_a_home_is_found_by_its_urn_and_never_by_a_name_that_two_have(
    client, member, northmere, home
):
    Home.objects.create(organisation=home, ofsted_urn="SC400001")
    twin = Organisation.objects.create(name="Wing", kind=Kind.HOME, parent=northmere)
    other = Organisation.objects.create(name="Provider", kind=Kind.PROVIDER, parent=northmere)
    Organisation.objects.create(name="Wing", kind=Kind.HOME, parent=other)
    client.force_login(member(northmere, "programme_lead"))

    shown = brought(
        client, "Home,Month,Restraints\nSC400001,March 2026,1\nWing,March 2026,1\n"
    ).content.decode()

    assert "1 new" in shown
    assert "deliver.home-unknown" in shown
    assert not HomeMonth.objects.filter(organisation=twin).exists()
