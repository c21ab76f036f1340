"""Inside a service: fill it with rows of many kinds, and files."""

import os
import random

from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.utils import timezone

from holdfast_web.people import audit, store
from holdfast_web.people.jobs import ask, run_now
from holdfast_web.people.models import Membership, Organisation, User
from holdfast_web.people.models.organisation import Kind
from holdfast_web.people.roles import RoleName


def fill():
    place = Organisation.objects.get(name="Northmere")
    home = Organisation.objects.create(name="Beech House — 北", kind=Kind.HOME, parent=place)
    for number in range(1200):  # more than one part of a table
        audit.put_down("thing done", by=None, organisation=place, detail={"number": number})
    analyst = User.objects.get(email="analyst@northmere.example")
    manager = User.objects.create_user("manager@northmere.example", "invented words, many")
    Membership.objects.create(
        user=manager, organisation=home, role=RoleName.HOME_MANAGER, given_by=analyst
    )
    Authenticator.objects.create(user=analyst, type="totp", data={"secret": "invented"})
    Session.objects.create(session_key="k" * 32, session_data="x", expire_date=timezone.now())
    asked = {"by": analyst, "organisation": place}
    run_now(ask("kill.write", **asked, arguments={"steps": 1, "of": [1.5]}))
    ask("kill.write", **asked, arguments={"steps": 1})
    store.folder(place, "returns", "1").joinpath("a.parquet").write_bytes(
        random.Random(1).randbytes(3 << 20)  # noqa: S311  (not a secret)
    )
    store.folder(place).joinpath("holdfast.secret").write_bytes(os.urandom(32))
    store.folder(home, "empty").joinpath("nothing").write_bytes(b"")
    store.folder(place, "scratch", "passing").joinpath("half").write_bytes(b"half")
