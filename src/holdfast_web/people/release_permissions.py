"""Who may do what with a release? In which state is for `release_policies`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import can, check_may

if TYPE_CHECKING:
    from holdfast_web.people.models import Organisation, Release, User


def check_may_ask(user: User, organisation: Organisation) -> None:
    """Refuse anyone who may not ask for a release in an organisation."""
    check_may(user, Permission.ASK_RELEASE, organisation)


def can_see(user: User, release: Release) -> bool:
    """Say whether a person may see a release: those who ask and those who approve there."""
    return can(user, Permission.ASK_RELEASE, release.organisation) or can(
        user, Permission.APPROVE_RELEASE, release.organisation
    )


def check_may_see(user: User, release: Release) -> None:
    """Refuse anyone who may not see a release as if it were not there."""
    if not can_see(user, release):
        raise Http404("There is no such release, or it is not yours to see.")


def can_decide(user: User, release: Release) -> bool:
    """Say whether a person is a second person for a release: never the one who asked."""
    return release.asked_by_id != user.pk and can(
        user, Permission.APPROVE_RELEASE, release.organisation
    )


def check_may_decide(user: User, release: Release) -> None:
    """Refuse anyone who is not a second person for a release."""
    if not can_decide(user, release):
        raise Http404("There is no such page, or the decision is not yours.")


def check_may_withdraw(user: User, release: Release) -> None:
    """Refuse anyone but the one who asked."""
    if release.asked_by_id != user.pk:
        raise Http404("There is no such page, or the release is not yours.")


def can_download(user: User, release: Release) -> bool:
    """Say whether a person may have the file once approved, or read it to decide."""
    return can_see(user, release)
