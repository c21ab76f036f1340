"""Kinds of work that exist in tests only."""

import pytest

from holdfast.kernel.errors import InputError
from holdfast_web.people.jobs import KINDS, ask, does
from holdfast_web.people.models import Organisation
from holdfast_web.people.permissions import Permission


@pytest.fixture(autouse=True)
def _kinds():
    before = dict(KINDS)

    @does("tests.count", words="Count to three", may_ask=Permission.RUN_EVALUATION)
    def count(work):
        with work.progress.step("Count", total=3, unit="number") as advance:
            for _ in range(3):
                advance(1)

    @does("tests.rename", then=lambda job: f"/came-of/{job.key}/")
    def rename(work):
        with work.hand_in():
            Organisation.objects.filter(pk=work.job.organisation_id).update(
                name=work.arguments["name"]
            )

    @does("tests.refuse")
    def refuse(work):
        raise InputError(
            "The file has no rows.", code="records.no-rows", where="a.csv", fix="Give rows."
        )

    @does("tests.break")
    def break_off(work):
        raise ValueError("Child 20071204-123 is not a number")

    @does("tests.forget")
    def forget(work):
        raise MemoryError

    yield
    KINDS.clear()
    KINDS.update(before)


@pytest.fixture
def analyst(member, northmere):
    return member(northmere, "analyst")


@pytest.fixture
def asked(analyst, northmere):
    """Give a function that asks for work in Northmere."""

    def done(kind, **arguments):
        return ask(kind, by=analyst, organisation=northmere, arguments=arguments)

    return done
