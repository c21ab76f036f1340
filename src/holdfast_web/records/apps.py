"""The app of records."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Known to Django as `records`."""

    name = "holdfast_web.records"
    label = "web_records"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what this app does and where its pages are."""
        from holdfast_web.people import due, search
        from holdfast_web.people.jobs import job_ended
        from holdfast_web.records import jobs, ways
        from holdfast_web.records.queries.answers import offer_answers
        from holdfast_web.records.queries.due import due_returns, find_returns
        from holdfast_web.ui.ways_in import offer

        job_ended.connect(jobs.let_go, dispatch_uid="records.let_go")
        offer(20, ways.offers)
        due.offer(due_returns)
        search.offer_finder(find_returns)
        offer_answers()
