"""How does a person accept the code of conduct? Once for each version of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from holdfast_web.people.audit import put_down
from holdfast_web.people.conduct import VERSION, has_accepted

if TYPE_CHECKING:
    from holdfast_web.people.models import User


@transaction.atomic
def accept_code_of_conduct(*, by: User) -> User:
    """Keep that a person accepted the version in force; asked twice, it is kept once."""
    if not has_accepted(by):
        by.code_of_conduct_version = VERSION
        by.code_of_conduct_accepted = timezone.now()
        by.save(update_fields=["code_of_conduct_version", "code_of_conduct_accepted"])
        put_down("code of conduct accepted", by=by, subject=by, detail={"version": VERSION})
    return by
