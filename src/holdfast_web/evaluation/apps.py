"""The app of evaluation."""

from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    """Known to Django as `evaluation`."""

    name = "holdfast_web.evaluation"
    label = "web_evaluation"
    default_auto_field = "django.db.models.BigAutoField"
