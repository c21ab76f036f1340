"""Where on the child's journey does the programme stand, and how do children move there?

Stages stand one under another in the order of the journey; moves are arcs beside them, as thick
as the number of children. Altair has no such picture, so this one is drawn here.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from math import sqrt
from textwrap import shorten, wrap
from typing import TYPE_CHECKING

from holdfast.evaluation.report.palette import COMPARISON, FONT, INK, PROGRAMME

if TYPE_CHECKING:
    from collections.abc import Sequence

ROW = 58  # pixels from one stage to the next
BOX = 36  # height of a stage's box
THICKEST = 16  # pixels of the thickest arc
LETTER = 7.6  # pixels of a letter of a stage's name, taken wide: not everyone has our type
DIGIT, LINE = 8, 14  # pixels that a number beside an arc takes
ALONG = (0.5, 0.38, 0.62, 0.3, 0.7, 0.24, 0.76)  # where on an arc its number may stand


@dataclass(frozen=True, kw_only=True, slots=True)
class Stop:
    """A stage as drawn: its name in words, and how many children were in it, in words."""

    name: str
    children: str
    of_programme: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Move:
    """How many children went from one stage to another."""

    start: int
    end: int
    children: int


def journey_svg(stops: Sequence[Stop], moves: Sequence[Move], *, width: int) -> str:
    """Draw the journey at one width.

    Parameters
    ----------
    stops
        Stages in the order of the journey.
    moves
        Between positions in `stops`.
    width
        Pixels.

    Returns
    -------
    str
        SVG text, hidden from screen readers: the table beside it says the same.
    """
    left = round(width * (0.42 if width > 400 else 0.62))
    height = ROW * len(stops) + 12
    largest = max((move.children for move in moves), default=1)
    drawn = [_arc(move, left, width, largest) for move in moves]
    drawn += _labels(moves, left, width)
    drawn += [_box(place, stop, left) for place, stop in enumerate(stops)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" aria-hidden="true" focusable="false" '
        f'font-family="{escape(FONT)}">'
        f"{_markers(width)}{''.join(drawn)}</svg>"
    )


def _middle(place: int) -> float:
    return 8 + ROW * place + BOX / 2


def _box(place: int, stop: Stop, left: int) -> str:
    top = _middle(place) - BOX / 2
    fill, ink = (PROGRAMME, "white") if stop.of_programme else ("#eef2f3", INK)
    name, under = _in_a_box(stop, left)
    first = top + (15 if under else 23)
    return (
        f'<rect x="1" y="{top:.0f}" width="{left - 2}" height="{BOX}" rx="4" fill="{fill}"/>'
        f'<text x="10" y="{first:.0f}" font-size="13" font-weight="600" fill="{ink}">'
        f"{escape(name)}</text>"
        f'<text x="10" y="{top + 30:.0f}" font-size="11.5" fill="{ink}">'
        f"{escape(under)}</text>"
    )


def _in_a_box(stop: Stop, left: int) -> tuple[str, str]:
    """Give the two lines of a box: a name too long goes on beneath, before the count."""
    most = int((left - 20) / LETTER)
    first, *more = wrap(stop.name, most)
    rest = shorten(" ".join(more), most, placeholder=" …")
    return first, ", ".join(filter(None, (rest, stop.children)))


def _reach(move: Move, left: int, width: int) -> int:
    """Give how far to the right an arc goes: longer moves farther, moves back a little less."""
    onward = move.end > move.start
    step = 30 if width > 400 else 16
    return min(left + (34 if onward else 16) + step * abs(move.end - move.start), width - 24)


def _heights(move: Move) -> tuple[float, float]:
    # Moves out start below the middle of a box and moves in end above it, so that arrowheads
    # and starts part; a move back is shifted the other way.
    lean = 7 if move.end > move.start else -7
    return _middle(move.start) + lean, _middle(move.end) - lean


def _colour(move: Move) -> str:
    return PROGRAMME if move.end > move.start else COMPARISON


def _arc(move: Move, left: int, width: int, largest: int) -> str:
    start, end = _heights(move)
    bend = left + (_reach(move, left, width) - left) * 4 / 3
    thick = 1.5 + THICKEST * sqrt(move.children / largest) / 2
    head = "on" if move.end > move.start else "back"
    return (
        f'<path d="M{left + 2} {start:.0f} C{bend:.0f} {start:.0f} {bend:.0f} {end:.0f} '
        f'{left + 8} {end:.0f}" fill="none" stroke="{_colour(move)}" stroke-opacity="0.5" '
        f'stroke-width="{thick:.1f}" marker-end="url(#{head}-{width})"/>'
    )


def _labels(moves: Sequence[Move], left: int, width: int) -> list[str]:
    """Write each number on its arc, where it covers no other number."""
    taken: list[tuple[float, float, int]] = []
    drawn = []
    for move in moves:
        said = f"{move.children:,}"
        wide = DIGIT * len(said)
        spots = [_on_arc(move, left, width, along) for along in ALONG]
        x, y = next(
            (spot for spot in spots if not any(_meet((*spot, wide), one) for one in taken)),
            spots[0],
        )
        taken.append((x, y, wide))
        drawn.append(
            f'<text x="{x + 1:.0f}" y="{y + 4:.0f}" font-size="12" font-weight="600" '
            f'text-anchor="middle" fill="{_colour(move)}" stroke="white" stroke-width="4" '
            f'paint-order="stroke">{said}</text>'
        )
    return drawn


def _meet(one: tuple[float, float, int], other: tuple[float, float, int]) -> bool:
    return abs(one[0] - other[0]) < (one[2] + other[2]) / 2 and abs(one[1] - other[1]) < LINE


def _on_arc(move: Move, left: int, width: int, along: float) -> tuple[float, float]:
    """Give the point that lies a part of the way along the curve that `_arc` draws."""
    start, end = _heights(move)
    bend = left + (_reach(move, left, width) - left) * 4 / 3
    back = 1 - along
    ends, middle = back**3 + along**3, 3 * back * along
    return (
        left * ends + bend * middle,
        start * (back**3 + middle * back) + end * (along**3 + middle * along),
    )


def _markers(width: int) -> str:
    def head(name: str, colour: str) -> str:
        return (
            f'<marker id="{name}-{width}" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="9" '
            f'markerHeight="9" markerUnits="userSpaceOnUse" orient="auto">'
            f'<path d="M0 0 L8 4 L0 8 z" fill="{colour}"/></marker>'
        )

    return f"<defs>{head('on', PROGRAMME)}{head('back', COMPARISON)}</defs>"
