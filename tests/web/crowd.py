"""Many rows of everything, quickly made, around one person who may do all there is to do.

`test_query_counts.py`, here and in the apps, asks every page among ten rows and among a
thousand.
"""

import hashlib
import re
import time
from datetime import timedelta
from functools import cached_property
from unittest.mock import patch
from uuid import uuid4

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from holdfast_web.evaluation.models import (
    ApiToken,
    FileKind,
    Protocol,
    ProtocolFile,
    Run,
    Scope,
)
from holdfast_web.people import sessions
from holdfast_web.people.models import (
    AuditEvent,
    Emergency,
    Invitation,
    Job,
    Membership,
    Organisation,
    Release,
    User,
)
from holdfast_web.people.models.organisation import Kind
from holdfast_web.people.roles import RoleName
from holdfast_web.records.models import ReturnSet, Upload, UploadedFile

FEW, MANY = 10, 1_000
ASKED_ELSEWHERE = {
    **dict.fromkeys(("quality", "refused", "journeys", "children", "child"), "records"),
    **dict.fromkeys(("run_release", "run_compare", "api:findings"), "evaluation"),
    **dict.fromkeys(
        (
            "deliver:programmes",
            "deliver:programme_compare",
            "deliver:programme",
            "deliver:programme_versions",
            "deliver:programme_version",
            "deliver:programme_fit",
            "deliver:programme_change",
            "deliver:programme_change_step",
            "deliver:programme_vary",
            "deliver:programme_vary_step",
            "deliver:programme_vary_change",
            "deliver:programme_vary_change_step",
            "deliver:programme_fit_new",
            "deliver:programme_fit_step",
            "deliver:programme_new_step",
        ),
        "deliver",
    ),
    **dict.fromkeys(
        (
            "deliver:home_months",
            "deliver:home_months_template",
            "deliver:home_months_upload",
            "deliver:home_months_apply",
            "deliver:homes_compare",
            "deliver:homes_chosen",
            "deliver:homes_release",
            "deliver:restraints",
            "deliver:home_month_list",
            "deliver:home_charts",
            "deliver:home_pack",
            "deliver:home_pack_pdf",
            "deliver:home_restraints",
            "deliver:restraint_add",
            "deliver:home_month",
            "deliver:home_chart",
            "deliver:restraint",
            "deliver:restraint_take_out",
            "deliver:fidelity",
            "deliver:fidelity_reviews",
            "deliver:fidelity_instruments",
            "deliver:fidelity_instrument_where",
            "deliver:fidelity_review_add",
            "deliver:fidelity_review_add_step",
            "deliver:fidelity_review",
            "deliver:fidelity_review_withdraw",
            "deliver:fidelity_instrument",
            "deliver:fidelity_trend",
            "deliver:review_action_done",
            "deliver:fidelity_instrument_add",
            "deliver:fidelity_instrument_own",
            "deliver:homes",
            "deliver:home",
            "deliver:home_change",
            "deliver:staff",
            "deliver:staff_add",
            "deliver:staff_member",
            "deliver:staff_change",
            "deliver:staff_leave",
            "deliver:staff_away",
            "deliver:staff_back",
            "deliver:roster",
            "deliver:lists",
            "deliver:list_bring",
            "deliver:list",
            "deliver:list_apply",
            "deliver:list_undo",
            "deliver:list_drop",
            "deliver:facilitators",
            "deliver:facilitator",
            "deliver:facilitator_add",
            "deliver:facilitator_change",
            "deliver:facilitator_certify",
            "deliver:run_facilitators",
            "deliver:run_facilitator_add",
            "deliver:run_facilitator_cover",
            "deliver:run_facilitator_end",
            "deliver:coverage",
            "deliver:coverage_run",
            "deliver:coverage_rule",
            "deliver:sites",
            "deliver:site",
            "deliver:site_add",
            "deliver:site_move",
            "deliver:site_move_back",
            "deliver:site_fund",
            "deliver:site_share",
            "deliver:site_team_add",
            "deliver:site_team_leave",
            "deliver:site_ready",
            "deliver:site_last",
            "deliver:barrier_add",
            "deliver:barrier_resolve",
            "deliver:lesson_add",
            "deliver:national",
            "deliver:exchange",
            "deliver:services",
            "deliver:service",
            "deliver:service_add",
            "deliver:service_change",
            "deliver:service_places",
            "deliver:service_costs",
            "deliver:team_member_add",
            "deliver:team_member",
            "deliver:criteria",
            "deliver:criteria_new",
            "deliver:criteria_new_step",
            "deliver:refer",
            "deliver:referrals",
            "deliver:waiting_list",
            "deliver:caseloads",
            "deliver:capacity",
            "deliver:drift",
            "deliver:drift_release",
            "deliver:drift_decided",
            "deliver:service_enrolments",
            "deliver:referral",
            "deliver:referral_move",
            "deliver:referral_team",
            "deliver:referral_take_back",
            "deliver:referral_part",
            "deliver:referral_check",
            "deliver:referral_delete",
            "protocol_from_service",
            "deliver:blocked_days",
            "deliver:calendar_revoke",
            "deliver:calendars",
            "deliver:catch_up",
            "deliver:catch_up_add",
            "deliver:catch_up_remove",
            "deliver:catch_ups",
            "deliver:consultation_add",
            "deliver:consultations",
            "deliver:feedback_close",
            "deliver:feedback_open",
            "deliver:practice",
            "deliver:practice_add",
            "deliver:practice_comment",
            "deliver:practice_task",
            "deliver:practice_try",
            "deliver:register",
            "deliver:register_apply",
            "deliver:register_changes",
            "deliver:register_print",
            "deliver:register_settle",
            "deliver:register_upload",
            "deliver:register_workbook",
            "deliver:registers",
            "deliver:run",
            "deliver:run_calendar",
            "deliver:run_move",
            "deliver:run_new",
            "deliver:run_new_step",
            "deliver:run_schedule",
            "deliver:runs",
            "deliver:schedule_release",
            "deliver:schedule_versions",
            "deliver:session",
            "deliver:session_add",
            "deliver:session_feedback",
            "deliver:sitting_add",
            "deliver:sitting_cancel",
            "deliver:sitting_move",
            "deliver:staff_calendar",
            "deliver:unblock",
        ),
        "deliver",
    ),
}
"""Pages that need files which only the tests of their app make."""

