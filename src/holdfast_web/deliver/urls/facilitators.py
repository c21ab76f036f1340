"""The addresses of facilitators, and of who delivers a run."""

from django.urls import path

from holdfast_web.deliver.views import facilitators, run_facilitators

urlpatterns = [
    path("facilitators/", facilitators.facilitators, name="facilitators"),
    path("facilitators/add/", facilitators.facilitator_add, name="facilitator_add"),
    path("facilitators/<uuid:key>/", facilitators.facilitator, name="facilitator"),
    path(
        "facilitators/<uuid:key>/change/", facilitators.facilitator_change,
        name="facilitator_change",
    ),
    path(
        "facilitators/<uuid:key>/certify/", facilitators.facilitator_certify,
        name="facilitator_certify",
    ),
    path(
        "runs/<uuid:key>/facilitators/", run_facilitators.run_facilitators,
        name="run_facilitators",
    ),
    path(
        "runs/<uuid:key>/facilitators/add/", run_facilitators.run_facilitator_add,
        name="run_facilitator_add",
    ),
    path(
        "runs/<uuid:key>/facilitators/<int:place>/cover/",
        run_facilitators.run_facilitator_cover,
        name="run_facilitator_cover",
    ),
    path(
        "runs/<uuid:key>/facilitators/<int:place>/end/",
        run_facilitators.run_facilitator_end,
        name="run_facilitator_end",
    ),
]  # fmt: skip
