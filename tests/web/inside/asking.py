"""Inside a service that is to be killed: set it up, ask for work, call it off."""

from django.contrib.auth import login
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.test import RequestFactory
from django.utils import timezone

from holdfast_web.people.conduct import VERSION
from holdfast_web.people.jobs import ask as ask_for_work
from holdfast_web.people.jobs import cancel as call_off
from holdfast_web.people.models import Job, Membership, Organisation, User
from holdfast_web.people.models.organisation import Kind
from holdfast_web.people.roles import RoleName

PASSWORD = "an invented password, and long"  # noqa: S105  (nobody's)


def make():
    """Give a database every table, and the people who ask."""
    call_command("migrate", skip_checks=True, verbosity=0)
    place = Organisation.objects.create(name="Northmere", kind=Kind.AUTHORITY)
    user = User.objects.create_user("analyst@northmere.example", PASSWORD)
    Membership.objects.create(user=user, organisation=place, role=RoleName.ANALYST)
    user.code_of_conduct_version = VERSION
    user.code_of_conduct_accepted = timezone.now()
    user.save()


def ask(kind, arguments, times):
    return [
        str(ask_for_work(kind, by=_analyst(), organisation=_place(), arguments=arguments).key)
        for _ in range(times)
    ]


def cancel(key):
    return call_off(Job.objects.get(key=key), by=_analyst())


def sign_in():
    request = RequestFactory().get("/")
    request.session = SessionStore()
    login(request, _analyst(), backend="django.contrib.auth.backends.ModelBackend")
    request.session.save()
    return [request.session.session_key, str(_place().key)]


def _analyst():
    return User.objects.get(email="analyst@northmere.example")


def _place():
    return Organisation.objects.get(name="Northmere")
