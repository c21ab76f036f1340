"""The app of layouts, components and charts. It has no models."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Known to Django as `ui`."""

    name = "holdfast_web.ui"
    label = "ui"

    def ready(self) -> None:
        """Refuse to start with a look that nobody could read."""
        from holdfast_web.ui.look import look

        look()
