"""What is wrong with real returns? Faults put in on purpose, of named kinds, and counted.

A row has at most one fault. Which rows have which is decided by the seed, the child and the
row's place among the child's rows, so it does not depend on how the work is cut into chunks.
Faults of a whole file are in `Paper`: its encoding, its headings, and columns that no one
asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from holdfast.kernel.dates import year_end, year_start
from holdfast.synthetic import dice
from holdfast.synthetic.frames import PREFIX

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Mapping

    from holdfast.synthetic.settings import Settings

BRITISH, ISO = "%d/%m/%Y", "%Y-%m-%d"
BLANK_ID, POINT_ZERO = "blank id", "id with .0"
DUPLICATE, OTHER_FORMAT = "duplicate row", "date in another format"
IMPOSSIBLE, BACKWARDS = "impossible date", "end before start"
SUPERSEDED, NEVER_CLOSED = "superseded row", "open episode never closed"
OVERLAP, GAP = "overlap", "gap under X1"
REASON_ON_OPEN, UNKNOWN, TWO_BIRTHS = (
    "reason on an open episode",
    "unknown code",
    "two birth dates",
)

OF_ANY = (BLANK_ID, POINT_ZERO, DUPLICATE, OTHER_FORMAT)
OF_TABLE = {
    "ssda903_header": (TWO_BIRTHS, UNKNOWN),
    "ssda903_episodes": (
        IMPOSSIBLE, BACKWARDS, SUPERSEDED, NEVER_CLOSED, OVERLAP, GAP, REASON_ON_OPEN, UNKNOWN,
    ),
    "ssda903_reviews": (IMPOSSIBLE,),
    "ssda903_missing": (IMPOSSIBLE, BACKWARDS),
}  # fmt: skip
OF_CHILD, OF_CASE = (BLANK_ID, TWO_BIRTHS), (IMPOSSIBLE, BACKWARDS, UNKNOWN)
START = {
    "ssda903_episodes": "DECOM",
    "ssda903_reviews": "REVIEW",
    "ssda903_missing": "MIS_START",
}
END = {"ssda903_episodes": "DEC", "ssda903_missing": "MIS_END"}
CODE = {"ssda903_episodes": "LS", "ssda903_header": "ETHNIC"}
NO_SUCH_CODE = "QQ"
NO_SUCH_DAYS = ("31/02/2024", "12/05/1920", "30/06/2122")
ONCE = {"K2": "U6", "U6": "K2", "U4": "U6", "U3": "U6", "K3": "K2"}
LATE_BIRTH, EARLY_END = timedelta(days=31), timedelta(days=5)
OVERLAPS_BY, GAP_OF, LONG = timedelta(days=9), timedelta(days=12), timedelta(days=20)
EXTRA_HEADING, EXTRA_VALUE = "LOCALITY", "Northmere – East"  # the dash is not plain ASCII


@dataclass(frozen=True)
class Paper:
    """How the files of one year are written."""

    encoding: str = "utf-8"
    extra: bool = False  # a column that the return does not have
    lower: bool = False  # headings in small letters
    words: bool = False  # true and false where others write 1 and 0

    @classmethod
    def of(cls, settings: Settings, year: int) -> Paper:
        """Say how a year is written: in Windows-1252, in UTF-16, or in small letters."""
        if settings.dirt == 0:
            return cls()
        at = settings.collection_years.index(year)
        kinds = (
            cls(lower=True),
            cls(encoding="cp1252", extra=True, words=True),
            cls(encoding="utf-16"),
        )
        return kinds[at] if at < len(kinds) else cls()

    @property
    def faults(self) -> tuple[str, ...]:
        """Name what is unusual about the files."""
        found = {
            "year in another encoding": self.encoding != "utf-8",
            "year with an extra column": self.extra,
            "year with headings in small letters": self.lower,
            "year with true and false": self.words,
        }
        return tuple(name for name, so in found.items() if so)


class Soil:
    """Puts faults into the returns of one collection year, and counts them."""

    def __init__(self, settings: Settings, year: int, counts: Counter[str]) -> None:
        self.settings, self.year, self.counts = settings, year, counts
        self.paper = Paper.of(settings, year)

    def ssda903(self, tables: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
        """Give the tables of a chunk with their faults; every column is text."""
        return {
            name: self._on_paper(self._table(name, frame)) for name, frame in tables.items()
        }

    def cin(self, tables: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
        """Give the modules of a chunk with their faults."""
        done = dict(tables)
        children = self._marked("cin children", tables["children"], OF_CHILD, "number")
        done["children"] = children.with_columns(
            _when(BLANK_ID, pl.lit(""), "child"),
            _when(TWO_BIRTHS, pl.col("dob") + LATE_BIRTH, "dob"),
        )
        able = {BACKWARDS: pl.col("closure_date").is_not_null()}
        cases = self._marked("cin cases", tables["cases"], OF_CASE, "number", able)
        no_such_day = pl.date(2122, 6, 30)
        done["cases"] = cases.with_columns(
            _when(IMPOSSIBLE, no_such_day, "referral_date"),
            _when(BACKWARDS, pl.col("referral_date") - EARLY_END, "closure_date"),
            _when(UNKNOWN, pl.lit(NO_SUCH_CODE), "primary_need"),
        )
        if self.paper.words:
            for name, column in (
                ("cases", "no_further_action"),
                ("enquiries", "conference_not_required"),
            ):
                words = pl.col(column).replace({"0": "false", "1": "true"})
                done[name] = done[name].with_columns(words)
        return done

    def _table(self, name: str, frame: pl.DataFrame) -> pl.DataFrame:
        kinds = (*OF_ANY, *OF_TABLE.get(name, ()))
        start, end = START.get(name), END.get(name)
        number = pl.col("CHILD").str.strip_prefix(PREFIX).cast(pl.Int64) - 1
        marked = self._marked(
            name, frame.with_columns(number.alias("number")), kinds, "number", self._able(name)
        )
        changes = (
            [_when(TWO_BIRTHS, pl.col("DOB") + LATE_BIRTH, "DOB")] if "DOB" in frame else []
        )
        if end and start:
            changes.append(_when(BACKWARDS, pl.col(start) - EARLY_END, end))
        if name == "ssda903_episodes":
            later = _when(OVERLAP, pl.col("DEC") + OVERLAPS_BY, "DEC")
            marked = marked.with_columns(later)
            changes += [
                _when(SUPERSEDED, pl.col("PLACE").replace(ONCE), "PLACE"),
                _when(REASON_ON_OPEN, pl.lit("X1"), "REC"),
            ]
            marked = marked.with_columns(_when(GAP, pl.col("DEC") - GAP_OF, "DEC"))
        marked = _dates_as_text(marked.with_columns(changes))
        texts = [
            _when(BLANK_ID, pl.lit(None), "CHILD"),
            _when(POINT_ZERO, pl.col("CHILD") + ".0", "CHILD"),
        ]
        if name in CODE:
            texts.append(_when(UNKNOWN, pl.lit(NO_SUCH_CODE), CODE[name]))
        if start:
            which = pl.col("number") % len(NO_SUCH_DAYS)
            day = which.replace_strict(dict(enumerate(NO_SUCH_DAYS)), return_dtype=pl.String)
            texts.append(_when(IMPOSSIBLE, day, start))
        # A CHILD that is made blank must not be read again for its ".0".
        marked = marked.with_columns(texts[1]).with_columns([texts[0], *texts[2:]])
        marked = marked.filter(pl.col("fault").ne_missing(NEVER_CLOSED))
        times = pl.when(pl.col("fault").eq_missing(DUPLICATE)).then(2).otherwise(1)
        return marked.select(pl.exclude("fault", "number").repeat_by(times)).explode(
            frame.columns
        )

    def _able(self, name: str) -> dict[str, pl.Expr]:
        """Say which rows of a table can carry a fault at all."""
        if name == "ssda903_missing":
            return {BACKWARDS: pl.col("MIS_END").is_not_null()}
        if name != "ssda903_episodes":
            return {}
        first, last = year_start(self.year), year_end(self.year)
        another = pl.lit(value=self.year < self.settings.last_year)
        is_open = pl.col("DEC").is_null()
        goes_on = (pl.col("REC") == "X1") & ~is_open
        return {
            BACKWARDS: ~is_open,
            SUPERSEDED: is_open & another & pl.col("PLACE").is_in(list(ONCE)),
            NEVER_CLOSED: ~is_open & (pl.col("DECOM") < first),
            OVERLAP: goes_on & (pl.col("DEC") + OVERLAPS_BY <= last),
            GAP: goes_on & (pl.col("DEC") - pl.col("DECOM") > LONG),
            REASON_ON_OPEN: is_open,
        }

    def _marked(
        self, name: str, frame: pl.DataFrame, kinds: tuple[str, ...], number: str,
        able: Mapping[str, pl.Expr] | None = None,
    ) -> pl.DataFrame:  # fmt: skip
        """Say in a column `fault` which fault each row shall have, if any, and count them."""
        turn = frame.select(pl.int_range(pl.len()).over(number)).to_series().to_numpy()
        key = dice.keys(self.settings.seed, frame[number].to_numpy())
        key = dice.sub_keys(key, f"{name} {self.year}", turn)
        share = min(self.settings.dirt, 1 / len(kinds))
        which = np.floor(dice.uniform(key, "fault") / share)
        which = np.minimum(which, len(kinds)).astype(np.uint32)
        lookup = pl.Series([*kinds, None], dtype=pl.String)
        marked = frame.with_columns(lookup.gather(pl.Series(which)).alias("fault"))
        for kind, can in (able or {}).items():
            cannot = pl.col("fault").eq_missing(kind) & ~can.fill_null(value=False)
            marked = marked.with_columns(
                pl.when(cannot).then(None).otherwise(pl.col("fault")).alias("fault")
            )
        self.counts.update(marked["fault"].drop_nulls().to_list())
        return marked

    def _on_paper(self, frame: pl.DataFrame) -> pl.DataFrame:
        if self.paper.extra:
            frame = frame.with_columns(pl.lit(EXTRA_VALUE).alias(EXTRA_HEADING))
        return frame.rename(str.lower) if self.paper.lower else frame


def _when(fault: str, value: pl.Expr, column: str) -> pl.Expr:
    carries = pl.col("fault").eq_missing(fault)
    return pl.when(carries).then(value).otherwise(pl.col(column)).alias(column)


def _dates_as_text(frame: pl.DataFrame) -> pl.DataFrame:
    days = [name for name, kind in frame.schema.items() if kind == pl.Date]
    return frame.with_columns(
        pl.when(pl.col("fault").eq_missing(OTHER_FORMAT))
        .then(pl.col(name).dt.to_string(ISO))
        .otherwise(pl.col(name).dt.to_string(BRITISH))
        .alias(name)
        for name in days
    )
