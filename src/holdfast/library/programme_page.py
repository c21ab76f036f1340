"""What does the reference say of each programme? docs/reference/programmes.md, from the files.

A test holds the page to the files; `scripts/programmes-page` writes it again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.library.programme import programmes
from holdfast.library.programme_lines import lines
from holdfast.library.programme_words import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast.library.evidence_card import Contradiction
    from holdfast.library.programme import Programme
    from holdfast.library.programme_lines import Line

HEAD = """\
# Programmes

This page is made from the files in `src/holdfast/library/programmes/`: change the file, then
run `scripts/programmes-page`. [The library](library.md) says what belongs in a file.

Each line names its sources in brackets, and says where it is still to be confirmed. *Not
published* means that it was looked for and not found; *does not apply* means that the programme
has no such thing. Where sources differ, each account has a line of its own. Materials of the
programmes are not here.
"""


def reference_page() -> str:
    """Write the page of the reference.

    Examples
    --------
    >>> reference_page().startswith("# Programmes")
    True
    """
    return "\n".join(text for text in _page()).rstrip() + "\n"


def _page() -> Iterator[str]:
    yield HEAD
    for entry in programmes().values():
        yield from _one(entry)


def _one(entry: Programme) -> Iterator[str]:
    yield f"## {entry.name}\n"
    yield f"{entry.title}. A {entry.kind}. `{entry.urn}`, version {entry.version}.\n"
    yield "| question | answer |"
    yield "| --- | --- |"
    for section in SECTIONS:
        for row in section.rows:
            answers = " <br> ".join(_line(line) for line in lines(entry, row.path))
            yield f"| {row.title} | {answers} |"
    yield ""
    for contradiction in entry.evidence.contradictions:
        yield from _sides(contradiction)
    yield "Sources:\n"
    for name, source in entry.sources.items():
        read = f"read {source.read.day} {source.read:%B %Y}" if source.read else "not read"
        title = f"[{source.title}]({source.address})" if source.address else source.title
        note = f". {source.note}" if source.note else ""
        yield f"- *{name}*: {title}; {read}{note}."
    yield ""


def _sides(contradiction: Contradiction) -> Iterator[str]:
    yield f"Findings that disagree. {contradiction.question}\n"
    for side in contradiction.sides:
        yield f"- {side.says} [{', '.join(side.sources)}]"
    yield ""


def _line(line: Line) -> str:
    about = f"{line.about}: " if line.about else ""
    if line.silent:
        return f"{about}*{line.standing}*. {line.words}"
    note = f" {line.note}" if line.note else ""
    unsure = "" if line.standing == "confirmed" else f" ({line.standing})"
    return f"{about}{line.words}{unsure} [{', '.join(line.sources)}]{note}"
