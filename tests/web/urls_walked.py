"""Every address of the service, with an example in Northmere that others must not reach.

`test_every_url.py` walks them all. Whoever adds an address adds it here, in one of three ways:

`everybody(name, because=…)`
    anyone may ask for it, signed in or not, and it shows nobody's data;
`own(name)`
    who is signed in sees their own there, or their own organisations' (home, lists, forms);
`theirs(name, …)`
    it leads to a thing of one organisation: give what makes one and returns the words of the
    address. `by` names a role in Northmere that does reach it, so that the refusal of others
    means something; None where a page needs files that only its own tests make.

Names are as `reverse` takes them, with their namespace.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cached_property
from importlib import import_module
from pathlib import Path
from uuid import uuid4

from allauth.mfa.models import Authenticator
from django.utils import timezone

from holdfast_web.deliver.models import (
    Facilitator,
    Home,
    Mark,
    Outcome,
    Service,
    Session,
    Site,
    Sitting,
    StaffMember,
)
from holdfast_web.deliver.models import Run as DeliverRun
from holdfast_web.evaluation.models import Protocol, Run, Scope
from holdfast_web.evaluation.operations.tokens import make_token
from holdfast_web.people.models import Emergency, Invitation, Job, Organisation, Release, User
from holdfast_web.people.models.organisation import Kind
from holdfast_web.people.roles import RoleName
from holdfast_web.records.models import ReturnSet, Upload

MARK = "Walked7319"
"""Stands in the name of everything of Northmere's that is made here."""
RESULT = "urn:programme:result"


@dataclass(frozen=True, kw_only=True)
class Walked:
    """How one address is walked."""

    kind: str
    words: object = None
    by: str | None = None
    post: bool = False
    because: str = ""
    counted_in: str = ""


WALKED: dict[str, Walked] = {}


def everybody(*names, because, words=None):
    WALKED.update(
        {name: Walked(kind="everybody", because=because, words=words) for name in names}
    )


def own(*names, words=None):
    WALKED.update({name: Walked(kind="own", words=words) for name in names})


def theirs(*names, words, by="analyst", post=False):
    """`post` says that the address takes a sent form only."""
    WALKED.update(
        {name: Walked(kind="theirs", words=words, by=by, post=post) for name in names}
    )


