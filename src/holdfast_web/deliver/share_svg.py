"""How is a share drawn over steps, fast enough for a page that everybody opens once a day?

Lines with points, and a band where there is an interval, on a scale from 0 to 100 per cent.
Each run has a picture of its own that changes every day, so it is drawn for nearly every
reader: here that takes less than a thousandth of a second, and a tenth by a chart's grammar.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from math import ceil
from typing import TYPE_CHECKING

from holdfast.evaluation.report.palette import FONT, INK, QUIET, RULE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LEFT, RIGHT, TOP, BOTTOM = 56, 14, 10, 46
PLOT = 200  # pixels from 0 to 100 per cent
ROW = 20  # pixels of a row of the legend
LETTER = 7.2  # pixels of a letter of the legend, taken wide
FEWEST_APART = 22  # pixels between two numbers beneath
STEPS = (0, 20, 40, 60, 80, 100)
BROAD = 400


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line: what it is of, how it looks, and its points from left to right.

    `size` is half the width of its marks: where lines agree, smaller marks stand in larger.
    """

    name: str
    colour: str
    mark: str
    size: float
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Band:
    """An interval about a line: place, low and high, from left to right."""

    colour: str
    points: tuple[tuple[float, float, float], ...]


def shares_svg(
    lines: Sequence[Line],
    *,
    places: Sequence[int],
    beneath: str,
    beside: str,
    width: int,
    band: Band | None = None,
) -> str:
    """Draw shares over steps at one width.

    Parameters
    ----------
    lines
        A legend stands above where there are several.
    places
        The steps that are numbered beneath.
    beneath, beside
        What the steps and the shares are.

    Returns
    -------
    str
        SVG text, hidden from screen readers: the table beside it says the same.
    """
    legend = _legend(lines, width) if len(lines) > 1 else ("", 0)
    top = TOP + legend[1]
    low, high = min(places), max(places)
    edge = 0.3 if len(lines) > 1 else 0.0

    def x(place: float) -> float:
        span = (high - low) + 2 * edge or 1
        return LEFT + (width - LEFT - RIGHT) * (place - low + edge) / span

    def y(share: float) -> float:
        return top + PLOT * (1 - share)

    parts = [legend[0], *(_rung(step, y(step / 100), width) for step in STEPS)]
    parts += _numbers(places, x, top + PLOT)
    if band is not None:
        there = [(x(at), y(most)) for at, _, most in band.points]
        back = [(x(at), y(least)) for at, least, _ in reversed(band.points)]
        parts.append(
            f'<path d="{_path(there + back)} Z" fill="{band.colour}" fill-opacity="0.16"/>'
        )
    for line in lines:
        points = [(x(at), y(share)) for at, share in line.points]
        parts.append(
            f'<path d="{_path(points)}" fill="none" stroke="{line.colour}" stroke-width="2"/>'
        )
        parts += [_mark(line, *point) for point in points]
    height = top + PLOT + BOTTOM
    middle = (LEFT + width - RIGHT) / 2
    parts.append(_text(middle, height - 6, beneath, anchor="middle"))
    parts.append(
        f'<g transform="translate(14 {top + PLOT / 2:.0f}) rotate(-90)">'
        f"{_text(0, 0, beside, anchor='middle')}</g>"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" aria-hidden="true" focusable="false" '
        f'font-family="{escape(FONT)}">{"".join(parts)}</svg>'
    )


def _text(x: float, y: float, words: str, *, anchor: str = "start") -> str:
    return (
        f'<text x="{x:.0f}" y="{y:.0f}" font-size="12" fill="{INK}" '
        f'text-anchor="{anchor}">{escape(words)}</text>'
    )


def _rung(step: int, y: float, width: int) -> str:
    colour = QUIET if step == 0 else RULE
    return (
        f'<line x1="{LEFT}" x2="{width - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" '
        f'stroke="{colour}"/>{_text(LEFT - 8, y + 4, f"{step}%", anchor="end")}'
    )


def _numbers(places: Sequence[int], x: Callable[[float], float], bottom: float) -> list[str]:
    """Number the steps beneath, leaving some out where they would stand too close."""
    apart = x(places[1]) - x(places[0]) if len(places) > 1 else FEWEST_APART
    every = max(1, ceil(FEWEST_APART / apart))
    return [
        _text(x(place), bottom + 18, f"{place}", anchor="middle") for place in places[::every]
    ]


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def _mark(line: Line, x: float, y: float) -> str:
    size = line.size
    paint = f'fill="white" fill-opacity="0" stroke="{line.colour}" stroke-width="2"'
    if line.mark == "circle":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:g}" {paint}/>'
    turned = f' transform="rotate(45 {x:.1f} {y:.1f})"' if line.mark == "diamond" else ""
    return (
        f'<rect x="{x - size:.1f}" y="{y - size:.1f}" width="{2 * size:g}" '
        f'height="{2 * size:g}" {paint}{turned}/>'
    )


def _legend(lines: Sequence[Line], width: int) -> tuple[str, int]:
    """Name the lines above the picture, in one row where there is room; and how high it is."""
    in_a_row = width > BROAD
    parts, x, y = [], float(LEFT), TOP + ROW / 2
    for line in lines:
        parts.append(_mark(line, x + 8, y))
        parts.append(_text(x + 24, y + 4, line.name))
        if in_a_row:
            x += 24 + LETTER * len(line.name) + 18
        else:
            y += ROW
    return "".join(parts), ROW if in_a_row else ROW * len(lines)
