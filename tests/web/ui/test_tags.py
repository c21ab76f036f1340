"""The tags that templates draw with."""

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.template import RequestContext, Template
from django.test import RequestFactory
from django.utils.safestring import mark_safe
from lxml import html

from holdfast_web.ui import navigation


def drawn(source, path="/list/", **context):
    request = RequestFactory().get(path)
    request.user = AnonymousUser()
    text = Template(source).render(RequestContext(request, context))
    return html.fragment_fromstring(text, create_parent="div")


def test_a_table_has_a_caption_heads_and_a_box_for_the_keyboard():
    tree = drawn(
        '{% ui_table "Homes" head rows numeric="2" %}',
        head=("Home", "Children"),
        rows=[("Beech <House>", 4)],
    )

    assert [one.text.strip() for one in tree.xpath(".//caption")] == ["Homes"]
    assert len(tree.xpath(".//thead//th[@scope='col']")) == 2
    assert [one.text.strip() for one in tree.xpath(".//th[@scope='row']")] == ["Beech <House>"]
    assert "numeric" in tree.xpath(".//tbody//td/@class")[0]
    assert tree.xpath("./div/@tabindex | ./div/@role | ./div/@aria-label") == [
        "region",
        "Homes",
        "0",
    ]


def test_a_list_says_where_it_is_and_keeps_its_filter():
    page = Paginator(range(1234), 25).page(3)
    tree = drawn("{% ui_pagination page %}", "/list/?state=done&page=3", page=page)

    assert tree.xpath("./p/text()") == ["Showing 51 to 75 of 1,234."]
    assert "?state=done&page=4" in tree.xpath(".//a[@rel='next']/@href")
    assert tree.xpath(".//a[@aria-current='page']/@href") == ["?state=done&page=3"]


def test_a_list_of_one_page_needs_no_links():
    assert len(drawn("{% ui_pagination page %}", page=Paginator([1], 25).page(1))) == 0


def test_a_list_is_taken_as_a_file_whole_and_with_its_filter():
    tree = drawn("{% ui_exports %}", "/list/?state=done&page=3")

    assert tree.xpath(".//a/@href") == ["?state=done&as=excel", "?state=done&as=csv"]


def test_filters_are_sent_with_the_address_and_can_be_cleared():
    class Narrow(forms.Form):
        state = forms.ChoiceField(choices=(("", "Any"), ("done", "Done")), required=False)

    plain = drawn("{% ui_filters form %}", form=Narrow())
    used = drawn("{% ui_filters form %}", "/list/?state=done", form=Narrow({"state": "done"}))

    assert plain.xpath("./form/@method | ./form/@action") == ["get", "/list/"]
    assert plain.xpath(".//a") == []
    assert used.xpath(".//a/@href") == ["/list/"]
    assert used.xpath(".//option[@selected]/@value") == ["done"]


@pytest.mark.parametrize(
    ("kind", "title", "role"),
    [
        ("success", "Done", "alert"),
        ("error", "There is a problem", "alert"),
        ("", "Please note", "region"),
    ],
)
def test_a_message_says_how_it_is_meant(kind, title, role):
    banner = drawn("{% ui_notification 'Kept.' kind %}", kind=kind).xpath("./div")[0]

    assert banner.xpath(".//h2")[0].text.strip() == title
    assert banner.get("role") == role


def test_texts_are_escaped_and_drawn_components_are_not():
    tree = drawn(
        "{% ui_summary_list rows %}",
        rows=[
            ("Name", "<b>x</b>"),
            ("State", mark_safe("<i>y</i>"), "/change/", "Change", "state"),
        ],
    )
    values = tree.xpath(".//dd[contains(@class, 'value')]")

    assert values[0].text.strip() == "<b>x</b>"
    assert values[1].xpath("./i/text()") == ["y"]
    assert " ".join(tree.xpath(".//a")[0].text_content().split()) == "Change state"


def test_the_way_in_under_which_a_page_lies_is_marked(monkeypatch):
    ways = [("Returns", "/returns/"), ("Refused", "/returns/refused/"), ("Home", "/")]
    monkeypatch.setattr(navigation, "ways_in", lambda _user: ways)
    tree = drawn("{% ui_navigation %}", "/returns/refused/3/")

    marked = tree.xpath(".//nav[@aria-label='Ways in']//a[@aria-current]/@href")
    questions = tree.xpath(".//nav[@aria-label='The five questions']//a")
    assert marked == ["/returns/refused/"]
    assert [" ".join(link.text_content().split()) for link in questions] == [
        "Home", "Change", "Deliver", "Measure", "Value", "Sustain",
    ]  # fmt: skip


def test_buttons_and_tags_and_panels_are_drawn():
    tree = drawn(
        '{% ui_button "Go" href="/x/" kind="start" %}{% ui_button "Stop" kind="warning" %}'
        '{% ui_tag "Late" "red" %}{% ui_panel "Sent" "Thank you." %}{% ui_details "More" "w" %}'
        '{% ui_task_list tasks %}{% ui_bullets tasks %}{% ui_inset "i" %}{% ui_warning "w" %}',
        tasks=[("Read", "/r/", "Completed"), ("Check", None, "Not yet")],
    )

    assert tree.xpath("./a[contains(@class, 'start')]/@href") == ["/x/"]
    assert tree.xpath("./button[contains(@class, 'warning')]/@type") == ["submit"]
    assert tree.xpath("./strong[contains(@class, 'tag--red')]/text()")[0].strip() == "Late"
    assert tree.xpath(".//h1")[0].text.strip() == "Sent"
    assert tree.xpath("./ul[contains(@class, 'task-list')]//a/@href") == ["/r/"]