WORD = "Crowded"
ROW = re.compile(rf"{WORD}\.(\d{{4}})", re.IGNORECASE)
READ = {"children": 100, "years": {"ssda903": [2024]}, "refused": [], "repaired": [],
        "read": {}, "files_refused": [], "notes": [],
        "observed": {"ssda903": ["2023-04-01", "2024-03-31"]}}  # fmt: skip
DEADLINE = timedelta(days=1)


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


class Crowd:
    """An organisation with as many homes, people and things as it is told to grow to.

    Everything has a number in its name, so that a page tells which rows it shows. What a person
    has few of (second factors, identity providers, devices) is not made.
    """

    def __init__(self, organisation, member):
        self.organisation, self.size = organisation, 0
        self.who = member(organisation, *RoleName, email="everything@crowd.example")
        self.other = member(organisation, "reader", email="other@crowd.example")
        self.emergency = Emergency.objects.create(
            user=self.who, organisation=organisation, reason="One of one's own.",
            ends_at=timezone.now() + DEADLINE,
        )  # fmt: skip

    @cached_property
    def protocol(self):
        return Protocol.objects.get(title=f"{WORD}.0000 protocol")

    def grow(self, size):
        """Add rows until there are so many of each kind."""
        numbers = range(self.size, size)
        names = [f"{WORD}.{number:04}" for number in numbers]
        self.size = size
        homes = Organisation.objects.bulk_create(
            Organisation(name=f"{name} home", kind=Kind.HOME, parent=self.organisation)
            for name in names
        )
        people = User.objects.bulk_create(
            User(email=f"{name}@crowd.example".lower(), name=f"{name} person") for name in names
        )
        self._roles(homes, people)
        self._asked_for(names, people)
        self._records(names, people)
        self._evaluations(names, people)
        self._tokens(names)
        self._trail(names, homes, people)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")

    def _roles(self, homes, people):
        Membership.objects.bulk_create(
            Membership(user=user, organisation=place, role=role, given_by=self.who)
            for home, person in zip(homes, people, strict=True)
            for user, place, role in (
                (person, self.organisation, RoleName.READER),
                (person, home, RoleName.FACILITATOR),
                (self.who, home, RoleName.HOME_MANAGER),
                (self.other, home, RoleName.READER),
            )
        )

    def _asked_for(self, names, people):
        now = timezone.now()
        Invitation.objects.bulk_create(
            Invitation(
                organisation=self.organisation, email=f"{name}@invited.example",
                role=RoleName.READER, secret_hash=sha256(name), sent_by=self.who,
                expires_at=now + DEADLINE,
            )
            for name in names
        )  # fmt: skip
        Emergency.objects.bulk_create(
            Emergency(
                user=person, organisation=self.organisation, reason=name,
                ends_at=now + DEADLINE,
            )
            for name, person in zip(names, people, strict=True)
        )  # fmt: skip
        Release.objects.bulk_create(
            Release(
                organisation=self.organisation, purpose=name, file_name=f"{name}.csv", size=1,
                sha256=sha256(name), checks=[], asked_by=asker,
            )
            for name, person in zip(names, people, strict=True)
            for asker in (person, self.who)
        )  # fmt: skip

    def _jobs(self, names, kind, asker, state):
        ended = {"finished_at": timezone.now()} if state == "done" else {}
        return Job.objects.bulk_create(
            Job(
                organisation=self.organisation, kind=kind, asked_by=asker, step=name,
                state=state, **ended,
            )
            for name in names
        )  # fmt: skip

    def _records(self, names, people):
        for asker, state in ((people[0], "done"), (self.who, "waiting")):
            read = {"counts": READ, "read_at": timezone.now()} if state == "done" else {}
            ReturnSet.objects.bulk_create(
                ReturnSet(
                    organisation=self.organisation, label=f"{name} returns", job=job,
                    uploaded_by=asker, **read,
                )
                for name, job in zip(
                    names, self._jobs(names, "records.read", asker, state), strict=True
                )
            )  # fmt: skip
        uploads = Upload.objects.bulk_create(
            Upload(organisation=self.organisation, label=f"{name} upload", by=self.who)
            for name in names
        )
        UploadedFile.objects.bulk_create(
            UploadedFile(upload=uploads[0] if self.size > FEW else upload, name=name, size=1)
            for name, upload in zip(names, uploads, strict=True)
        )

    def _evaluations(self, names, people):
        protocols = Protocol.objects.bulk_create(
            Protocol(
                organisation=self.organisation, title=f"{name} protocol", text=f"title: {name}",
                added_by=person,
            )
            for name, person in zip(names, people, strict=True)
        )  # fmt: skip
        ProtocolFile.objects.bulk_create(
            ProtocolFile(
                protocol=protocol, kind=kind, name=protocol.title, sha256=sha256("a"), size=1,
                rows=1,
            )
            for protocol in protocols
            for kind in FileKind
        )  # fmt: skip
        for asker, state in ((people[0], "done"), (self.who, "waiting")):
            found = {"finished": timezone.now(), "findings_sha256": sha256("a")}
            Run.objects.bulk_create(
                Run(
                    organisation=self.organisation, protocol=self.protocol if by_one else own,
                    returns_key=uuid4(), returns_name=f"{name} returns", job=job,
                    asked_by=asker, **(found if state == "done" else {}),
                )
                for by_one in (True, False)
                for name, own, job in zip(
                    names, protocols, self._jobs(names, "evaluation.run", asker, state),
                    strict=True,
                )
            )  # fmt: skip

    def _tokens(self, names):
        ApiToken.objects.bulk_create(
            ApiToken(
                user=self.who, name=f"{name} token", hash=sha256(name), scopes=list(Scope),
                expires=timezone.now() + DEADLINE,
            )
            for name in names
        )  # fmt: skip

    def _trail(self, names, homes, people):
        before = AuditEvent.objects.order_by("-number").values_list("number", flat=True).first()
        AuditEvent.objects.bulk_create(
            AuditEvent(
                number=(before or 0) + place, at=timezone.now(), action="something done",
                user_key=person.key, organisation_key=home.key, subject_kind="Release",
                subject_key=name, previous=sha256(f"before {name}"), hash=sha256(name),
            )
            for place, (name, home, person) in enumerate(
                zip(names, homes, people, strict=True), start=1
            )
        )  # fmt: skip


