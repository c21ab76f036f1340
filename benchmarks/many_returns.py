"""Five years of returns for as many invented children as you like, consistent with each other.

No child here is a person: dates and codes are drawn by a seed. A history is drawn first (one or
two periods of care, each cut into episodes), and then shown as an authority would return it: in
each year's file every episode that touched the year, open if it was still open on 31 March.
Faults can be added to a share of rows, to see what mending costs.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

YEARS = (2022, 2023, 2024, 2025, 2026)
"""Collection years, each named by the March in which it ends."""

SHARE_ENTERING = 0.28
"""Of the children in one return, the share who came into care in that year."""

STAY_YEARS = 2.4
"""Mean length of a period of care, in years."""

CHANGES_A_YEAR = 2.35
"""How often an episode gives way to the next: makes 2.4 episode rows a child a return."""

RETURNS_TO_CARE = 0.2
"""Of the children who leave, the share who come back."""

CHUNK = 200_000
"""Children drawn at once, so that memory stays flat however many are asked for."""

PLACES = ("U1", "U3", "U4", "U6", "U6", "U6", "K2", "K2", "R3", "P1", "K1", "S1")
PROVIDERS = ("PR1", "PR4", "PR4", "PR1", "PR5")
STATUSES = ("V2", "C1", "C2", "E1")
"""In turn: a change of legal status is to the next of these."""
EXITS = ("E4A", "E4A", "E4B", "E5", "E6", "E13", "E41", "E45", "E12", "E8", "E3", "E17")
CHANGES = ("CARPL", "CREQB", "LAREQ", "OTHER", "CHILD")


def _day(year: int, month: int, day: int) -> int:
    return (date(year, month, day) - date(1970, 1, 1)).days


def histories(children: int, first: int, rng: np.random.Generator) -> pl.DataFrame:
    """Draw whole episodes (dates as days since 1970) of children numbered from `first`."""
    window, end = _day(YEARS[0] - 1, 4, 1), _day(YEARS[-1], 3, 31)
    stay = rng.gamma(0.8, STAY_YEARS * 365.25 / 0.8, children).astype(np.int64) + 5
    # Half of those in the first return were there before it, as in a steady population.
    start = rng.integers(window - 1400, end, children)
    start = np.where(start + stay < window, rng.integers(window, end, children), start)
    child = np.arange(first, first + children)
    back = rng.random(children) < RETURNS_TO_CARE
    again = start + stay + rng.exponential(300, children).astype(np.int64) + 5
    second = rng.gamma(0.8, STAY_YEARS * 365.25 / 0.8, children).astype(np.int64) + 5
    back &= again < end
    owner = np.concatenate([child, child[back]])
    begin = np.concatenate([start, again[back]])
    until = begin + np.concatenate([stay, second[back]])
    cuts = rng.poisson((until - begin) / 365.25 * CHANGES_A_YEAR)
    period = np.repeat(np.arange(len(owner)), cuts + 1)
    inside = rng.random(len(period))
    first_row = np.concatenate([[0], np.cumsum(cuts + 1)[:-1]])
    inside[first_row] = 0.0
    decom = begin[period] + np.floor(inside * (until - begin)[period]).astype(np.int64)
    n = len(period)
    frame = (
        pl.DataFrame({"period": period, "child": owner[period], "decom": decom})
        .unique(["period", "decom"], keep="first", maintain_order=True)
        .sort("period", "decom")
    )
    n = frame.height
    place = rng.integers(0, len(PLACES), n)
    period = frame["period"].to_numpy()
    last = np.concatenate([period[1:] != period[:-1], [True]])
    opens = np.concatenate([[True], period[1:] != period[:-1]])
    starts = frame["decom"].to_numpy()
    dec = np.where(last, until[period], np.concatenate([starts[1:], [0]]))
    moved = rng.random(n) < 0.6
    rne = np.where(opens, "S", np.where(moved, "P", "L"))
    # A change of legal status keeps the placement of the episode before it, and only it changes
    # the status.
    status = np.cumsum(rne == "L") + rng.integers(0, 4, len(owner))[period]
    run = np.maximum.accumulate(np.where(rne == "L", 0, np.arange(n)))
    provider = rng.integers(0, len(PROVIDERS), n)[run]
    home = rng.integers(1000000, 7000000, n)[run]
    rec = np.where(last, np.array(EXITS)[rng.integers(0, len(EXITS), n)], "X1")
    nexts_move = np.concatenate([rne[1:] == "P", [False]])
    reason = np.where(
        ~last & nexts_move, np.array(CHANGES)[rng.integers(0, len(CHANGES), n)], ""
    )
    return frame.select("child", "decom").with_columns(
        rne=pl.Series(rne),
        ls=pl.Series(np.array(STATUSES)[status % len(STATUSES)]),
        cin=pl.Series(np.char.add("N", rng.integers(1, 9, n)[run].astype(str))),
        place=pl.Series(np.array(PLACES)[place[run]]),
        place_provider=pl.Series(np.array(PROVIDERS)[provider]),
        dec=pl.Series(dec),
        rec=pl.Series(rec),
        reason_place_change=pl.Series(reason),
        urn=pl.Series(home),
    )


def _spoil(rows: pl.DataFrame, dirt: float, rng: np.random.Generator) -> pl.DataFrame:
    """Lose some rows, give some a reason with no end, and stretch some ends."""
    draw = pl.Series(rng.random(rows.height))
    return rows.with_columns(
        dec=pl.when(draw.is_between(dirt, 2 * dirt)).then(pl.col("dec") + 9).otherwise("dec"),
        rec=pl.when(draw.is_between(2 * dirt, 3 * dirt) & pl.col("dec").is_null())
        .then(pl.lit("E4A"))
        .otherwise("rec"),
    ).filter(draw >= dirt)


def chunks(children: int, seed: int) -> Iterator[tuple[pl.DataFrame, np.random.Generator]]:
    """Draw the histories of all the children who are ever in a return, a part at a time."""
    rng = np.random.default_rng(seed)
    total = round(children * (1 + SHARE_ENTERING * (len(YEARS) - 1)))
    for first in range(0, total, CHUNK):
        yield histories(min(CHUNK, total - first), 100_000 + first, rng), rng


def write_returns(folder: Path, *, children: int, seed: int = 1, dirt: float = 0.0) -> int:
    """Write five folders of header and episode files; give the number of episode rows."""
    rows = 0
    for part, (drawn, rng) in enumerate(chunks(children, seed)):
        for year in YEARS:
            opens, closes = _day(year - 1, 4, 1), _day(year, 3, 31)
            seen = drawn.filter((pl.col("decom") <= closes) & (pl.col("dec") >= opens))
            still = pl.col("dec") > closes
            seen = seen.with_columns(
                dec=pl.when(still).then(None).otherwise("dec"),
                rec=pl.when(still).then(pl.lit("")).otherwise("rec"),
                reason_place_change=pl.when(still)
                .then(pl.lit(""))
                .otherwise("reason_place_change"),
            )
            if dirt:
                seen = _spoil(seen, dirt, rng)
            rows += seen.height
            target = folder / str(year)
            target.mkdir(parents=True, exist_ok=True)
            _append(target / "episodes.csv", _episodes(seen), first=part == 0)
            _append(target / "header.csv", _header(seen), first=part == 0)
    return rows


def _episodes(seen: pl.DataFrame) -> pl.DataFrame:
    day = "%d/%m/%Y"
    return seen.select(
        CHILD="child",
        DECOM=pl.col("decom").cast(pl.Int32).cast(pl.Date).dt.strftime(day),
        RNE="rne",
        LS="ls",
        CIN="cin",
        PLACE="place",
        PLACE_PROVIDER="place_provider",
        DEC=pl.col("dec").cast(pl.Int32).cast(pl.Date).dt.strftime(day),
        REC="rec",
        REASON_PLACE_CHANGE="reason_place_change",
        HOME_POST=pl.lit("LS1 4AB"),
        PL_POST=pl.lit("LS9 8CD"),
        URN="urn",
    )


def _header(seen: pl.DataFrame) -> pl.DataFrame:
    born = (pl.lit(date(2008, 1, 3)) + pl.duration(days=pl.col("child") * 37 % 4700)).dt
    return (
        seen.select("child")
        .unique(maintain_order=True)
        .select(
            CHILD="child",
            SEX=pl.col("child") % 2 + 1,
            DOB=born.strftime("%d/%m/%Y"),
            ETHNIC=pl.lit("WBRI"),
            UPN=pl.lit("UN1"),
            MOTHER=pl.lit(""),
            MC_DOB=pl.lit(""),
        )
    )


def _append(path: Path, frame: pl.DataFrame, *, first: bool) -> None:
    with path.open("wb" if first else "ab") as out:
        frame.write_csv(out, include_header=first)
