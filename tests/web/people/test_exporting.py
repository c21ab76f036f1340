"""Lists that leave as files: as asked for, with an event, and only what is asked for."""

import io

import pytest
from django.test import RequestFactory
from python_calamine import CalamineWorkbook

from holdfast_web.people.exporting import exported
from holdfast_web.people.models import AuditEvent

HEAD = ("Name", "Hours")


@pytest.fixture
def asked(member, northmere):
    """Give a function that asks for a list with an address."""
    user = member(northmere, "reader")

    def ask(query, rows=lambda: [("Staff member 1", 30)]):
        request = RequestFactory().get(f"/staff/{query}")
        request.user = user
        return exported(request, "Staff of a home", HEAD, rows, organisation=northmere)

    return ask


@pytest.mark.parametrize("query", ["", "?as=", "?as=pdf"])
def test_a_page_is_a_page_where_no_file_is_asked_for(asked, query):
    def never():
        raise AssertionError("the rows were asked for")

    assert asked(query, never) is None
    assert not AuditEvent.objects.exists()


def test_a_list_leaves_as_csv_with_an_event(asked, northmere):
    answer = asked("?as=csv")

    assert b"".join(answer.streaming_content) == b"Name,Hours\r\nStaff member 1,30\r\n"
    assert answer["Content-Disposition"] == 'attachment; filename="staff-of-a-home.csv"'
    event = AuditEvent.objects.get()
    assert (event.action, event.organisation_key) == ("list taken as a file", northmere.key)
    assert event.detail == {"list": "Staff of a home", "as": "csv"}


def test_a_list_leaves_as_excel(asked):
    answer = asked("?as=excel")

    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    assert book.get_sheet_by_name("Staff of a home").to_python() == [
        ["Name", "Hours"],
        ["Staff member 1", 30.0],
    ]
    assert answer["Content-Disposition"] == 'attachment; filename="staff-of-a-home.xlsx"'
