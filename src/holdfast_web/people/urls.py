"""The addresses of people's pages."""

from django.conf import settings
from django.urls import path

from holdfast_web.people.views import demo, home, job, notices, problem, releases, search

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
]
if settings.DEMO:
    urlpatterns.append(path("demo/", demo.demo_sign_in, name="demo_sign_in"))
