"""Which counts may leave, and in what form?

Small counts are suppressed, others rounded, and further ones held back so that no hidden count
can be worked out from those shown. docs/explanation/disclosure.md states the attack that this
withstands.
"""

from holdfast.kernel.disclosure.protect import Breakdown, Disclosure, ShownStep, Step, Table
from holdfast.kernel.disclosure.values import (
    MISSING,
    SUPPRESSED,
    Count,
    Missing,
    Shown,
    Suppressed,
    as_json,
)

__all__ = [
    "MISSING",
    "SUPPRESSED",
    "Breakdown",
    "Count",
    "Disclosure",
    "Missing",
    "Shown",
    "ShownStep",
    "Step",
    "Suppressed",
    "Table",
    "as_json",
]
