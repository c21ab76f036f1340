"""Which address leads to which app?"""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("holdfast_web.ui.urls")),
    path("", include("holdfast_web.people.urls")),
    path("account/", include("allauth.urls")),
]
