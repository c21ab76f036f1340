"""The addresses of programmes: the library, one's own, side by side, versions and fit."""

from django.urls import path

from holdfast_web.deliver.views import fit, programmes
from holdfast_web.deliver.views.programme_varying import ChangeVaried, Vary
from holdfast_web.deliver.views.programme_writing import AddOwn, ChangeOwn

urlpatterns = [
    path("programmes/", programmes.programme_list, name="programmes"),
    path("programmes/compare/", programmes.programme_compare, name="programme_compare"),
    path("programmes/new/", AddOwn.as_view(), name="programme_new"),
    path("programmes/new/<slug:step>/", AddOwn.as_view(), name="programme_new_step"),
    path("programmes/<str:urn>/", programmes.programme, name="programme"),
    path(
        "programmes/<str:urn>/versions/", programmes.programme_versions,
        name="programme_versions",
    ),
    path(
        "programmes/<str:urn>/versions/<int:version>/", programmes.programme,
        name="programme_version",
    ),
    path("programmes/<str:urn>/change/", ChangeOwn.as_view(), name="programme_change"),
    path(
        "programmes/<str:urn>/change/<slug:step>/", ChangeOwn.as_view(),
        name="programme_change_step",
    ),
    path("programmes/<str:urn>/vary/", Vary.as_view(), name="programme_vary"),
    path("programmes/<str:urn>/vary/<slug:step>/", Vary.as_view(), name="programme_vary_step"),
    path(
        "programmes/<str:urn>/variations/", ChangeVaried.as_view(),
        name="programme_vary_change",
    ),
    path(
        "programmes/<str:urn>/variations/<slug:step>/", ChangeVaried.as_view(),
        name="programme_vary_change_step",
    ),
    path("programmes/<str:urn>/fit/", fit.programme_fit, name="programme_fit"),
    path("programmes/<str:urn>/fit/new/", fit.JudgeFit.as_view(), name="programme_fit_new"),
    path(
        "programmes/<str:urn>/fit/new/<slug:step>/", fit.JudgeFit.as_view(),
        name="programme_fit_step",
    ),
]  # fmt: skip
