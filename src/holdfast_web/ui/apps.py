"""The app of layouts, components and charts. It has no models."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Known to Django as `ui`."""

    name = "holdfast_web.ui"
    label = "ui"
