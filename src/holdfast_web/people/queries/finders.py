"""What of the five questions, organisations, people and releases can a person find?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse

from holdfast_web.people.models import Membership
from holdfast_web.people.permissions import Permission
from holdfast_web.people.queries.people import places_managed_by
from holdfast_web.people.queries.releases import releases_of
from holdfast_web.people.scope import organisations
from holdfast_web.people.search import MOST_OF_A_KIND, Found
from holdfast_web.ui.questions import QUESTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast_web.people.models import User


def find_questions(user: User, words: str) -> Iterator[Found]:
    """Find which of the five questions has a word in it."""
    for question in QUESTIONS:
        if words.lower() in f"{question.name} {question.text} {question.means}".lower():
            yield Found(
                text=question.text, href=reverse("question", args=[question.name]),
                kind="Questions", words=question.means,
            )  # fmt: skip


def find_releases(user: User, words: str) -> Iterator[Found]:
    """Find releases by the name of the file or what it is for."""
    matching = Q(file_name__icontains=words) | Q(purpose__icontains=words)
    for release in releases_of(user).filter(matching)[:MOST_OF_A_KIND]:
        yield Found(
            text=release.file_name, href=reverse("release", args=[release.key]),
            kind="Releases", words=f"{release.get_state_display()}. {release.purpose}",
        )  # fmt: skip


def find_organisations(user: User, words: str) -> Iterator[Found]:
    """Find organisations whose people or places a person manages."""
    for one in places_managed_by(user).filter(name__icontains=words)[:MOST_OF_A_KIND]:
        yield Found(
            text=one.name, href=reverse("organisation", args=[one.key]),
            kind="Organisations", words=one.get_kind_display(),
        )  # fmt: skip


def find_people(user: User, words: str) -> Iterator[Found]:
    """Find people by name or address, in organisations whose people a person manages."""
    matching = Q(user__name__icontains=words) | Q(user__email__icontains=words)
    held = (
        Membership.objects.filter(matching)
        .filter(organisation_id__in=organisations(user, Permission.MANAGE_PEOPLE))
        .select_related("user", "organisation")
        .order_by("user__email", "organisation__name", "role")
    )
    for one in held[:MOST_OF_A_KIND]:
        yield Found(
            text=str(one.user),
            href=reverse("person", args=[one.organisation.key, one.user.key]),
            kind="People",
            words=f"{one.get_role_display()}, {one.organisation}",
        )


FINDERS = (find_questions, find_organisations, find_people, find_releases)
