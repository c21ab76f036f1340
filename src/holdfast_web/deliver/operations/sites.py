"""How is a site begun, moved from stage to stage, and told who pays for it until when?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from holdfast.deliver.site import Stage as EngineStage
from holdfast.deliver.site import StageMove as Move
from holdfast.deliver.site import check_move
from holdfast.kernel.errors import InputError
from holdfast.library.implementation import implementation
from holdfast_web.deliver.models import Site, Stage, StageMove
from holdfast_web.deliver.queries.sites import moves_of
from holdfast_web.people.audit import put_down
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import check_may

if TYPE_CHECKING:
    from datetime import date

    from holdfast_web.people.models import Organisation, User


@transaction.atomic
def add_site(
    *,
    by: User,
    organisation: Organisation,
    programme: str,
    title: str,
    stage: Stage,
    on: date,
) -> Site:
    """Begin to keep a programme at an organisation, in the stage that it is in.

    Raises
    ------
    InputError
        Where the organisation has a site of the programme already.
    """
    check_may(by, Permission.MANAGE_SITES, organisation)
    if Site.objects.filter(organisation=organisation, programme=programme).exists():
        raise InputError(
            "This organisation has a site of the programme already.",
            code="deliver.site-twice",
            where=organisation.name,
            fix="Look at that site, and move it to the stage that it is in.",
        )
    site = Site.objects.create(
        organisation=organisation, programme=programme, title=title, stage=stage, stage_since=on
    )
    StageMove.objects.create(site=site, after=stage, on=on, by=by)
    put_down(
        "site added", by=by, organisation=organisation, subject=site,
        detail={"programme": programme, "stage": str(stage)},
    )  # fmt: skip
    return site


@transaction.atomic
def move_site(*, by: User, site: Site, to: Stage, on: date, reason: str = "") -> StageMove:
    """Move a site to another stage, forwards or back, on a day.

    Raises
    ------
    InputError
        Where the table of stages has no such move, the day is before the latest move, or one
        goes back without saying why.
    """
    check_may(by, Permission.MANAGE_SITES, site.organisation)
    site = (
        Site.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .get(pk=site.pk)
    )
    check_move(
        moves_of(site),
        Move(before=EngineStage(site.stage), after=EngineStage(to), day=on, reason=reason),
        rules=implementation(),
    )
    move = StageMove.objects.create(
        site=site, before=site.stage, after=to, on=on, reason=reason.strip(), by=by
    )
    site.stage, site.stage_since = to, on
    site.save(update_fields=["stage", "stage_since"])
    put_down(
        "site moved", by=by, organisation=site.organisation, subject=site,
        detail={"before": move.before, "after": str(to)},
    )  # fmt: skip
    return move


@transaction.atomic
def take_back_move(*, by: User, site: Site) -> StageMove:
    """Take back the latest move of a site, so that a slip of the pen can be mended.

    Raises
    ------
    InputError
        Where the site was never moved.
    """
    check_may(by, Permission.MANAGE_SITES, site.organisation)
    site = (
        Site.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .get(pk=site.pk)
    )
    moves = list(site.moves.order_by("on", "id"))
    if len(moves) < 2:
        raise InputError(
            "This site was never moved, so there is no move to take back.",
            code="deliver.site-not-moved",
            fix="Move it to the stage that it is in.",
        )
    latest, before = moves[-1], moves[-2]
    site.stage, site.stage_since = Stage(before.after), before.on
    site.save(update_fields=["stage", "stage_since"])
    put_down(
        "move of site taken back", by=by, organisation=site.organisation, subject=site,
        detail={"before": latest.before, "after": latest.after},
    )  # fmt: skip
    latest.delete()
    return before


@transaction.atomic
def fund_site(*, by: User, site: Site, funded_by: str, ends: date | None) -> Site:
    """Write down who pays for a site, and until when."""
    check_may(by, Permission.MANAGE_SITES, site.organisation)
    site.funded_by, site.funding_ends = funded_by.strip(), ends
    site.save(update_fields=["funded_by", "funding_ends"])
    put_down("funding of site changed", by=by, organisation=site.organisation, subject=site)
    return site


@transaction.atomic
def share_counts(*, by: User, site: Site, national_team: Organisation | None) -> Site:
    """Share a site's counts with a national team, or with nobody; never a person's data."""
    check_may(by, Permission.MANAGE_SITES, site.organisation)
    site.national_team, site.shares_counts = national_team, national_team is not None
    site.save(update_fields=["national_team", "shares_counts"])
    put_down(
        "sharing of site changed", by=by, organisation=site.organisation, subject=site,
        detail={"with": str(national_team.key) if national_team is not None else None},
    )  # fmt: skip
    return site
