"""The addresses of what is seen across sites."""

from django.urls import path

from holdfast_web.deliver.views import national

urlpatterns = [
    path("national/", national.national_view, name="national"),
    path("exchange/", national.exchange, name="exchange"),
]
