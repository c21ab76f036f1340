"""Run inside the service that is to be killed: set it up, ask for work, call it off."""

import json
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.web.kill.settings")

import django

django.setup()

from django.contrib.auth import login  # noqa: E402  (after Django is set up)
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.test import RequestFactory  # noqa: E402
from django.utils import timezone  # noqa: E402

from holdfast_web.people.conduct import VERSION  # noqa: E402
from holdfast_web.people.jobs import ask, cancel  # noqa: E402
from holdfast_web.people.models import Job, Membership, Organisation, User  # noqa: E402
from holdfast_web.people.models.organisation import Kind  # noqa: E402
from holdfast_web.people.roles import RoleName  # noqa: E402

PASSWORD = "an invented password, and long"  # noqa: S105  (nobody's)


def set_up():
    place, _ = Organisation.objects.get_or_create(name="Northmere", kind=Kind.AUTHORITY)
    user = User.objects.filter(email="analyst@northmere.example").first()
    if user is None:
        user = User.objects.create_user("analyst@northmere.example", PASSWORD)
        Membership.objects.create(user=user, organisation=place, role=RoleName.ANALYST)
        user.code_of_conduct_version = VERSION
        user.code_of_conduct_accepted = timezone.now()
        user.save()
    return place, user


def main(verb, *rest):
    place, user = set_up()
    if verb == "ask":
        kind, arguments, times = rest[0], json.loads(rest[1]), int(rest[2])
        for _ in range(times):
            print(ask(kind, by=user, organisation=place, arguments=arguments).key)  # noqa: T201
    elif verb == "sign_in":
        request = RequestFactory().get("/")
        request.session = SessionStore()
        login(request, user, backend="django.contrib.auth.backends.ModelBackend")
        request.session.save()
        print(request.session.session_key, place.key)  # noqa: T201
    elif verb == "cancel":
        print(cancel(Job.objects.get(key=rest[0]), by=user))  # noqa: T201


main(*sys.argv[1:])
