"""The one form renderer."""

import pytest
from django import forms
from lxml import html

from holdfast_web.ui.days import DayField
from holdfast_web.ui.forms import draw, error_summary


class EveryField(forms.Form):
    name = forms.CharField(label="Name <b>", help_text="As it is known.")
    secret = forms.CharField(label="Secret", widget=forms.PasswordInput)
    email = forms.EmailField(label="Email")
    many = forms.IntegerField(label="How many", required=False)
    words = forms.CharField(label="Words", widget=forms.Textarea(attrs={"rows": 3}))
    when = DayField(label="When")
    kind = forms.ChoiceField(label="Kind", choices=(("a", "First"), ("b", "Second")))
    one = forms.ChoiceField(
        label="One", choices=(("x", "Ex"), ("y", "Why")), widget=forms.RadioSelect
    )
    some = forms.MultipleChoiceField(
        label="Some",
        choices=(("p", "Pea"), ("q", "Queue")),
        widget=forms.CheckboxSelectMultiple,
    )
    sure = forms.BooleanField(label="I am sure")
    file = forms.FileField(label="File", widget=forms.FileInput(attrs={"accept": ".zip"}))
    hidden = forms.CharField(widget=forms.HiddenInput)


def drawn(form):
    return html.fragment_fromstring(str(draw(form)), create_parent="form")


@pytest.fixture
def refused():
    return EveryField({"name": "", "secret": "s3", "when-month": "5", "some": ["q"]}, {})


def test_every_field_has_a_label_or_legend_that_names_it():
    tree = drawn(EveryField())
    inputs = tree.xpath(".//input[not(@type='hidden')] | .//select | .//textarea")

    assert len(inputs) == 15
    unnamed = [
        one.get("id")
        for one in inputs
        if not tree.xpath(f".//label[@for='{one.get('id')}']") or not one.get("name")
    ]
    assert unnamed == []
    legends = [legend.text_content().strip() for legend in tree.xpath(".//legend")]
    assert legends == ["When", "One", "Some"]


def test_labels_are_text_and_never_markup():
    assert "Name &lt;b&gt;" in str(draw(EveryField()))


def test_hints_and_errors_describe_their_input(refused):
    name = drawn(refused).xpath(".//input[@id='id_name']")[0]

    assert name.get("aria-describedby").split() == ["id_name-hint", "id_name-error"]


def test_each_error_links_to_something_on_the_page(refused):
    form = drawn(refused)
    summary = html.fragment_fromstring(str(error_summary(refused)))
    links = [link.get("href").removeprefix("#") for link in summary.xpath(".//a")]

    assert len(links) == len(refused.errors)
    assert [one for one in links if not form.xpath(f".//*[@id='{one}']")] == []


def test_the_error_of_a_day_leads_to_the_first_wrong_box(refused):
    summary = html.fragment_fromstring(str(error_summary(refused)))
    wrong = drawn(refused).xpath(".//input[contains(@class, 'govuk-input--error')]/@id")

    assert "#id_when-day" in summary.xpath(".//a/@href")
    assert [one for one in wrong if one.startswith("id_when")] == [
        "id_when-day",
        "id_when-year",
    ]


def test_an_empty_field_is_asked_for_by_its_name(refused):
    class Asking(forms.Form):
        called = forms.CharField(label="What is it called?")

    summary = html.fragment_fromstring(str(error_summary(refused, Asking({}))))
    said = [link.text_content().strip() for link in summary.xpath(".//a")]

    assert {"Enter: Name <b>", "Choose: One", "Choose: File"} <= set(said)
    assert said[-1] == "Answer: What is it called?"
    assert "Enter: Name <b>" in " ".join(drawn(refused).text_content().split())


def test_errors_that_say_the_same_are_told_apart_by_their_labels():
    class Ages(forms.Form):
        youngest = forms.IntegerField(label="Youngest age")
        oldest = forms.IntegerField(label="Oldest age")

    summary = html.fragment_fromstring(
        str(error_summary(Ages({"youngest": "a", "oldest": "b"})))
    )

    assert [link.text_content().strip() for link in summary.xpath(".//a")] == [
        "Youngest age: Enter a whole number.", "Oldest age: Enter a whole number.",
    ]  # fmt: skip


def test_what_was_typed_is_shown_again_but_for_passwords(refused):
    tree = drawn(refused)

    assert tree.xpath(".//input[@id='id_when-month']/@value") == ["5"]
    assert tree.xpath(".//input[@name='some'][@checked]/@value") == ["q"]
    assert tree.xpath(".//input[@id='id_secret']/@value") == []


def test_a_form_without_errors_has_no_summary():
    assert error_summary(EveryField()) == ""


def test_errors_of_several_forms_stand_in_one_summary():
    class Named(forms.Form):
        name = forms.CharField(error_messages={"required": "Give a name."})

    first, second = Named({}, prefix="a"), Named({}, prefix="b")
    summary = html.fragment_fromstring(str(error_summary(first, second)))

    assert summary.xpath(".//a/@href") == ["#id_a-name", "#id_b-name"]


def test_an_error_of_the_whole_form_is_said_without_a_link():
    form = EveryField({})
    form.add_error(None, "The two do not fit together.")
    summary = html.fragment_fromstring(str(error_summary(form)))

    assert summary.xpath(".//li[not(a)]")[0].text_content().strip() == (
        "The two do not fit together."
    )


def test_a_lone_field_can_be_the_heading_of_its_page():
    class Alone(forms.Form):
        page = forms.CharField(label="Which page was it?")

    tree = html.fragment_fromstring(str(draw(Alone(), heading=True)), create_parent="form")

    assert [one.text_content().strip() for one in tree.xpath(".//h1")] == ["Which page was it?"]


def test_radios_carry_their_own_hints():
    class Chosen(forms.Form):
        one = forms.ChoiceField(choices=(("x", "Ex"),), widget=forms.RadioSelect)

    form = Chosen()
    form.fields["one"].hints = {"x": "It comes before why."}
    tree = html.fragment_fromstring(str(draw(form)), create_parent="form")
    described = tree.xpath(".//input/@aria-describedby")[0]

    assert tree.xpath(f".//*[@id='{described}']")[0].text_content().strip() == (
        "It comes before why."
    )


def test_choices_in_groups_are_drawn_one_by_one():
    class Grouped(forms.Form):
        one = forms.ChoiceField(choices=(("Fruit", (("a", "Apple"),)), ("b", "Bread")))

    tree = html.fragment_fromstring(str(draw(Grouped())), create_parent="form")

    assert tree.xpath(".//option/@value") == ["a", "b"]
