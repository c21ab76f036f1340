"""A process that answers pages has imported them, and drawn, before its first request."""

import pytest
import vl_convert
from altair.utils import schemapi
from django.urls import clear_url_caches, get_resolver

from holdfast_web.config import gunicorn_settings


@pytest.fixture
def _altair_as_it_was():
    with schemapi.debug_mode(arg=True):
        yield


@pytest.mark.usefixtures("_altair_as_it_was")
def test_every_page_is_imported_before_the_first_request():
    clear_url_caches()
    assert "url_patterns" not in vars(get_resolver())

    gunicorn_settings.post_worker_init(worker=None)

    assert "url_patterns" in vars(get_resolver())


@pytest.mark.usefixtures("_altair_as_it_was")
def test_a_picture_is_drawn_and_charts_are_no_longer_checked_as_they_are_made(monkeypatch):
    draw, drawn = vl_convert.vegalite_to_svg, []

    def draw_and_tell(spec):
        drawn.append(draw(spec))
        return drawn[-1]

    monkeypatch.setattr(vl_convert, "vegalite_to_svg", draw_and_tell)

    gunicorn_settings.post_worker_init(worker=None)

    assert len(drawn) == 1
    assert not schemapi.DEBUG_MODE
