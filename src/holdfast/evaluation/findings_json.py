"""How do findings become a file? Always the same bytes for the same findings.

Keys stand in the order of the dataclasses. A float has six significant digits, so that
the last bits, in which two machines may differ, are not in the file. What is suppressed is
written "suppressed"; what is missing, not finite or cannot be computed is null; zero is 0.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any

from holdfast.evaluation.findings import Findings, Outcomes
from holdfast.kernel.disclosure import Missing, Suppressed, as_json

if TYPE_CHECKING:
    from pathlib import Path

DIGITS = 6
"""Significant digits of every float in `findings.json`."""

LEAST = 1e-9
"""A number closer to zero than this is what rounding left of zero."""

FILE = "findings.json"


def findings_json(findings: Findings) -> str:
    """Write findings as JSON text.

    Examples
    --------
    >>> plain(1234567.891), plain(-0.0), plain(-4e-14), plain(float("nan"))
    (1234570, 0, 0, None)
    """
    return json.dumps(plain(findings), indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def write_findings(findings: Findings, out: Path) -> Path:
    """Write `findings.json` into a folder."""
    path = out / FILE
    path.write_text(findings_json(findings), encoding="utf-8", newline="\n")
    return path


def plain(value: Any) -> Any:  # noqa: ANN401  (JSON is what it is)
    """Give a part of the findings as JSON knows it."""
    if isinstance(value, Outcomes):
        return {"entry_to_care": plain(value.entry_to_care)} | plain(value.secondary)
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, (Suppressed, Missing)):
        return as_json(value)
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, str) or value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, float):
        return _rounded(value)
    if isinstance(value, Sequence):
        return [plain(part) for part in value]
    raise TypeError(f"Findings hold something that is no part of findings: {type(value)}.")


def _rounded(value: float) -> float | int | None:
    if not isfinite(value):
        return None
    if abs(value) < LEAST:
        return 0
    short = float(f"{value:.{DIGITS}g}")
    return int(short) if short.is_integer() and abs(short) < 2**53 else short
