"""Which numbers stand behind each picture? One CSV file for each, written from the findings.

Nothing is in a table that is not in the findings, so nothing leaves here that disclosure
control has not passed. Numbers are written as in `findings.json`; what is missing is an empty
cell.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from holdfast.evaluation.findings_json import plain

if TYPE_CHECKING:
    from pathlib import Path

    from holdfast.evaluation.findings import Findings
    from holdfast.evaluation.findings_money import Interval

FOLDER = "tables"


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """One table: its name, its headings, its rows."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def tables(findings: Findings) -> tuple[Table, ...]:
    """Give every table behind the pictures and the summary."""
    return tuple(
        Table(name=name, headings=headings, rows=tuple(rows))
        for name, headings, rows in (*_of_children(findings), *_of_money(findings))
    )


def write_tables(findings: Findings, out: Path) -> tuple[Path, ...]:
    """Write every table as a CSV file into `out/tables`, in UTF-8 with plain line ends."""
    folder = out / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for table in tables(findings):
        path = folder / f"{table.name}.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(table.headings)
            writer.writerows([_cell(value) for value in row] for row in table.rows)
        written.append(path)
    return tuple(written)


Rows = Iterator[tuple[str, tuple[str, ...], list[tuple[Any, ...]]]]
THREE = ("value", "low", "high")


def _of_children(findings: Findings) -> Rows:
    drift, journey = findings.drift, findings.journey
    entry = findings.outcomes.entry_to_care
    incidence = entry.incidence
    yield (
        "flow",
        ("id", "parent", "label", "count", "excluded"),
        [(s.id, s.parent, s.label, s.count, s.excluded) for s in findings.flow],
    )
    yield (
        "drift",
        ("period", "meant", "referred", "accepted", "served", "outside", "share", *THREE[1:]),
        [
            (m.period, m.meant, m.referred, m.accepted, m.served, m.outside.numerator,
             m.outside.value, m.outside.low, m.outside.high)
            for m in drift.months
        ],
    )  # fmt: skip
    yield (
        "drift_course",
        ("month", "share", *THREE[1:]),
        [(m.month, m.share.value, m.share.low, m.share.high) for m in drift.course],
    )
    yield "drift_reasons", ("reason", "children"), list(drift.reasons.items())
    yield (
        "drift_stages",
        ("period", "stage", "children"),
        [(m.period, stage, n) for m in drift.months for stage, n in m.stages.items()]
        + [("all", stage, n) for stage, n in drift.stages.items()],
    )
    yield (
        "journey_stages",
        ("stage", "label", "children", "in_cohort"),
        [(s.stage, s.label, s.children, s.in_cohort) for s in journey.stages],
    )
    yield (
        "journey_moves",
        ("from_stage", "to_stage", "children"),
        [(f.from_stage, f.to_stage, f.children) for f in journey.flows],
    )
    yield (
        "balance",
        ("covariate", "column", "programme", "comparison_before", "comparison_after",
         "difference_before", "difference_after"),
        [
            (b.covariate, b.column, b.programme, b.comparison_before, b.comparison_after,
             b.difference_before, b.difference_after)
            for b in findings.balance
        ],
    )  # fmt: skip
    yield (
        "overlap",
        ("low", "high", "programme", "comparison"),
        [(b.low, b.high, b.programme, b.comparison) for b in findings.comparison.overlap],
    )
    yield (
        "incidence",
        ("arm", "cause", "day", *THREE),
        [
            (curve.arm, curve.cause, day, *values)
            for curve in (*incidence.curves, incidence.difference)
            for day, *values in zip(
                incidence.days, curve.value, curve.low, curve.high, strict=False
            )
        ],
    )
    at_risk = incidence.at_risk
    yield (
        "numbers_at_risk",
        ("day", "programme", "comparison"),
        list(zip(at_risk.days, at_risk.programme, at_risk.comparison, strict=True)),
    )
    yield (
        "delay_or_prevent",
        ("quantile", "day_programme", "day_comparison"),
        [(s.quantile, s.day_programme, s.day_comparison) for s in entry.slices],
    )
    yield "outcomes", ("outcome", "unit", "measure", *THREE), list(_outcomes(findings))


def _outcomes(findings: Findings) -> Iterator[tuple[Any, ...]]:
    entry = findings.outcomes.entry_to_care
    for measure, unit in (
        ("risk_programme", "share of children"),
        ("risk_comparison", "share of children"),
        ("risk_difference", "share of children"),
        ("risk_ratio", "ratio"),
        ("days_gained", "days a child"),
        ("days_prevented", "days a child"),
        ("days_delayed", "days a child"),
    ):
        yield "entry_to_care", unit, measure, *_three(getattr(entry, measure))
    for name, found in findings.outcomes.secondary.items():
        for measure in ("programme", "comparison", "difference"):
            yield name, found.unit, measure, *_three(getattr(found, measure))


def _of_money(findings: Findings) -> Rows:
    costs, value = findings.costs, findings.value
    arms = tuple(
        f"{arm}_{part}" for arm in ("programme", "comparison", "difference") for part in THREE
    )
    yield (
        "costs",
        ("process", "label", "recurring", *arms, "source"),
        [
            (line.process, line.label, line.recurring, *_three(line.programme),
             *_three(line.comparison), *_three(line.difference), line.source)
            for line in costs.lines
        ],
    )  # fmt: skip
    yield (
        "cost_timeline",
        ("month", *arms[:6]),
        [(m.month, *_three(m.programme), *_three(m.comparison)) for m in costs.timeline],
    )
    paid = costs.programme_cost
    yield (
        "programme_cost",
        ("part", "pounds"),
        [
            ("recurring", paid.recurring),
            ("one_off", paid.one_off),
            ("in_kind", paid.in_kind),
            ("total", paid.total),
            ("per_child", paid.per_child),
            *((f"category: {name}", amount) for name, amount in paid.by_category.items()),
        ],
    )  # fmt: skip
    yield (
        "value",
        ("measure", *THREE),
        [
            ("gross_saving", *_three(value.gross_saving)),
            ("net_saving", *_three(value.net_saving)),
            ("probability_of_saving", value.probability_of_saving, None, None),
            ("care_days_avoided", *_three(value.care_days_avoided)),
            ("cost_per_care_day_avoided", *_three(value.cost_per_care_day_avoided)),
            ("break_even_days", value.break_even_days, None, None),
            ("break_even_share", value.break_even_share, None, None),
        ],
    )
    yield (
        "value_acceptability",
        ("pay_per_care_day", "probability"),
        [(point.pay_per_care_day, point.probability) for point in value.acceptability],
    )
    yield (
        "value_draws",
        ("low", "high", "share"),
        [(b.low, b.high, b.share) for b in value.draws],
    )


def _three(interval: Interval) -> tuple[float | None, float | None, float | None]:
    return interval.value, interval.low, interval.high


def _cell(value: Any) -> Any:  # noqa: ANN401
    shown = plain(value)
    if isinstance(shown, bool):
        return "yes" if shown else "no"
    return "" if shown is None else shown
