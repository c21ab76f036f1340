"""The app of organisations, people, roles, the audit trail and releases."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Known to Django as `people`."""

    name = "holdfast_web.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
