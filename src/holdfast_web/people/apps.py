"""The app of organisations, people, roles, the audit trail and releases."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Known to Django as `people`."""

    name = "holdfast_web.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Offer people's pages, watch sign-in, and check that every field is classed."""
        from holdfast_web.people import due, notice_senders, privacy_check, sign_in_events  # noqa: F401
        from holdfast_web.people.queries.access_dues import access_dues
        from holdfast_web.people.queries.dues import release_dues
        from holdfast_web.people.queries.finders import FINDERS
        from holdfast_web.people.queries.job_dues import job_dues
        from holdfast_web.people.queries.ways import people_ways
        from holdfast_web.people.search import offer_finder
        from holdfast_web.ui import ways_in

        ways_in.offer(40, people_ways)
        due.offer(release_dues)
        due.offer(job_dues)
        due.offer(access_dues)
        for finder in FINDERS:
            offer_finder(finder)
