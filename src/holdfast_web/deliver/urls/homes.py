"""The addresses of children's homes."""

from django.urls import path

from holdfast_web.deliver.views import homes

urlpatterns = [
    path("homes/", homes.home_list, name="homes"),
    path("homes/<uuid:key>/", homes.home, name="home"),
    path("homes/<uuid:key>/change/", homes.home_change, name="home_change"),
]
