"""What changed from one run to another? Plan, inputs and findings, each side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from holdfast.evaluation.findings_money import Interval
from holdfast.evaluation.report import wording
from holdfast.evaluation.report.page import CLAIMS
from holdfast.evaluation.report.small_tables import CHANGES, UNITS, flat

if TYPE_CHECKING:
    from collections.abc import Mapping

NOT_THERE = "not there"
SHORT = 12  # letters of a hash that people compare by eye


class Part(NamedTuple):
    """One part that may differ: a table, without rows where there is nothing to show."""

    title: str
    caption: str
    first: str
    rows: list[tuple[str, str, str]]
    same: str


def differences(earlier: Mapping[str, Any], later: Mapping[str, Any]) -> list[Part]:
    """Compare what two `findings.json` say, settings and inputs first."""
    return [
        Part(
            "Protocol", "Settings that differ", "Setting",
            _changed(_settings(earlier), _settings(later)),
            "Every setting is the same.",
        ),
        Part(
            "Inputs", "Files that differ", "File",
            _changed(_inputs(earlier), _inputs(later)),
            "Every file is the same, byte for byte.",
        ),
        Part(
            "Findings", "What both runs found", "Finding",
            _beside(earlier, later),
            "There is nothing to compare.",
        ),
    ]  # fmt: skip


def _settings(of: Mapping[str, Any]) -> dict[str, str]:
    return dict(flat(of["protocol"]["settings"])) | {"Holdfast": of["holdfast"]}


def _inputs(of: Mapping[str, Any]) -> dict[str, str]:
    return {
        file["name"]: f"{file['sha256'][:SHORT]}…, {file['bytes']:,} bytes"
        for file in of["inputs"]
    }


def _changed(
    earlier: Mapping[str, str], later: Mapping[str, str]
) -> list[tuple[str, str, str]]:
    return [
        (name, earlier.get(name, NOT_THERE), later.get(name, NOT_THERE))
        for name in dict.fromkeys((*earlier, *later))
        if earlier.get(name) != later.get(name)
    ]


def _beside(earlier: Mapping[str, Any], later: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    one, two = _headlines(earlier), _headlines(later)
    return [
        (name, one.get(name, NOT_THERE), two.get(name, NOT_THERE))
        for name in dict.fromkeys((*one, *two))
    ]


def _headlines(of: Mapping[str, Any]) -> dict[str, str]:
    """Give the findings that people quote, in words, by name."""
    entry, value = of["outcomes"]["entry_to_care"], of["value"]
    said = {
        "Verdict": entry["verdict"],
        "May be claimed": CLAIMS[of["permitted_claim"]],
        "Horizon": f"{entry['horizon_days']:,} days",
        "Children compared, programme": _count(of["comparison"]["children_programme"]),
        "Children compared, comparison": _count(of["comparison"]["children_comparison"]),
    }
    for name, part, write in (
        ("Entered care, programme", entry["risk_programme"], wording.percent),
        ("Entered care, comparison", entry["risk_comparison"], wording.percent),
        ("Difference in entering care", entry["risk_difference"], wording.points),
        ("Days out of care gained", entry["days_gained"], wording.days),
        ("Of these by prevention", entry["days_prevented"], wording.days),
        ("Of these by delay", entry["days_delayed"], wording.days),
    ):
        said[name] = wording.interval(Interval(**part), write)
    for name, one in of["outcomes"].items():
        if name != "entry_to_care":
            write = CHANGES.get(one["unit"], UNITS.get(one["unit"], wording.plain))
            said[f"Difference: {one['label']}"] = wording.interval(
                Interval(**one["difference"]), write
            )
    said["Net saving for each child"] = wording.interval(
        Interval(**value["net_saving"]), wording.pounds
    )
    return said


def _count(number: int | str | None) -> str:
    if isinstance(number, int):
        return f"{number:,}"
    return wording.NOT_SHOWN if number == "suppressed" else wording.NOT_KNOWN
