"""The least that the same job can take: polars by hand, checking and mending nothing.

It reads the header and episode files, keeps the latest return of each episode, links episodes
and makes the same spells as `holdfast.records.journey`, in memory. It trusts every value and
every row, makes no pseudonyms and writes nothing. What Holdfast takes beyond it is the price of
checks, refusals, pseudonyms, repairs and of working on Spark too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from pathlib import Path

EXITS = {
    "E11": "adoption", "E12": "adoption", "E13": "return_home", "E15": "leaving_care",
    "E17": "leaving_care", "E2": "died", "E3": "transferred", "E41": "child_arrangements_order",
    "E43": "special_guardianship", "E44": "special_guardianship", "E45": "special_guardianship",
    "E46": "special_guardianship", "E47": "special_guardianship", "E48": "special_guardianship",
    "E4A": "return_home", "E4B": "return_home", "E5": "leaving_care", "E6": "leaving_care",
    "E9": "custody",
}  # fmt: skip
DAY = "%d/%m/%Y"


def spells_and_children(folder: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Make spells and children of folders named by year."""
    years = sorted(path for path in folder.iterdir() if path.is_dir())
    episodes = pl.concat(
        [
            pl.scan_csv(year / "episodes.csv", infer_schema=False)
            .select(
                "CHILD", "DECOM", "RNE", "LS", "PLACE", "PLACE_PROVIDER", "DEC", "REC",
                "REASON_PLACE_CHANGE",
            )
            .with_columns(YEAR=pl.lit(int(year.name), pl.Int16))
            for year in years
        ]
    )  # fmt: skip
    linked = (
        episodes.with_columns(pl.col("DECOM", "DEC").str.to_date(DAY, strict=False))
        .collect()
        .sort("CHILD", "DECOM", "YEAR")
        .filter(
            (pl.col("CHILD") != pl.col("CHILD").shift(-1)).fill_null(value=True)
            | (pl.col("DECOM") != pl.col("DECOM").shift(-1)).fill_null(value=True)
        )
    )
    same_child = pl.col("CHILD") == pl.col("CHILD").shift(1)
    followed = pl.col("CHILD") == pl.col("CHILD").shift(-1)
    went_on = same_child & (pl.col("DEC").shift(1) == pl.col("DECOM"))
    linked = linked.with_columns(
        opens_period=~went_on.fill_null(value=False),
        next_start=pl.when(followed).then(pl.col("DECOM").shift(-1)),
        next_place=pl.when(followed).then(pl.col("PLACE").shift(-1)),
    ).with_columns(
        opens_placement=pl.col("opens_period") | pl.col("RNE").is_in(["P", "B"]),
        opens_status=pl.col("opens_period") | (pl.col("LS") != pl.col("LS").shift(1)),
    )
    linked = linked.with_columns(
        pl.when(f"opens_{kind}").then("DECOM").forward_fill().alias(f"{kind}_start")
        for kind in ("period", "placement", "status")
    ).with_columns(
        pl.col(f"opens_{kind}").shift(-1, fill_value=True).alias(f"ends_{kind}")
        for kind in ("period", "placement", "status")
    )
    opening = pl.when("opens_period").then("LS").forward_fill()
    linked = linked.with_columns(opening=opening)
    return pl.concat(_spells(linked)), _children(years)


def _spells(linked: pl.DataFrame) -> list[pl.DataFrame]:
    period = linked.filter("ends_period")
    placement = linked.filter("ends_placement")
    status = linked.filter("ends_status")
    moved = placement.filter(~pl.col("ends_period"))
    left = period.filter(pl.col("DEC").is_not_null())
    interim = status.filter(pl.col("LS") == "C1")
    final = pl.col("REC").replace("X1", None)
    why = pl.when("ends_period").then(final).otherwise("REASON_PLACE_CHANGE")
    after = final.replace_strict(EXITS, default="left_care_other")
    return [
        _stage(linked, "episode", "DECOM", "DEC", pl.col("LS") + "/" + pl.col("PLACE"), "REC"),
        _stage(period, "looked_after", "period_start", "DEC", pl.col("opening"), final),
        _stage(placement, "placement", "placement_start", "DEC", pl.col("PLACE"), why),
        _stage(status, "legal_status", "status_start", "DEC", pl.col("LS"), None),
        _stage(interim, "proceedings", "status_start", "DEC", None, None),
        _stage(
            moved, "move", "next_start", "next_start", pl.col("next_place"),
            "REASON_PLACE_CHANGE",
        ),
        _stage(left, after, "DEC", "next_start", final, None),
    ]  # fmt: skip


def _stage(
    rows: pl.DataFrame,
    stage: str | pl.Expr,
    start: str,
    end: str,
    detail: pl.Expr | None,
    reason: str | pl.Expr | None,
) -> pl.DataFrame:
    none = pl.lit(None, dtype=pl.String)
    return rows.select(
        child="CHILD",
        stage=pl.lit(stage) if isinstance(stage, str) else stage,
        start=start,
        end=end,
        detail=none if detail is None else detail,
        end_reason=none if reason is None else reason,
        provider="PLACE_PROVIDER",
        source=pl.lit("ssda903"),
        return_year="YEAR",
    )


def _children(years: list[Path]) -> pl.DataFrame:
    return (
        pl.concat([pl.scan_csv(year / "header.csv", infer_schema=False) for year in years])
        .select("CHILD", "SEX", "ETHNIC", pl.col("DOB").str.to_date(DAY, strict=False))
        .unique("CHILD", keep="last", maintain_order=True)
        .with_columns(pl.col("DOB").dt.month_start())
        .collect()
    )