class Northmere:
    """What there is of Northmere to be reached; each thing is made when it is asked for."""

    def __init__(self, organisation, member):
        self.organisation, self.member = organisation, member

    def person(self, role):
        email = f"{MARK}.{role}@northmere.example".lower()
        found = User.objects.filter(email=email).first()
        return found or self.member(self.organisation, role, email=email)

    @cached_property
    def release(self):
        return Release.objects.create(
            organisation=self.organisation, purpose=MARK, file_name=f"{MARK}.csv", size=1,
            sha256="0" * 64, checks=[MARK], asked_by=self.person("commissioner"),
        )  # fmt: skip

    @cached_property
    def invitation(self):
        return Invitation.objects.create(
            organisation=self.organisation, email=f"{MARK}@invited.example",
            role=RoleName.READER, secret_hash=hashlib.sha256(MARK.encode()).hexdigest(),
            sent_by=self.person("system_administrator"),
            expires_at=timezone.now() + timedelta(days=1),
        )  # fmt: skip

    @cached_property
    def emergency(self):
        return Emergency.objects.create(
            user=self.person("programme_lead"), organisation=self.organisation, reason=MARK,
            ends_at=timezone.now() + timedelta(hours=1),
        )  # fmt: skip

    @cached_property
    def job(self):
        return Job.objects.create(
            organisation=self.organisation, kind="evaluation.run",
            asked_by=self.person("analyst"), step=MARK,
        )  # fmt: skip

    @cached_property
    def returns(self):
        return ReturnSet.objects.create(
            organisation=self.organisation, label=MARK, uploaded_by=self.person("analyst")
        )

    @cached_property
    def upload(self):
        return Upload.objects.create(
            organisation=self.organisation, label=MARK, by=self.person("analyst")
        )

    @cached_property
    def protocol(self):
        return Protocol.objects.create(
            organisation=self.organisation, title=MARK, text=f"title: {MARK}",
            added_by=self.person("analyst"),
        )  # fmt: skip

    @cached_property
    def run(self):
        return Run.objects.create(
            organisation=self.organisation, protocol=self.protocol, returns_key=uuid4(),
            returns_name=MARK, asked_by=self.person("analyst"), job=self.job,
        )  # fmt: skip

    @cached_property
    def token(self):
        return make_token(by=self.person("analyst"), name=MARK, scopes=list(Scope), days=1)[0]

    @cached_property
    def home(self):
        home = Organisation.objects.create(
            name=f"{MARK} home", kind=Kind.HOME, parent=self.organisation
        )
        Home.objects.create(organisation=home)
        return home

    @cached_property
    def staff_member(self):
        return StaffMember.objects.create(
            organisation=self.home, name=f"{MARK} staff", started=date(2024, 1, 1)
        )

    @cached_property
    def facilitator(self):
        return Facilitator.objects.create(organisation=self.organisation, name=f"{MARK} leads")

    @cached_property
    def site(self):
        return Site.objects.create(
            organisation=self.organisation, programme=RESULT, title=f"{MARK} site",
            stage_since=date(2024, 1, 1),
        )  # fmt: skip

    @cached_property
    def programme_run(self):
        return DeliverRun.objects.create(
            organisation=self.home, programme=RESULT, version=1, title=f"{MARK} run",
            content={}, starts=date(2025, 3, 4),
        )  # fmt: skip

    @cached_property
    def sitting(self):
        session = Session.objects.create(run=self.programme_run, number=1, title=MARK)
        return Sitting.objects.create(
            session=session, on=date(2025, 3, 4), starts=time(9), ends=time(12)
        )

    @cached_property
    def mark(self):
        return Mark.objects.create(
            sitting=self.sitting, staff=self.staff_member, outcome=Outcome.PRESENT, version=1
        )

    @cached_property
    def service(self):
        return Service.objects.create(
            organisation=self.organisation, references_of=self.organisation, name=MARK
        )


EVERYTHING = (
    "release", "invitation", "emergency", "returns", "upload", "run", "token", "home",
    "staff_member", "facilitator", "site", "programme_run", "sitting", "mark", "service",
)  # fmt: skip
"""All that there is of Northmere's, so that a list that is not narrowed would show it."""


def programs(*names, words=None, counted_in=""):
    """Addresses for programs, which come with a token and not with a session."""
    WALKED.update(
        {name: Walked(kind="programs", words=words, counted_in=counted_in) for name in names}
    )


def of(thing, **more):
    """Give the words of an address that leads to a thing by its key."""
    return lambda northmere: {
        "key": getattr(northmere, thing).key,
        **{name: word(northmere) for name, word in more.items()},
    }


def person(northmere):
    return northmere.person("reader").key


# The service itself and its look.
everybody(
    "health_live", "health_ready", "health_work", because="load balancers ask without a name"
)
everybody("look", "logo", "robots", because="the look of the pages")
everybody("accessibility", "privacy", "cookies", because="everyone may read about the service")
own("question", words=lambda northmere: {"name": "measure"})
own("home", "search", "notices", "problem")
own("problem_step", words=lambda northmere: {"step": "page"})

# People.
theirs("job", words=of("job"))
theirs("job_cancel", words=of("job"), post=True)
own("releases")
theirs("release", words=of("release"))
theirs("release_file", words=of("release"), by=None, post=True)
theirs("release_withdraw", words=of("release"), by="commissioner", post=True)
own("organisations", "organisation_add")
theirs(
    "organisation", "organisation_change", "person_invite", words=of("organisation"),
    by="system_administrator",
)  # fmt: skip
theirs(
    "invitation_withdraw",
    words=of("organisation", invitation=lambda northmere: northmere.invitation.key),
    by="system_administrator",
)
theirs("person", words=of("organisation", person=person), by="system_administrator")
theirs(
    "person_switch", words=of("organisation", person=person), by="system_administrator",
    post=True,
)  # fmt: skip
theirs("person_take_role", words=of("organisation", person=person), by=None, post=True)
everybody(
    "invitation", because="the link is the key, and it is a long random secret",
    words=lambda northmere: {"secret": "guessed"},
)  # fmt: skip
own("roles", "trail", "account", "account_email", "emergencies", "emergency_take")
everybody("code_of_conduct", because="everyone may read what people here agree to")
theirs("emergency", words=of("emergency"), by="programme_lead")
theirs("emergency_end", words=of("emergency"), by="programme_lead", post=True)

