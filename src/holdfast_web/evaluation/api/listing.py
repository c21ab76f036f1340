"""How is a part of a list given, and what may every address refuse?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from ninja import Query

from holdfast_web.evaluation.api import shapes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.db.models import Model, QuerySet

    Thing = TypeVar("Thing", bound=Model)
    Item = TypeVar("Item")

REFUSALS = {
    400: shapes.Problem,
    401: shapes.Problem,
    403: shapes.Problem,
    404: shapes.Problem,
    422: shapes.Faults,
    429: shapes.Problem,
}
CONFLICTS = REFUSALS | {409: shapes.Problem}
"""What an address may refuse that asks the engine, or saves something."""

LIMIT = Query(50, ge=1, le=200, description="At most so many.")  # type: ignore[type-arg]
OFFSET = Query(  # type: ignore[type-arg]
    0, ge=0, le=1_000_000, description="Leave out the first so many."
)


def many(
    found: QuerySet[Thing], shape: Callable[[Thing], dict[str, Any]], limit: int, offset: int
) -> dict[str, Any]:
    """Give a part of what was found, each in its shape, and how many there are."""
    return {
        "items": [shape(one) for one in found[offset : offset + limit]],
        "total": found.count(),
        "offset": offset,
        "limit": limit,
    }


def many_of(
    listed: Sequence[Item], shape: Callable[[Item], dict[str, Any]], limit: int, offset: int
) -> dict[str, Any]:
    """Give a part of a list that is there already, as `many` does."""
    return {
        "items": [shape(one) for one in listed[offset : offset + limit]],
        "total": len(listed),
        "offset": offset,
        "limit": limit,
    }
