"""How is an organisation added, changed, or moved under another?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from holdfast.kernel.errors import InputError
from holdfast_web.people.audit import put_down
from holdfast_web.people.models import Organisation
from holdfast_web.people.models.organisation import Kind
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import above, check_may

if TYPE_CHECKING:
    from holdfast_web.people.models import User

UNDER: dict[str, frozenset[str]] = {
    Kind.HOME: frozenset({Kind.AUTHORITY, Kind.PROVIDER}),
    Kind.AUTHORITY: frozenset({Kind.NATIONAL_TEAM, Kind.AUTHORITY}),
    Kind.PROVIDER: frozenset({Kind.NATIONAL_TEAM, Kind.AUTHORITY, Kind.PROVIDER}),
    Kind.NATIONAL_TEAM: frozenset({Kind.NATIONAL_TEAM}),
    Kind.EVALUATOR: frozenset({Kind.NATIONAL_TEAM, Kind.AUTHORITY}),
    Kind.FUNDER: frozenset({Kind.NATIONAL_TEAM, Kind.AUTHORITY}),
}
"""Under which kinds an organisation of each kind may stand. Only a home must."""


@transaction.atomic
def add_organisation(
    *,
    by: User,
    name: str,
    kind: str,
    parent: Organisation,
    region: str = "",
    keep_originals: bool = False,
) -> Organisation:
    """Add an organisation under another, in which a person may do so.

    Whoever has a role above an organisation has it there too. So nobody adds one at the top of
    the tree from a page: that is done on the command line (`holdfast begin`).
    """
    check_may(by, Permission.MANAGE_ORGANISATIONS, parent)
    _check(name=name, kind=kind, parent=parent)
    organisation = Organisation.objects.create(
        name=name.strip(), kind=kind, parent=parent, region=region,
        keep_originals=keep_originals,
    )  # fmt: skip
    put_down(
        "organisation added", by=by, organisation=organisation, subject=organisation,
        detail={
            "kind": kind, "under": str(parent.key), "may_keep_originals": keep_originals,
        },
    )  # fmt: skip
    return organisation


@transaction.atomic
def change_organisation(
    organisation: Organisation,
    *,
    by: User,
    name: str,
    kind: str,
    parent: Organisation | None,
    keep_originals: bool,
    region: str = "",
) -> Organisation:
    """Change an organisation's name or kind, or move it, where one may in both places.

    Where it no longer keeps originals, those kept before stay until their returns are deleted.

    Raises
    ------
    InputError
        Where the name is taken, the kind does not fit, or it would stand under itself.
    """
    check_may(by, Permission.MANAGE_ORGANISATIONS, organisation)
    moves = (parent.pk if parent is not None else None) != organisation.parent_id
    if moves:
        # To move is to give everyone above the new place what they have there.
        if parent is None:
            raise InputError(
                "An organisation cannot be moved to the top.",
                code="people.organisation-at-the-top",
                where=organisation.name,
                fix="Choose the organisation that it stands under.",
            )
        if organisation.parent is not None:
            check_may(by, Permission.MANAGE_ORGANISATIONS, organisation.parent)
        check_may(by, Permission.MANAGE_ORGANISATIONS, parent)
        if organisation.pk in above(parent):
            raise InputError(
                "An organisation cannot stand under itself.",
                code="people.organisation-under-itself",
                where=organisation.name,
                fix="Choose an organisation that does not stand under this one.",
            )
    _check(name=name, kind=kind, parent=parent, but=organisation)
    before = organisation.parent
    organisation.name, organisation.kind, organisation.parent = name.strip(), kind, parent
    organisation.region, organisation.keep_originals = region, keep_originals
    organisation.save()
    put_down(
        "organisation changed", by=by, organisation=organisation, subject=organisation,
        detail={
            "kind": kind,
            "moved_from": str(before.key) if moves and before is not None else None,
            "under": str(parent.key) if parent is not None else None,
            "may_keep_originals": keep_originals,
        },
    )  # fmt: skip
    return organisation


def _check(
    *, name: str, kind: str, parent: Organisation | None, but: Organisation | None = None
) -> None:
    same = Organisation.objects.filter(parent=parent, name__iexact=name.strip())
    if but is not None:
        same = same.exclude(pk=but.pk)
    if same.exists():
        raise InputError(
            "There is an organisation of that name in the same place.",
            code="people.organisation-name-taken",
            where=name,
            fix="Choose another name, or add a place to it.",
        )
    if (parent is None and kind == Kind.HOME) or (
        parent is not None and parent.kind not in UNDER[kind]
    ):
        raise InputError(
            f"{Kind(kind).label} cannot stand "
            + (
                "at the top." if parent is None else f"under {Kind(parent.kind).label.lower()}."
            ),
            code="people.organisation-kind",
            where=name,
            fix="Choose another kind, or another organisation that it stands under.",
        )
