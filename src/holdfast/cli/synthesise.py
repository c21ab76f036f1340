"""`holdfast synthesise`: make an invented authority whose truth is known."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path  # noqa: TC003  (typer reads it at run time)
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from holdfast.synthetic.northmere import Synthesised


class EffectOption(StrEnum):
    """What the programme truly does."""

    NONE = "none"
    DELAYS = "delays"
    PREVENTS = "prevents"
    BOTH = "both"
    HARMS = "harms"


class DesignOption(StrEnum):
    """How children came to be in the programme."""

    MATCHED_COMPARISON = "matched-comparison"
    RANDOMISED = "randomised"


class AuthorityOption(StrEnum):
    """Which invented authority."""

    NORTHMERE = "northmere"


def synthesise(
    authority: Annotated[AuthorityOption, typer.Argument(help="Which invented authority.")],
    out: Annotated[Path, typer.Option(help="The folder to write to; made if not there.")],
    children: Annotated[
        int, typer.Option(help="Children known to the authority in these years.")
    ] = 2000,
    years: Annotated[int, typer.Option(help="How many years of returns.")] = 5,
    seed: Annotated[int, typer.Option(help="The same seed gives the same files.")] = 1,
    effect: Annotated[
        EffectOption, typer.Option(help="What the programme truly does to entry to care.")
    ] = EffectOption.PREVENTS,
    selection: Annotated[
        float, typer.Option(help="0 to 1: how far need, stage and risk decide who enrols.")
    ] = 0.5,
    drift: Annotated[
        float, typer.Option(help="0 to 1: how far referrals slide to less complex cases.")
    ] = 0.0,
    missing: Annotated[
        float, typer.Option(help="0 to 1: share left blank of what may be blank.")
    ] = 0.0,
    dirt: Annotated[
        float, typer.Option(help="0 to 1: share of rows with each kind of fault.")
    ] = 0.0,
    competing: Annotated[
        float, typer.Option(help="Multiplies deaths and moves away; 0 for none.")
    ] = 1.0,
    late_entry: Annotated[
        float | None, typer.Option(help="Share already known when records begin.")
    ] = None,
    design: Annotated[
        DesignOption, typer.Option(help="How children came to be in the programme.")
    ] = DesignOption.MATCHED_COMPARISON,
    programme_share: Annotated[
        float | None, typer.Option(help="Share of all children who enrol while eligible.")
    ] = None,
    horizon: Annotated[int, typer.Option(help="Days over which the effect is judged.")] = 548,
    last_year: Annotated[int, typer.Option(help="The last collection year.")] = 2026,
    zipped: Annotated[
        bool, typer.Option("--zip", help="Write the returns as one zip file.")
    ] = False,
    delivery: Annotated[
        bool, typer.Option("--delivery", help="Write ten homes and a service as well.")
    ] = False,
) -> None:
    """Make an invented authority: returns, a programme's files, a protocol and the truth.

    Writes returns/ (or returns.zip), enrolments.csv, cost_ledger.csv, protocol.yaml and
    truth.json, and delivery/ if asked for. Nobody in them is real. The same options give the
    same bytes.
    """
    from holdfast.cli.progress import shown
    from holdfast.synthetic.northmere import synthesise as make
    from holdfast.synthetic.settings import Effect, Settings, StudyDesign

    settings = Settings(
        children=children,
        years=years,
        seed=seed,
        effect=Effect(effect),
        selection=selection,
        drift=drift,
        missing=missing,
        dirt=dirt,
        competing=competing,
        late_entry=late_entry,
        design=StudyDesign(design),
        programme_share=programme_share,
        horizon=horizon,
        last_year=last_year,
    )
    with shown() as progress:
        made = make(settings, out, zipped=zipped, delivery=delivery, progress=progress)
    typer.echo(_summary(authority, made))


def _summary(authority: str, made: Synthesised) -> str:
    faults = f", {made.faults:,} faults put in" if made.faults else ""
    return (
        f"{authority.title()}, which does not exist: {made.children:,} children, "
        f"{made.rows:,} rows of returns{faults}.\n"
        f"{made.eligible:,} children could have enrolled; {made.enrolled:,} did.\n"
        f"Evaluate it:  holdfast evaluate {made.folder / 'protocol.yaml'} --out out\n"
        f"The truth is in {made.folder / 'truth.json'}."
    )
