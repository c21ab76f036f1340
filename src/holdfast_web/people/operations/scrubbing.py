"""How is a copy of the database made that tells of no person?

For finding faults and for measuring speed. What is public or an organisation's own stays as it
is; what is personal becomes a word that stands for it in this copy only, so that rows still
join; what is of a special category is left out. The key of those words is thrown away.
"""

from __future__ import annotations

import hmac
import json
import secrets
from typing import TYPE_CHECKING, Any, cast

from django.core.serializers.json import DjangoJSONEncoder

from holdfast_web.people.audit import put_down
from holdfast_web.people.privacy import Privacy
from holdfast_web.people.privacy_check import classes_of, field_names, mapped_models

if TYPE_CHECKING:
    from pathlib import Path

    from django.db.models import Field, Model

AS_IT_IS = frozenset({Privacy.PUBLIC, Privacy.ORGANISATION})
AT_A_TIME = 1_000


def export_scrubbed(folder: Path) -> dict[str, int]:
    """Write a file of rows for each model that is classed; give how many rows each has."""
    folder.mkdir(parents=True, exist_ok=True)
    key = secrets.token_bytes(32)
    counts = {}
    for model in mapped_models():
        with (folder / f"{model._meta.label.lower()}.jsonl").open("w", encoding="utf-8") as out:
            counts[model._meta.label] = 0
            for row in model._default_manager.order_by("pk").iterator(chunk_size=AT_A_TIME):
                said = json.dumps(scrubbed(row, key=key), cls=DjangoJSONEncoder)
                out.write(said + "\n")
                counts[model._meta.label] += 1
    put_down("scrubbed copy exported", by=None, detail={"rows": sum(counts.values())})
    return counts


def scrubbed(row: Model, *, key: bytes) -> dict[str, Any]:
    """Give one row as it may leave."""
    classed = classes_of(type(row))
    many = {field.name for field in row._meta.many_to_many}
    found: dict[str, Any] = {}
    for name in field_names(type(row)):
        if name in many:
            continue
        field = cast("Field[Any, Any]", row._meta.get_field(name))
        value = field.value_from_object(row)
        privacy = classed.get(name)
        if privacy in AS_IT_IS:
            found[name] = value
        elif privacy == Privacy.PERSONAL:
            found[name] = None if value in (None, "") else _word(value, key)
    return found


def _word(value: Any, key: bytes) -> str:
    return hmac.new(key, str(value).encode(), "sha256").hexdigest()[:16]
