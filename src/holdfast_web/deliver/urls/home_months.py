"""The addresses of homes' months, their charts, comparisons, packs, and of restraints."""

from django.urls import path

from holdfast_web.deliver.views import (
    home_comparison,
    home_month_files,
    home_months,
    home_packs,
    process_charts,
    restraints,
)

urlpatterns = [
    path("home-months/", home_months.home_months, name="home_months"),
    path(
        "home-months/template/",
        home_month_files.home_months_template,
        name="home_months_template",
    ),
    path("home-months/upload/", home_month_files.home_months_upload, name="home_months_upload"),
    path("home-months/apply/", home_month_files.home_months_apply, name="home_months_apply"),
    path("home-months/compare/", home_comparison.homes_compare, name="homes_compare"),
    path("home-months/compare/chosen/", home_comparison.homes_chosen, name="homes_chosen"),
    path("home-months/compare/release/", home_comparison.homes_release, name="homes_release"),
    path("home-months/<uuid:key>/", home_months.home_month_list, name="home_month_list"),
    path("home-months/<uuid:key>/charts/", process_charts.home_charts, name="home_charts"),
    path(
        "home-months/<uuid:key>/charts/<slug:measure>/",
        process_charts.home_chart,
        name="home_chart",
    ),
    path("home-months/<uuid:key>/pack/", home_packs.home_pack_page, name="home_pack"),
    path("home-months/<uuid:key>/pack/pdf/", home_packs.home_pack_pdf, name="home_pack_pdf"),
    path(
        "home-months/<uuid:key>/restraints/",
        restraints.home_restraints,
        name="home_restraints",
    ),
    path(
        "home-months/<uuid:key>/restraints/add/",
        restraints.restraint_add,
        name="restraint_add",
    ),
    path("home-months/<uuid:key>/<str:month>/", home_months.home_month, name="home_month"),
    path("restraints/", restraints.restraints, name="restraints"),
    path("restraints/<uuid:key>/", restraints.restraint, name="restraint"),
    path(
        "restraints/<uuid:key>/take-out/",
        restraints.restraint_take_out,
        name="restraint_take_out",
    ),
]
