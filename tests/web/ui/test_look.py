"""A council's own name, logo and colour."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from holdfast_web.ui import look as looks
from holdfast_web.ui.look import checked, contrast

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>'


@pytest.fixture
def worn(settings):
    """Give a function that sets a look, and take it off again."""

    def wear(**values):
        for name, value in values.items():
            setattr(settings, f"LOOK_{name.upper()}", value)
        looks.look.cache_clear()

    yield wear
    looks.look.cache_clear()


@pytest.fixture(autouse=True)
def _afresh():
    yield
    looks.look.cache_clear()


def test_contrast_is_that_of_the_guidelines():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#767676") == pytest.approx(4.54, abs=0.005)
    assert contrast("#777777", "#777777") == 1


def test_a_colour_that_cannot_be_read_is_refused_with_its_contrast():
    with pytest.raises(ImproperlyConfigured, match=r"4\.3 to 1 with white|4\.4 to 1|4\.5 to 1"):
        checked(name="", colour="#777777", logo="")
    with pytest.raises(ImproperlyConfigured, match="six hexadecimal digits"):
        checked(name="", colour="teal", logo="")


def test_a_logo_that_is_not_there_or_no_picture_is_refused(tmp_path):
    text = tmp_path / "logo.txt"
    text.write_text("no picture")
    large = tmp_path / "logo.png"
    large.write_bytes(b"0" * (looks.LARGEST_LOGO + 1))

    for path, why in ((text, "SVG"), (tmp_path / "gone.svg", "SVG"), (large, "at most")):
        with pytest.raises(ImproperlyConfigured, match=why):
            checked(name="", colour="", logo=str(path))


@pytest.mark.django_db
def test_pages_wear_the_name_colour_and_logo_of_a_council(client, worn, tmp_path):
    logo = tmp_path / "logo.svg"
    logo.write_text(SVG)
    worn(name="Northmere Holdfast", colour="#5A2D81", logo=str(logo))

    page = client.get(reverse("cookies")).content.decode()
    css = client.get(reverse("look"))
    picture = client.get(reverse("logo"))

    assert "<title>Cookies - Northmere Holdfast</title>" in page
    assert f'src="{reverse("logo")}"' in page
    assert "--holdfast-colour: #5a2d81;" in css.content.decode()
    assert css["Content-Type"] == "text/css; charset=utf-8"
    assert b"".join(picture.streaming_content) == SVG.encode()
    assert (picture["Content-Type"], "sandbox" in picture["Content-Security-Policy"]) == (
        "image/svg+xml",
        True,
    )


@pytest.mark.django_db
def test_pages_wear_our_own_look_where_nothing_is_set(client):
    page = client.get(reverse("cookies")).content.decode()

    assert "<title>Cookies - Holdfast</title>" in page
    assert reverse("look") not in page
    assert client.get(reverse("look")).content == b""
    assert client.get(reverse("logo")).status_code == 404
