"""The app of programmes, sites, homes, staff, runs, fidelity, home-months and referrals."""

from django.apps import AppConfig


class DeliverConfig(AppConfig):
    """Known to Django as `web_deliver`."""

    name = "holdfast_web.deliver"
    label = "web_deliver"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Offer the ways in."""
        from holdfast_web.deliver.ways import ways
        from holdfast_web.ui.ways_in import offer

        offer(10, ways)
