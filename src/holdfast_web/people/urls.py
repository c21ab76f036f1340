"""The addresses of people's pages."""

from django.urls import path

from holdfast_web.people.views import home

urlpatterns = [path("", home.home, name="home")]
