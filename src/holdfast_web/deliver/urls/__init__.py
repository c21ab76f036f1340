"""The addresses of delivery, an area to a file; their names begin with `deliver:`."""

from django.urls import include, path

app_name = "deliver"
AREAS = (
    "programmes", "sites", "homes", "staff", "facilitators", "runs", "registers", "coverage",
    "fidelity", "home_months", "referrals", "national",
)  # fmt: skip

urlpatterns = [path("", include(f"holdfast_web.deliver.urls.{area}")) for area in AREAS]
