"""The addresses of the demo, to be named by tests that switch the demo on."""

from django.urls import include, path

from holdfast_web.people.views import demo

urlpatterns = [
    path("", include("holdfast_web.config.urls")),
    path("demo/", demo.demo_sign_in, name="demo_sign_in"),
]
