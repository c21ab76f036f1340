"""The app of protocols, runs, findings and the interface for programs."""

from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    """Known to Django as `web_evaluation`."""

    name = "holdfast_web.evaluation"
    label = "web_evaluation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell of the work that is done here, the ways in, and what waits or is found."""
        from holdfast_web.evaluation import jobs  # noqa: F401
        from holdfast_web.evaluation.queries.answers import offer_answers
        from holdfast_web.evaluation.queries.due import (
            due_evaluations,
            find_evaluations,
            find_protocols,
        )
        from holdfast_web.evaluation.ways import ways
        from holdfast_web.people import due, search
        from holdfast_web.ui.ways_in import offer

        offer(30, ways)
        due.offer(due_evaluations)
        search.offer_finder(find_evaluations)
        search.offer_finder(find_protocols)
        offer_answers()
