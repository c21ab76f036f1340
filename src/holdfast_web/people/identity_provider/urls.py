"""Which addresses belong to the way by the identity provider? allauth's own names for them."""

from __future__ import annotations

from django.urls import path

from holdfast_web.people.identity_provider import views

urlpatterns = [
    path("oidc/<slug:provider_id>/login/", views.login, name="openid_connect_login"),
    path(
        "oidc/<slug:provider_id>/login/callback/",
        views.callback,
        name="openid_connect_callback",
    ),
]
