"""How is the delivery written down, in the form of the lists that a service brings in?

A folder for each home with the lists that it would keep itself: its staff, its rosters, its
months. Beside them what the service and its truth hold. The columns of the lists are those of
the library's list layouts, and the readers of `holdfast.deliver` read them.
"""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

from holdfast.deliver.home_measures import MEASURES
from holdfast.library.list_layout import list_layout
from holdfast.synthetic.delivery.truth import delivery_truth, service_truth

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from pathlib import Path

    from holdfast.synthetic.delivery.homes import InventedHome
    from holdfast.synthetic.delivery.northmere import InventedDelivery, InventedService

    Cell = str | int | float | date | None

FOLDER = "delivery"
TRUTH = "truth.json"
DIGITS = 6


def write_delivery(made: InventedDelivery, service: InventedService, folder: Path) -> None:
    """Write everything into a folder, which is made."""
    for home in made.homes:
        place = folder / home.name.lower().replace(" ", "-")
        place.mkdir(parents=True, exist_ok=True)
        _write(place / "staff.csv", _headings("staff"), _staff(made, home))
        _write(place / "home_months.csv", _month_headings(), _months(made, home))
        if home.trained:
            _write(place / "roster.csv", _headings("roster"), _roster(made, home))
            _write(place / "registers.csv", REGISTER, _registers(made, home))
    _write(folder / "referrals.csv", REFERRAL, _referrals(service))
    text = json.dumps(_truth(made), indent=1, ensure_ascii=False) + "\n"
    (folder / TRUTH).write_text(text, encoding="utf-8", newline="\n")


REGISTER = (
    "Kind", "Session", "Day", "Starts", "Ends", "Reference", "Name", "Mark", "Reason",
    "Arrived", "Left",
)  # fmt: skip
REFERRAL = (
    "Number", "Child", "Received", "Referred by", "Urgency", "Consent", "Age", "Stages",
    "Needs", "Level of need", "Standing", "State", "Approved by", "Last move",
)  # fmt: skip


def _headings(name: str) -> tuple[str, ...]:
    return tuple(column.heading for column in list_layout(name).columns)


def _month_headings() -> tuple[str, ...]:
    return ("Month", *(measure.title for measure in MEASURES))


def _staff(made: InventedDelivery, home: InventedHome) -> Iterable[Sequence[Cell]]:
    for one in made.staff:
        if one.home == home.number:
            post = one.post
            manager = "yes" if post.manager else "no"
            yield (
                one.reference, one.name, post.title, post.kind, post.hours, post.shifts,
                manager, one.started, one.left,
            )  # fmt: skip


def _roster(made: InventedDelivery, home: InventedHome) -> Iterable[Sequence[Cell]]:
    run = next(one for one in made.runs if one.home == home)
    for shift in run.shifts:
        yield (
            shift.staff.reference, shift.staff.name, shift.starts.date(),
            f"{shift.starts:%H:%M}", f"{shift.ends:%H:%M}",
            "worked" if shift.worked else "planned",
        )  # fmt: skip


def _months(made: InventedDelivery, home: InventedHome) -> Iterable[Sequence[Cell]]:
    for one in made.months:
        if one.home == home:
            yield (one.record.month, *(one.record.value(measure.name) for measure in MEASURES))


def _registers(made: InventedDelivery, home: InventedHome) -> Iterable[Sequence[Cell]]:
    run = next(one for one in made.runs if one.home == home)
    for one in run.registers.marks:
        at, mark = one.sitting, one.mark
        yield (
            at.kind, at.session, at.day, f"{at.starts:%H:%M}", f"{at.ends:%H:%M}",
            one.staff.reference, one.staff.name, mark.presence.value,
            mark.reason.value if mark.reason else None,
            f"{mark.arrived:%H:%M}" if mark.arrived else None,
            f"{mark.left:%H:%M}" if mark.left else None,
        )  # fmt: skip


def _referrals(service: InventedService) -> Iterable[Sequence[Cell]]:
    for one in service.courses:
        came = one.referral
        yield (
            came.number, came.child, came.received, came.referrer, came.urgency.value,
            came.consent.value, came.presented.age, ";".join(came.presented.stages or ()),
            ";".join(came.presented.needs or ()), came.level, came.judged.standing.value,
            one.state.value, one.approved_by, one.moves[-1].on if one.moves else None,
        )  # fmt: skip


def _truth(made: InventedDelivery) -> dict[str, object]:
    homes, referred = delivery_truth(made), service_truth(made.settings)
    return {
        "what": "The truth of an invented delivery. Nobody and no home here is real.",
        "today": made.settings.today.isoformat(),
        "effect_begins": {
            home.name: homes.begins[home.number].isoformat()
            for home in made.homes
            if home.number in homes.begins
        },
        "treated_home_months": homes.treated_months,
        "effects_a_home_a_month": {
            one.measure: {
                "ratio": one.ratio,
                "difference": round(one.difference, DIGITS),
                "without": round(one.without, DIGITS),
            }
            for one in homes.effects
        },
        "drift_from": referred.drift_from.isoformat(),
        "share_outside_aimed_at": {
            month.isoformat(): round(share, DIGITS) for month, share in referred.outside.items()
        },
    }


def _write(path: Path, headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(headings)
        writer.writerows(rows)
