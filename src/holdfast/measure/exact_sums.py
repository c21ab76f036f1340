"""How does a large sum come out the same on every machine, whatever its number of cores?

A fast matrix product adds in an order that depends on how many cores share the work, and adding
in another order changes the last digits. Here the numbers are first rounded to multiples of a
small unit, of so few digits that every sum of them is exact; then the order does not matter
(the splitting of Ozaki and others 2012, doi:10.1007/s11075-011-9478-1). The rounding costs
about one part in a hundred thousand million of the largest number in a column.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from holdfast.measure.trials import FloatArray

DIGITS = 52  # binary digits that a sum may have
ROWS = 16384  # rows multiplied at a time, so that sums stay short


def counted(values: FloatArray, counts: FloatArray) -> FloatArray:
    """Add up values as often as they are counted: `values.T @ counts`, the same everywhere.

    Parameters
    ----------
    values
        One row a cluster.
    counts
        One row a cluster, one column a draw: whole numbers from 0.

    Examples
    --------
    >>> counted(np.array([[1.0], [2.0]]), np.array([[1.0, 0.0], [1.0, 3.0]])).tolist()
    [[3.0, 6.0]]
    """
    most = max(float(counts.sum(axis=0).max(initial=1.0)), 1.0)
    rounded = _to_units(values, _units(values, DIGITS - int(np.ceil(np.log2(most)))))
    total: FloatArray = rounded.T @ counts
    return total


def cross(left: FloatArray, right: FloatArray) -> FloatArray:
    """Give `left.T @ right`, the same everywhere.

    Examples
    --------
    >>> cross(np.array([[1.0], [2.0]]), np.array([[3.0], [0.5]])).tolist()
    [[4.0]]
    """
    total = np.zeros((left.shape[1], right.shape[1]))
    for start in range(0, len(left), ROWS):
        some = slice(start, start + ROWS)
        left_high, left_low = _halves(left[some])
        right_high, right_low = _halves(right[some])
        total += left_high.T @ right_high
        total += left_high.T @ right_low + left_low.T @ right_high
        total += left_low.T @ right_low
    return total


def weighted(weights: FloatArray, columns: FloatArray) -> FloatArray:
    """Give `weights @ columns`, one row of weights, the same everywhere."""
    total: FloatArray = np.einsum("i,ij->j", weights, columns)
    return total


def combined(columns: FloatArray, coefficients: FloatArray) -> FloatArray:
    """Give `columns @ coefficients`, one column of coefficients, the same everywhere."""
    total: FloatArray = np.einsum("ij,j->i", columns, coefficients)
    return total


def _halves(values: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Split numbers into a high and a low part of few digits each."""
    digits = (DIGITS - int(np.log2(ROWS))) // 2
    units = _units(values, digits)
    high = _to_units(values, units)
    return high, _to_units(values - high, units * 2.0**-digits)


def _units(values: FloatArray, digits: int) -> FloatArray:
    """Give the unit of each column, so that its largest number has so many digits."""
    _, exponent = np.frexp(np.abs(values).max(axis=0, initial=0.0))
    units: FloatArray = np.ldexp(1.0, exponent - digits)
    return units


def _to_units(values: FloatArray, units: FloatArray) -> FloatArray:
    """Round to the nearest multiple of the unit: adding a large number drops the rest."""
    large = units * 1.5 * 2.0**52
    rounded: FloatArray = (values + large) - large
    return rounded
