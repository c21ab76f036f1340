"""Errors the engine raises on purpose: what, where, fix and a stable code."""

from __future__ import annotations


class EngineError(Exception):
    """Base class: catch this to catch anything the engine refuses to do.

    `code` never changes meaning and has a heading in `docs/reference/errors.md`.
    `where` names the file, row and column, or the path inside a YAML file. No message
    repeats a value from a child's record.
    """

    def __init__(self, what: str, *, code: str, where: str = "", fix: str = "") -> None:
        self.what, self.code, self.where, self.fix = what, code, where, fix
        lines = [what]
        if where:
            lines.append(f"  Where: {where}")
        if fix:
            lines.append(f"  Fix:   {fix}")
        lines.append(f"  Code:  {code}")
        super().__init__("\n".join(lines))

    def __reduce__(self) -> tuple[object, ...]:
        """Keep the four parts when an error crosses a process."""
        return (_rebuild, (type(self), self.what, self.code, self.where, self.fix))


class InputError(EngineError, ValueError):
    """What the caller gave us cannot be used as it stands."""


class DesignError(EngineError, ValueError):
    """The study as designed cannot answer the question that it asks."""


class LibraryError(EngineError, ValueError):
    """An entry of the library is at fault: the file and the path inside it are named."""


def _rebuild(
    kind: type[EngineError], what: str, code: str, where: str, fix: str
) -> EngineError:
    return kind(what, code=code, where=where, fix=fix)
