"""Can this protocol be used, and if not, what is wrong and where? Reads `protocol.yaml`.

Every fault is found at once, with its path inside the file, its line, and how to mend it.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import yaml
from pydantic import ValidationError

from holdfast.evaluation.protocol import Protocol
from holdfast.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pydantic_core import ErrorDetails

    Lines = Mapping[str, int]

LARGEST = 1_000_000  # bytes; a protocol is a page or two


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """One thing wrong with a protocol."""

    path: str
    line: int | None
    what: str
    fix: str

    def __str__(self) -> str:
        place = self.path + (f" (line {self.line})" if self.line else "")
        return f"{place}: {self.what} {self.fix}".rstrip()


def template() -> str:
    """Give the commented protocol that `holdfast protocol new` writes."""
    return (files("holdfast.evaluation") / "protocol_template.yaml").read_text(encoding="utf-8")


def read_protocol(path: Path) -> Protocol:
    """Read and validate a protocol, or say everything that is wrong with it.

    Raises
    ------
    InputError
        `evaluation.protocol-unreadable` when the file is no YAML mapping;
        `evaluation.protocol-faulty` when it breaks the schema, with every fault in the message.
    """
    data, lines = _load(path)
    found = _validate(data, lines)
    if isinstance(found, Protocol):
        return found
    count = f"{len(found)} fault{'s' if len(found) > 1 else ''}"
    raise InputError(
        "\n".join(
            [f"The protocol cannot be used: it has {count}.", *(f"  - {f}" for f in found)]
        ),
        code="evaluation.protocol-faulty",
        where=path.name,
        fix="Mend each fault; `holdfast protocol new` writes one that is right.",
    )


def faults(path: Path) -> tuple[Fault, ...]:
    """List what is wrong with a protocol: nothing, if it can be used."""
    found = _validate(*_load(path))
    return () if isinstance(found, Protocol) else found


def _load(path: Path) -> tuple[dict[str, Any], dict[str, int]]:
    """Read the YAML, and on which line each path inside it stands."""

    def unreadable(what: str, line: int | None = None) -> InputError:
        return InputError(
            what,
            code="evaluation.protocol-unreadable",
            where=path.name + (f", line {line}" if line else ""),
            fix="Give a YAML file like the one that `holdfast protocol new` writes.",
        )

    try:
        if path.stat().st_size > LARGEST:
            raise unreadable("The protocol is larger than a megabyte, so it is something else.")
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise unreadable("The protocol file cannot be opened.") from error
    except UnicodeDecodeError as error:
        raise unreadable("The protocol is not a UTF-8 text file.") from error
    try:
        tree = yaml.compose(text, Loader=yaml.SafeLoader)
        lines = dict(_lines(tree, "", set()))
        data = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise unreadable(
            f"The protocol is not valid YAML: {error.problem}.", mark.line + 1 if mark else None
        ) from error
    except (yaml.YAMLError, ValueError) as error:
        raise unreadable("The protocol is not valid YAML.") from error
    if not isinstance(data, dict):
        raise unreadable("The protocol holds no settings.")
    return data, lines


def _lines(node: yaml.Node | None, path: str, been: set[int]) -> Iterator[tuple[str, int]]:
    """Walk the YAML once: a block that an alias repeats, or that holds itself, is left out."""
    if node is None or id(node) in been:
        return
    been.add(id(node))
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            name = str(key.value)
            if name in seen:
                raise yaml.composer.ComposerError(
                    None, None, f"the key {name} is there twice", key.start_mark
                )
            seen.add(name)
            inner = f"{path}.{name}" if path else name
            yield inner, key.start_mark.line + 1
            yield from _lines(value, inner, been)
    elif isinstance(node, yaml.SequenceNode):
        for place, value in enumerate(node.value):
            inner = f"{path}[{place}]"
            yield inner, value.start_mark.line + 1
            yield from _lines(value, inner, been)


def _validate(
    data: Mapping[str, Any], lines: Mapping[str, int]
) -> Protocol | tuple[Fault, ...]:
    try:
        return Protocol.model_validate(data)
    except ValidationError as error:
        found = [_fault(detail, lines) for detail in error.errors(include_url=False)]
        return tuple(sorted(found, key=lambda fault: (fault.line or 0, fault.path)))


def _fault(detail: ErrorDetails, lines: Lines) -> Fault:
    path = ""
    for part in detail["loc"]:
        path += f"[{part}]" if isinstance(part, int) else (f".{part}" if path else str(part))
    what, fix = _words(detail, path)
    if detail["type"] == "value_error" and not path:
        # A rule across blocks names the path of the one to change before its words.
        path, what = what.split(": ", 1)
    line = lines.get(path)
    if line is None and "." in path:
        line = lines.get(path.rsplit(".", 1)[0])
    return Fault(path=path, line=line, what=what, fix=fix)


def _words(detail: ErrorDetails, path: str) -> tuple[str, str]:
    """Say what is wrong, and how to mend it, for one of pydantic's error types."""
    kind, limits = detail["type"], detail.get("ctx", {})
    if kind == "missing":
        return "This setting is missing.", f"Add `{path.rsplit('.', 1)[-1]}:`."
    if kind == "extra_forbidden":
        known = _keys_beside(path)
        near = get_close_matches(path.rsplit(".", 1)[-1], known, n=1)
        meant = f"Did you mean `{near[0]}`?" if near else f"Known here: {', '.join(known)}."
        return "This setting is not known.", meant
    if kind == "literal_error":
        return "This is not one of the words allowed here.", f"Use {limits['expected']}."
    if kind == "value_error":
        return str(limits["error"]), ""
    if kind in {"greater_than_equal", "less_than_equal", "less_than", "greater_than"}:
        relation = {
            "greater_than_equal": ("ge", "at least"),
            "less_than_equal": ("le", "at most"),
            "less_than": ("lt", "below"),
            "greater_than": ("gt", "above"),
        }[kind]
        return "This number is out of range.", f"Give {relation[1]} {limits[relation[0]]}."
    if kind.startswith("date"):
        return "This is not a date.", "Write it as year-month-day, like 2024-03-31."
    if kind.startswith(("int", "float")):
        return "This is not a number of the right kind.", "Give a whole number." if (
            kind.startswith("int")
        ) else "Give a number."
    if kind in {"too_short", "string_too_short"}:
        return "This is empty.", "Give at least one entry."
    return f"{detail['msg']}.", ""


def _keys_beside(path: str) -> list[str]:
    """Which keys does the block that holds this path know?"""
    block: Any = Protocol
    for part in path.split(".")[:-1]:
        block = block.model_fields[part].annotation
    return [field.alias or name for name, field in block.model_fields.items()]
