"""The addresses of people's pages."""

from django.conf import settings
from django.urls import path

from holdfast_web.people.views import (
    access,
    account,
    demo,
    home,
    invitations,
    job,
    members,
    notices,
    organisations,
    problem,
    releases,
    roles,
    search,
    trail,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("search/", search.search, name="search"),
    path("notices/", notices.notices, name="notices"),
    path("problem/", problem.Problem.as_view(), name="problem"),
    path("problem/<slug:step>/", problem.Problem.as_view(), name="problem_step"),
    path("jobs/<uuid:key>/", job.job, name="job"),
    path("jobs/<uuid:key>/cancel/", job.cancel_job, name="job_cancel"),
    path("releases/", releases.releases, name="releases"),
    path("releases/<uuid:key>/", releases.release, name="release"),
    path("releases/<uuid:key>/file/", releases.release_file, name="release_file"),
    path("releases/<uuid:key>/withdraw/", releases.withdraw_release, name="release_withdraw"),
    path("organisations/", organisations.organisation_list, name="organisations"),
    path("organisations/add/", organisations.organisation_add, name="organisation_add"),
    path("organisations/<uuid:key>/", organisations.organisation, name="organisation"),
    path(
        "organisations/<uuid:key>/change/",
        organisations.organisation_change,
        name="organisation_change",
    ),
    path("organisations/<uuid:key>/invite/", members.person_invite, name="person_invite"),
    path(
        "organisations/<uuid:key>/invitations/<uuid:invitation>/withdraw/",
        members.invitation_withdraw,
        name="invitation_withdraw",
    ),
    path("organisations/<uuid:key>/people/<uuid:person>/", members.person, name="person"),
    path(
        "organisations/<uuid:key>/people/<uuid:person>/take/",
        members.person_take_role,
        name="person_take_role",
    ),
    path(
        "organisations/<uuid:key>/people/<uuid:person>/switch/",
        members.person_switch,
        name="person_switch",
    ),
    path("invitation/<str:secret>/", invitations.invitation, name="invitation"),
    path("roles/", roles.roles, name="roles"),
    path("trail/", trail.trail, name="trail"),
    path("code-of-conduct/", access.code_of_conduct, name="code_of_conduct"),
    path("emergency/", access.emergencies, name="emergencies"),
    path("emergency/take/", access.emergency_take, name="emergency_take"),
    path("emergency/<uuid:key>/", access.emergency, name="emergency"),
    path("emergency/<uuid:key>/end/", access.emergency_end, name="emergency_end"),
    path("account/", account.account, name="account"),
    # In place of allauth's page: people are known by the address that they were invited by.
    path("account/email/", account.account, name="account_email"),
]
if settings.DEMO:
    urlpatterns.append(path("demo/", demo.demo_sign_in, name="demo_sign_in"))
