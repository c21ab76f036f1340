"""The addresses of coverage: the table of runs, one run, and whom it counts."""

from django.urls import path

from holdfast_web.deliver.views import coverage

urlpatterns = [
    path("coverage/", coverage.coverage_list, name="coverage"),
    path("coverage/<uuid:key>/", coverage.coverage_run, name="coverage_run"),
    path("coverage/<uuid:key>/rule/", coverage.coverage_rule, name="coverage_rule"),
]
