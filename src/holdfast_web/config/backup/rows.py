"""How is a table written so that any of our databases can read it back, value for value?

Through Django's fields, not through the database's own dump: what was kept in SQLite can be
restored into PostgreSQL and the other way about (docs/decisions). Each row is a JSON list.
"""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PLAIN = (bool, int, float, str, type(None))

NOT_KEPT = {
    "sessions.session": "Everyone signs in again after a restore.",
    "usersessions.usersession": "They belong to the sessions.",
    "wagtailsearch.indexentry": "Built anew from the pages; its form differs by database.",
    "wagtailsearch.sqliteftsindexentry": "A part of it that SQLite alone has.",
}
"""Tables that a backup leaves out, and why."""


def tables() -> dict[str, type[models.Model]]:
    """Give every table that a backup holds, by its model's label."""
    found = apps.get_models(include_auto_created=True)
    return {
        model._meta.label_lower: model
        for model in sorted(found, key=lambda one: one._meta.label_lower)
        if model._meta.managed
        and not model._meta.proxy
        and model._meta.label_lower not in NOT_KEPT
    }


def written(model: type[models.Model]) -> Iterator[bytes]:
    """Give each row of a table, in the order of its key, as a line of JSON."""
    fields = model._meta.local_concrete_fields
    rows = model._base_manager.order_by("pk").only(*[field.name for field in fields])
    for row in rows.iterator(chunk_size=500):
        yield json.dumps([_written(field, row) for field in fields]).encode() + b"\n"


def put_back(model: type[models.Model], lines: Sequence[bytes]) -> None:
    """Write rows as they were: nothing is set to now, nothing hears of it."""
    fields = model._meta.local_concrete_fields
    rows = []
    for line in lines:
        row = model.__new__(model)
        models.Model.__init__(row)
        for field, value in zip(fields, json.loads(line), strict=True):
            setattr(row, field.attname, _read(field, value))
        rows.append(row)
    most = connection.ops.bulk_batch_size([field.name for field in fields], rows) or len(rows)
    queue = iter(rows)
    while some := list(islice(queue, max(1, most))):
        model._base_manager._insert(  # type: ignore[attr-defined]  # what loaddata uses
            some, fields=fields, using="default", raw=True
        )


def empty(found: Sequence[type[models.Model]]) -> None:
    """Remove every row of every table, whatever a backup holds of them."""
    names = [model._meta.db_table for model in found]
    with connection.cursor() as cursor:
        for statement in connection.ops.sql_flush(
            no_style(), names, reset_sequences=True, allow_cascade=True
        ):
            cursor.execute(statement)


def go_on_counting(found: Sequence[type[models.Model]]) -> None:
    """Let the next row of each table get a number that none has."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(found)):
            cursor.execute(statement)


def _written(field: models.Field[Any, Any], row: models.Model) -> Any:
    value = getattr(row, field.attname)
    if isinstance(value, PLAIN) or isinstance(field, models.JSONField):
        return value
    if isinstance(field, models.ForeignKey):
        return str(value)
    return field.value_to_string(row)


def _read(field: models.Field[Any, Any], value: Any) -> Any:
    if value is None or isinstance(field, models.JSONField):
        return value
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    return target.to_python(value)
