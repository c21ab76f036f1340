"""Which address leads to which app?"""

from __future__ import annotations

from django.urls import include, path

from holdfast_web.config import health

handler400 = "holdfast_web.config.refusals.bad_request"
handler403 = "holdfast_web.config.refusals.forbidden"
handler404 = "holdfast_web.config.refusals.not_found"
handler500 = "holdfast_web.config.refusals.broken"

urlpatterns = [
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("health/work", health.work, name="health_work"),
    path("", include("holdfast_web.ui.urls")),
    path("", include("holdfast_web.people.urls")),
    path("", include("holdfast_web.records.urls")),
    path("deliver/", include("holdfast_web.deliver.urls")),
    path("", include("holdfast_web.evaluation.urls")),
    path("account/", include("allauth.urls")),
]
