"""Run inside the service: fill it with an invented authority, and say what there is.

What is printed is read by `served.py`: a cookie for each person, and the keys of things, by the
names that `pages.py` uses in addresses.
"""

import json
import os
import time
from datetime import timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.journeys.settings")

import django

django.setup()

from allauth.account.models import EmailAddress  # noqa: E402  (after Django is set up)
from allauth.mfa.adapter import get_adapter  # noqa: E402
from allauth.mfa.models import Authenticator  # noqa: E402
from django.contrib.auth import login  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import RequestFactory, override_settings  # noqa: E402
from django.utils import timezone  # noqa: E402
from tests.journeys.furnish_home_months import home_months_kept  # noqa: E402
from tests.journeys.furnish_programmes import programmes_kept  # noqa: E402
from tests.journeys.furnish_runs import runs_kept  # noqa: E402
from tests.journeys.furnish_services import services_kept  # noqa: E402
from tests.journeys.furnish_sites import sites_kept  # noqa: E402
from tests.journeys.furnish_work import released, worked  # noqa: E402
from tests.journeys.people import NEWCOMER, PASSWORD, PEOPLE, TOTP_SECRET  # noqa: E402

from holdfast.evaluation.inputs import key_of_seed  # noqa: E402
from holdfast_web.people.conduct import VERSION  # noqa: E402
from holdfast_web.people.models import Invitation, Membership, Organisation, User  # noqa: E402
from holdfast_web.people.models.organisation import Kind  # noqa: E402
from holdfast_web.people.operations.demo import make_demo_people  # noqa: E402
from holdfast_web.people.operations.emergencies import take_emergency_access  # noqa: E402
from holdfast_web.people.operations.invitations import hash_of  # noqa: E402
from holdfast_web.people.roles import RoleName  # noqa: E402
from holdfast_web.records.places import keep_secret  # noqa: E402

SEED = 1  # of Northmere's protocol
BACKEND = "django.contrib.auth.backends.ModelBackend"
LONG = timedelta(days=300)


def person(name, organisation):
    role, second_factor = PEOPLE[name]
    user = User.objects.create_user(
        f"{name}@northmere.example", PASSWORD, name=f"Invented {name}"
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    if name != NEWCOMER:
        user.code_of_conduct_version, user.code_of_conduct_accepted = VERSION, timezone.now()
        user.save()
    if second_factor:
        Authenticator.objects.create(
            user=user,
            type=Authenticator.Type.TOTP,
            data={"secret": get_adapter().encrypt(TOTP_SECRET)},
        )
    Membership.objects.create(user=user, organisation=organisation, role=RoleName(role))
    return user


def cookie(user, *, just_now=True):
    """Sign somebody in; `just_now` means that they need not show again who they are."""
    request = RequestFactory().get("/")
    request.session = SessionStore()
    login(request, user, backend=BACKEND)
    if just_now:
        later = time.time() + 24 * 3600
        record = {"method": "password", "at": later, "reauthenticated": True}
        request.session["account_authentication_methods"] = [record]
        request.session["account_authentication_methods_user"] = str(user.pk)
    request.session.save()
    return request.session.session_key


def invitation(organisation, sender, secret, email):
    return Invitation.objects.create(
        organisation=organisation, email=email, role=RoleName.READER,
        secret_hash=hash_of(secret), sent_by=sender, sent_at=timezone.now(),
        expires_at=timezone.now() + LONG,
    )  # fmt: skip


def main():
    call_command("migrate", verbosity=0, skip_checks=True, run_syncdb=True)
    place = Organisation.objects.create(name="Northmere", kind=Kind.AUTHORITY)
    home = Organisation.objects.create(name="Invented House", kind=Kind.HOME, parent=place)
    # Under the same key the command line finds the same, to the byte.
    keep_secret(place, key_of_seed(SEED))
    people = {name: person(name, place) for name in PEOPLE}
    with override_settings(DEMO=True):
        make_demo_people(place)
    cookies = {name: cookie(user) for name, user in people.items()}
    cookies["analyst-of-yesterday"] = cookie(people["analyst"], just_now=False)
    administrator = people["system_administrator"]
    for secret, email in (
        ("for-somebody-new", "new@northmere.example"),
        ("for-somebody-known", people["practitioner"].email),
    ):
        kept = invitation(place, administrator, secret, email)
    key = Authenticator.objects.create(
        user=people["keyholder"], type=Authenticator.Type.WEBAUTHN,
        data={"name": "An invented key", "credential": {}},
    )  # fmt: skip
    emergency = take_emergency_access(
        by=people["programme_lead"], organisation=place,
        reason="An invented reason: the night duty team asked for a journey.",
    )  # fmt: skip
    keys = {
        "organisation": place.key, "home": home.key, "invitation": kept.key,
        "emergency": emergency.key, "reader": people["reader"].key, "passkey": key.pk,
        "administrator": administrator.key,
        **worked(place, people["analyst"]),
        **released(place, people["commissioner"], people["analyst"]),
        **programmes_kept(place, people["programme_lead"]),
        **runs_kept(home, people["programme_lead"]),
        **home_months_kept(place, home, people["programme_lead"]),
        **sites_kept(place, home, people["programme_lead"]),
        **services_kept(place, people["programme_lead"]),
    }  # fmt: skip
    print(json.dumps({"cookies": cookies, "keys": keys}, default=str))  # noqa: T201


main()
