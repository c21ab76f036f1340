"""What may `findings.json` hold? Its JSON Schema, made from the dataclasses and kept as a file.

`findings.schema.json` beside this module is what others read. A test says when it has fallen
behind, and `write_schema` writes it again.
"""

from __future__ import annotations

import inspect
import json
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

import holdfast.evaluation.findings as parts
from holdfast.kernel.disclosure import Missing, Suppressed
from holdfast.kernel.provenance import InputFile

NAME = "findings.schema.json"
HERE = Path(__file__).parent
Schema = dict[str, Any]

_NAMES = vars(parts) | {
    "Mapping": Mapping,
    "InputFile": InputFile,
    "Suppressed": Suppressed,
    "Missing": Missing,
    "Count": int | Suppressed | Missing,
    "Any": Any,
}


def schema() -> Schema:
    """Make the schema of findings."""
    made: dict[str, Schema] = {}
    top = _of_class(parts.Findings, made)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Holdfast findings",
        **top,
        "$defs": dict(sorted(made.items())),
    }


def kept() -> Schema:
    """Read the schema as it is kept beside this module."""
    return dict(json.loads((HERE / NAME).read_text(encoding="utf-8")))


def _of_class(kind: type, made: dict[str, Schema]) -> Schema:
    hints = typing.get_type_hints(kind, globalns=_NAMES)
    properties = {field.name: _of_type(hints[field.name], made) for field in fields(kind)}
    ours = kind.__module__.startswith("holdfast.evaluation")
    return {
        "description": (inspect.getdoc(kind) or "") if ours else "",
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _of_type(kind: Any, made: dict[str, Schema]) -> Schema:  # noqa: ANN401
    if kind is parts.Outcomes:
        _add(parts.EntryToCare, made)
        return {
            "description": "The primary outcome, and every further outcome by its name.",
            "type": "object",
            "properties": {"entry_to_care": {"$ref": "#/$defs/EntryToCare"}},
            "required": ["entry_to_care"],
            "additionalProperties": _of_type(parts.SecondaryOutcome, made),
        }
    if is_dataclass(kind) and isinstance(kind, type):
        return _add(kind, made)
    origin = get_origin(kind)
    if origin in {Union, UnionType}:
        options = [_of_type(option, made) for option in get_args(kind)]
        return {"anyOf": options}
    if origin is tuple:
        return {"type": "array", "items": _of_type(get_args(kind)[0], made)}
    if origin is Mapping:
        return {"type": "object", "additionalProperties": _of_type(get_args(kind)[1], made)}
    if kind is Any:
        return {}
    return {
        str: {"type": "string"},
        bool: {"type": "boolean"},
        int: {"type": "integer"},
        float: {"type": "number"},
        NoneType: {"type": "null"},
        Missing: {"type": "null"},
        Suppressed: {"const": "suppressed"},
    }[kind]


def _add(kind: type, made: dict[str, Schema]) -> Schema:
    if kind.__name__ not in made:
        made[kind.__name__] = {}
        made[kind.__name__] = _of_class(kind, made)
    return {"$ref": f"#/$defs/{kind.__name__}"}


def write_schema(folder: Path = HERE) -> Path:
    """Write the schema as a file, beside this module unless told otherwise."""
    path = folder / NAME
    path.write_text(json.dumps(schema(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return path
