"""The addresses of sites and of what belongs to each."""

from django.urls import path

from holdfast_web.deliver.views import site_parts, sites

urlpatterns = [
    path("sites/", sites.sites, name="sites"),
    path("sites/add/", sites.site_add, name="site_add"),
    path("sites/<uuid:key>/", sites.site, name="site"),
    path("sites/<uuid:key>/move/", sites.site_move, name="site_move"),
    path("sites/<uuid:key>/move-back/", sites.site_move_back, name="site_move_back"),
    path("sites/<uuid:key>/funding/", sites.site_fund, name="site_fund"),
    path("sites/<uuid:key>/sharing/", sites.site_share, name="site_share"),
    path("sites/<uuid:key>/team/add/", site_parts.site_team_add, name="site_team_add"),
    path("site-team/<uuid:key>/leave/", site_parts.site_team_leave, name="site_team_leave"),
    path("sites/<uuid:key>/ready/<slug:question>/", site_parts.site_ready, name="site_ready"),
    path("sites/<uuid:key>/last/<slug:question>/", site_parts.site_last, name="site_last"),
    path("sites/<uuid:key>/barriers/add/", site_parts.barrier_add, name="barrier_add"),
    path("barriers/<uuid:key>/resolve/", site_parts.barrier_resolve, name="barrier_resolve"),
    path("sites/<uuid:key>/lessons/add/", site_parts.lesson_add, name="lesson_add"),
]
