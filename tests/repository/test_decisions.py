"""Decision records are one page, numbered without gaps, with the three parts."""

import re
from pathlib import Path

DECISIONS = Path(__file__).resolve().parents[2] / "docs" / "decisions"


def records() -> list[Path]:
    return sorted(path for path in DECISIONS.glob("*.md") if path.name[0].isdigit())


def test_decisions_are_numbered_without_gaps():
    numbers = [int(path.name[:4]) for path in records()]

    assert numbers == list(range(1, len(numbers) + 1))


def test_decisions_have_context_decision_and_consequences():
    headings = {
        path.name: re.findall(r"^## (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
        for path in records()
    }

    assert {
        name: found
        for name, found in headings.items()
        if found[:3] != ["Context", "Decision", "Consequences"]
    } == {}


def test_decisions_are_one_page():
    assert {
        path.name for path in records() if len(path.read_text(encoding="utf-8").split()) > 600
    } == set()