# Records.
own("return_sets", "upload", "upload_announce")
theirs("upload_standing", words=of("upload"))
theirs("upload_finish", words=of("upload"), by=None, post=True)
theirs(
    "upload_piece",
    words=lambda northmere: {
        "key": northmere.upload.files.create(name="a.csv", size=1).key,
        "at": 0,
    },
    by=None,
)
theirs("return_set", "return_set_delete", words=of("returns"))
theirs("quality", "refused", "journeys", "children", words=of("returns"), by=None)
theirs("child", words=of("returns", pseudonym=lambda northmere: "a" * 16), by=None)

# Evaluation.
own("tokens", "token_new", "evaluations", "protocols", "protocol_upload", "protocol_new")
own("api_guide")
own("protocol_new_step", words=lambda northmere: {"step": "name"})
theirs("token_revoke", words=of("token"), post=True)
theirs("run", words=of("run"))
theirs("run_release", words=of("run"), by=None)
theirs("run_compare", words=of("run", other=lambda northmere: northmere.run.key), by=None)
theirs("protocol", "protocol_text", "protocol_edit", words=of("protocol"))
theirs("protocol_edit_step", words=of("protocol", step=lambda northmere: "name"), by=None)
theirs("protocol_lock", "protocol_copy", words=of("protocol"), by=None)
theirs("run_new", words=of("protocol"), by=None)
theirs("protocol_enrolments", "protocol_cost_ledger", words=of("protocol"), by=None)

# The interface for programs.
everybody("api:openapi-json", because="it describes the interface, and no data")
everybody("api:api-root", because="a name for the beginning of the addresses; nothing is there")
programs("api:organisations", "api:returns", "api:protocols", "api:evaluations", "api:run")
programs("api:nothing_there", words=lambda northmere: {"unknown": "nothing"})
programs("api:organisation", words=of("organisation"))
programs("api:return_set", words=of("returns"))
programs("api:evaluation", "api:findings", words=of("run"))

# Sign-in, by allauth.
everybody(
    "account_login", "account_logout", "account_inactive", "account_signup",
    "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key_done", "account_confirm_login_code",
    "account_email_verification_sent", "mfa_authenticate", "mfa_login_webauthn",
    "socialaccount_login_cancelled", "socialaccount_login_error", "socialaccount_signup",
    because="this is how somebody comes in, or goes",
)  # fmt: skip
everybody(
    "account_confirm_email", because="the link is the key",
    words=lambda northmere: {"key": "guessed"},
)  # fmt: skip
everybody(
    "account_reset_password_from_key", because="the link is the key",
    words=lambda northmere: {"uidb36": "1", "key": "guessed"},
)  # fmt: skip
everybody(
    "openid_connect_login", "openid_connect_callback", because="this is how somebody comes in",
    words=lambda northmere: {"provider_id": "council"},
)  # fmt: skip
own(
    "account_reauthenticate", "account_change_password", "account_set_password", "mfa_index",
    "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_list_webauthn",
    "mfa_add_webauthn", "mfa_reauthenticate_webauthn", "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes", "mfa_download_recovery_codes", "socialaccount_connections",
    "usersessions_list",
)  # fmt: skip
theirs(
    "mfa_remove_webauthn", "mfa_edit_webauthn",
    words=lambda northmere: {
        "pk": Authenticator.objects.create(
            user=northmere.person("analyst"), type="webauthn", data={"name": MARK}
        ).pk
    },
    by=None,
)  # fmt: skip


# Each area of delivery keeps its own examples beside its tests.
for _found in sorted((Path(__file__).parent / "deliver" / "walked").glob("*.py")):
    import_module(f"tests.web.deliver.walked.{_found.stem}")