class Asked:
    """What one page did when it was asked for: its queries, and the rows that it shows."""

    def __init__(self, client, where, data=None, **more):
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(where, data, **more)
        content = b"".join(answer) if answer.streaming else answer.content
        self.status = answer.status_code
        self.queries = len(captured)
        self.rows = len(set(ROW.findall(content.decode(errors="replace"))))


def asked_among_both(crowd, client, addresses, **more):
    """Ask for pages among few rows and among many; give what each did, by their names.

    `addresses` gives them once there are rows to lead to, each with what is asked of it.
    """
    client.force_login(crowd.who)
    session = client.session  # as after a sign-in with a password, just now
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()

    def ask_all():
        return {
            name: Asked(client, where, query, **more)
            for name, (where, query) in addresses().items()
        }

    # A session notes now and then when it was last used, which is no cost of a page.
    with patch.object(sessions, "EXACT_TO", 24 * 60 * 60):
        crowd.grow(FEW)
        ask_all()  # what a process or a session keeps for good is no cost of a page either
        few = ask_all()
        crowd.grow(MANY)
        return few, ask_all()


def check_same(few, many):
    """Hold what pages did among many rows against what they did among few."""
    for what in ("status", "queries"):
        assert {name: getattr(one, what) for name, one in many.items()} == {
            name: getattr(one, what) for name, one in few.items()
        }, f"The {what} of a page must not change with the number of rows."
