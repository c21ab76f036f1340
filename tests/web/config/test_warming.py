"""A process that answers pages has imported them before its first request."""

from django.urls import clear_url_caches, get_resolver

from holdfast_web.config import gunicorn_settings


def test_every_page_is_imported_before_the_first_request():
    clear_url_caches()
    assert "url_patterns" not in vars(get_resolver())

    gunicorn_settings.post_worker_init(worker=None)

    assert "url_patterns" in vars(get_resolver())
