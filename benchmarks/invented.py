"""Make an invented authority and evaluate it, for the benchmarks."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path


def synthesised(
    folder: Path, *, children: int, seed: int, effect: str, selection: float
) -> Path:
    """Make an authority in a folder, in this process."""
    from holdfast.synthetic.northmere import synthesise
    from holdfast.synthetic.settings import Effect, Settings

    synthesise(
        Settings(children=children, seed=seed, effect=Effect(effect), selection=selection),
        folder,
    )
    return folder


def with_draws(protocol: Path, draws: int) -> None:
    """Set how many draws a protocol asks for."""
    text, changed = re.subn(
        r"^(  draws:) \d+",
        rf"\1 {draws}",
        protocol.read_text(encoding="utf-8"),
        flags=re.MULTILINE,
    )
    if changed != 1:
        raise ValueError("The protocol must name its draws once.")
    protocol.write_text(text, encoding="utf-8")


def entries_only(protocol: Path) -> None:
    """Leave the further outcomes out of a protocol: they are not what is proved."""
    text, changed = re.subn(
        r"^secondary_outcomes:\n(  - \w+\n)+",
        "secondary_outcomes: []\n",
        protocol.read_text(encoding="utf-8"),
        flags=re.MULTILINE,
    )
    if changed != 1:
        raise ValueError("The protocol must list its secondary outcomes once.")
    protocol.write_text(text, encoding="utf-8")


def evaluated(protocol: Path, *, draws: int) -> dict:
    """Evaluate a protocol in this process and give the findings as they would be written."""
    from holdfast.evaluation.findings_json import findings_json
    from holdfast.evaluation.run import evaluate

    with_draws(protocol, draws)
    return json.loads(findings_json(evaluate(protocol)))


def holdfast(*arguments: str) -> list[str]:
    """Give the command line of this environment."""
    return [str(Path(sys.executable).parent / "holdfast"), *arguments]


def synthesise_apart(folder: Path, children: int) -> None:
    """Make a large authority in a process of its own, so that its memory is not counted."""
    subprocess.run(
        holdfast(
            "synthesise", "northmere", "--children", str(children), "--seed", "1",
            "--out", str(folder),
        ),
        check=True,
        capture_output=True,
    )  # fmt: skip
