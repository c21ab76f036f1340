"""Runs whose coverage can be told: a programme that is settled, and who was there."""

from datetime import date
from functools import cache

from holdfast.deliver.programme import Variation, vary
from holdfast.deliver.programme_content import as_content
from holdfast.library.programme import programme
from holdfast_web.deliver.models import CatchUp, Mark, Run, Session, Sitting, SittingState

MINUTES = 210


@cache
def settled():
    """Give RESuLT with a rule of three quarters, under which visits count."""
    whole = programme("result")
    for path, value in (
        ("amount.least_share", 0.75),
        ("amount.make_up_counts", True),
        ("amount.make_up", ("visit",)),
        ("amount.order_fixed", False),
    ):
        whole = vary(
            whole,
            Variation(
                path=path, value=value, why="For a test.", agreed_by="A test",
                agreed_on=date(2026, 1, 5),
            ),
        )  # fmt: skip
    return as_content(whole)


def settle(run):
    """Let a run keep a programme whose rule is settled."""
    Run.objects.filter(pk=run.pk).update(content=settled(), state="under_way")
    run.refresh_from_db()
    return run


def hold(run, number, there, absent=()):
    """Hold a session: who was there, and who was not."""
    sitting = Sitting.objects.get(session__run=run, session__number=number)
    sitting.state = SittingState.HELD
    sitting.save()
    for member in there:
        Mark.objects.create(
            sitting=sitting, staff=member, outcome="present", minutes=MINUTES, version=1
        )
    for member in absent:
        Mark.objects.create(
            sitting=sitting, staff=member, outcome="absent", reason="nights", minutes=0,
            version=1,
        )  # fmt: skip
    return sitting


def visit(run, number, member, on):
    """Let somebody catch up a session by a visit."""
    session = Session.objects.get(run=run, number=number)
    return CatchUp.objects.create(
        session=session, staff=member, kind="visit", on=on, minutes=60, counts=True
    )
