"""The app of records."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Known to Django as `records`."""

    name = "holdfast_web.records"
    label = "web_records"
    default_auto_field = "django.db.models.BigAutoField"
