"""Whose are these things?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast_web.people.models import Organisation

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet


def places_of(things: QuerySet[Model]) -> QuerySet[Organisation]:
    """Give the organisations that things belong to which have an `organisation`, by name."""
    return Organisation.objects.filter(pk__in=things.order_by().values("organisation"))
