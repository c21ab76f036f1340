"""What did the programme cost? An invented ledger of a plausible size for those it served."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from holdfast.synthetic.settings import calendar_day

if TYPE_CHECKING:
    from datetime import date

    from holdfast.library.authority.rates import Authority
    from holdfast.synthetic.settings import Settings

SOURCE = "Invented ledger of Northmere, which does not exist"
MONTHLY = (
    ("staff", "Salaries and on-costs of the team", 0.665, 0),
    ("supervision", "Clinical supervision and consultation", 0.045, 0),
    ("families", "Direct help to families, travel", 0.06, 0),
    ("premises", "Rooms lent by a community centre, valued at its usual rent", 0.04, 1),
    ("overheads", "Management, information technology and finance", 0.08, 0),
)
ONCE = (
    ("set-up", "Recruitment, equipment and case system", 0.05, 2),
    ("training", "Initial training of the team", 0.035, 1),
)
YEARLY = (("licence", "Programme licence and refresher training", 0.025, 0),)
LEAST_SERVED = 12  # a team costs something even where it serves few
MONTHS_IN_YEAR = 12
PENCE = 2


def ledger(settings: Settings, rates: Authority, served: int) -> pl.DataFrame:
    """Give the ledger of a programme that served so many children."""
    total = max(served, LEAST_SERVED) * rates.programme.cost_per_child
    months = settings.programme_months
    starts = [calendar_day(int(settings.months[at])) for at in months]
    lines: list[tuple[date, str, str, float, str, int, str]] = []
    for category, words, share, before in ONCE:
        day = calendar_day(int(settings.months[months.start - before]))
        lines.append((day, category, words, total * share, "one-off", 0, SOURCE))
    for category, words, share, in_kind in MONTHLY:
        for at, day in enumerate(starts):
            amount = total * share / len(starts) * _season(at, len(starts))
            lines.append((day, category, words, amount, "recurring", in_kind, SOURCE))
    for category, words, share, in_kind in YEARLY:
        years = starts[::MONTHS_IN_YEAR]
        for day in years:
            amount = total * share / len(years)
            lines.append((day, category, words, amount, "recurring", in_kind, SOURCE))
    lines.sort(key=lambda line: (line[0], line[1]))
    names = ("date", "category", "description", "amount", "kind", "in_kind", "source")
    frame = pl.DataFrame(lines, schema=names, orient="row")
    return frame.with_columns(pl.col("amount").round(PENCE))


def _season(at: int, months: int) -> float:
    """Let a team grow: less in its first months, more in its last, the same in all."""
    middle = (months - 1) / 2
    return 1 + 0.2 * (at - middle) / max(middle, 1)
