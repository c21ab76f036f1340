"""What does the text of a protocol say, and is anything wrong with it?

The engine reads a protocol from a file; here it is read from the text that is kept.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import yaml

from holdfast.evaluation.protocol_file import Fault, faults, read_protocol
from holdfast.kernel.errors import InputError

if TYPE_CHECKING:
    from holdfast.evaluation.protocol import Protocol as Plan

NAME = "protocol.yaml"


@lru_cache(maxsize=512)
def read_plan(text: str) -> tuple[Plan | None, tuple[Fault, ...]]:
    """Give the plan, or everything that is wrong with its text.

    A form on pages reads the answers before it again and again, so what was read is remembered:
    it cannot change.
    """
    with TemporaryDirectory(prefix="holdfast-plan-") as folder:
        path = Path(folder) / NAME
        path.write_text(text, encoding="utf-8")
        try:
            wrong = faults(path)
        except InputError as error:
            return None, (
                Fault(path=error.where or NAME, line=None, what=error.what, fix=error.fix),
            )
        if wrong:
            return None, wrong
        plan = read_protocol(path)
    return plan, _names(plan)


def settings_in(text: str) -> dict[str, Any]:
    """Give the settings as they are written, right or wrong; none where it is no YAML."""
    try:
        found = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def written(settings: dict[str, Any]) -> str:
    """Write settings as YAML, in their order."""
    return yaml.safe_dump(settings, sort_keys=False, allow_unicode=True, width=88)


def _names(plan: Plan) -> tuple[Fault, ...]:
    """Refuse names of files that would stand anywhere but beside the protocol."""
    own = {"enrolments": plan.enrolments, "cost_ledger": plan.cost_ledger}
    found = [
        Fault(
            path=setting,
            line=None,
            what="This file must stand beside the protocol.",
            fix="Give the name of a file alone, like enrolments.csv.",
        )
        for setting, name in own.items()
        if PurePosixPath(name.replace("\\", "/")).name != name or name in {".", "..", NAME}
    ]
    if plan.enrolments == plan.cost_ledger:
        found.append(
            Fault(
                path="cost_ledger",
                line=None,
                what="Enrolments and cost ledger have the same name.",
                fix="Give each file a name of its own.",
            )
        )
    return tuple(found)


def faults_of(settings: dict[str, Any]) -> tuple[Fault, ...]:
    """Give what is wrong with settings; nothing if they are a plan."""
    return read_plan(json.dumps(settings, default=str))[1]  # JSON is YAML, and quicker
