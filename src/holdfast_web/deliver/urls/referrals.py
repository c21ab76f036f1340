"""The addresses of services and of what is referred to them."""

from django.urls import path

from holdfast_web.deliver.views import (
    capacity,
    criteria,
    drift,
    enrolments,
    referral_moves,
    referral_services,
    referrals,
)

SERVICE = "services/<uuid:key>/"
REFERRAL = "referrals/<uuid:key>/"

urlpatterns = [
    path("services/", referral_services.services, name="services"),
    path("services/add/", referral_services.service_add, name="service_add"),
    path(SERVICE, referral_services.service, name="service"),
    path(f"{SERVICE}change/", referral_services.service_change, name="service_change"),
    path(f"{SERVICE}places/", referral_services.service_places, name="service_places"),
    path(f"{SERVICE}costs/", referral_services.service_costs, name="service_costs"),
    path(f"{SERVICE}team/add/", referral_services.team_member_add, name="team_member_add"),
    path(f"{SERVICE}team/<uuid:member>/", referral_services.team_member, name="team_member"),
    path(f"{SERVICE}criteria/", criteria.criteria, name="criteria"),
    path(f"{SERVICE}criteria/new/", criteria.NewCriteria.as_view(), name="criteria_new"),
    path(
        f"{SERVICE}criteria/new/<slug:step>/",
        criteria.NewCriteria.as_view(),
        name="criteria_new_step",
    ),
    path(f"{SERVICE}refer/", referrals.refer, name="refer"),
    path(f"{SERVICE}referrals/", referrals.referrals, name="referrals"),
    path(f"{SERVICE}waiting-list/", referrals.waiting_list, name="waiting_list"),
    path(f"{SERVICE}caseloads/", capacity.caseloads, name="caseloads"),
    path(f"{SERVICE}capacity/", capacity.capacity, name="capacity"),
    path(f"{SERVICE}drift/", drift.drift, name="drift"),
    path(f"{SERVICE}drift/release/", drift.drift_release, name="drift_release"),
    path(f"{SERVICE}drift/<uuid:alert>/", drift.drift_decided, name="drift_decided"),
    path(f"{SERVICE}enrolments/", enrolments.service_enrolments, name="service_enrolments"),
    path(REFERRAL, referrals.referral, name="referral"),
    path(f"{REFERRAL}check/", referrals.referral_check, name="referral_check"),
    path(f"{REFERRAL}delete/", referrals.referral_throw_away, name="referral_delete"),
    path(f"{REFERRAL}say/<slug:part>/", referrals.referral_part, name="referral_part"),
    path(f"{REFERRAL}move/<slug:move>/", referral_moves.referral_move, name="referral_move"),
    path(f"{REFERRAL}team/", referral_moves.referral_team, name="referral_team"),
    path(f"{REFERRAL}take-back/", referral_moves.referral_take_back, name="referral_take_back"),
]
