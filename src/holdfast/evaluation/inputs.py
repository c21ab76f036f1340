"""What does the protocol name, and can all of it be read? Returns, enrolments and ledger.

Children get pseudonyms made for this evaluation and let go with it: staged tables lie in a
workspace that is thrown away. The key comes from the protocol's seed, so that the same inputs
and protocol give the same pseudonyms, the same order of children and the same findings
anywhere.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from holdfast.change.enrolments import read_enrolments
from holdfast.evaluation.protocol_file import read_protocol
from holdfast.kernel.errors import InputError
from holdfast.kernel.provenance import InputFile, input_file
from holdfast.library.deflator import deflator
from holdfast.library.discounting import discount_schedule
from holdfast.library.unit_costs import unit_costs
from holdfast.records.journey import build_journeys
from holdfast.records.pseudonym import Pseudonyms
from holdfast.records.returns import read_returns
from holdfast.value.ledger import read_ledger

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl

    from holdfast.change.enrolments import Enrolments
    from holdfast.evaluation.protocol import Protocol
    from holdfast.kernel.progress import Progress
    from holdfast.records.engine import Engine
    from holdfast.records.journey import Journeys


@dataclass(frozen=True, kw_only=True, eq=False)
class Inputs:
    """Everything that the protocol names, read."""

    protocol: Protocol
    journeys: Journeys
    enrolments: Enrolments
    ledger: pl.DataFrame
    files: tuple[InputFile, ...]


def read_inputs(path: Path, *, engine: Engine, workspace: Path, progress: Progress) -> Inputs:
    """Read a protocol and what it names.

    What is quick to check is checked first: a wrong name in the protocol is told before ten
    minutes of reading.

    Raises
    ------
    InputError
        From the protocol or any file; `evaluation.returns-missing` where a path leads nowhere.
    """
    protocol = read_protocol(path)
    folder = path.parent
    for name in protocol.returns:
        if not (folder / name).exists():
            raise InputError(
                "There are no returns where the protocol says.",
                code="evaluation.returns-missing",
                where=f"{path.name}, returns: {name}",
                fix="Give the path from the protocol's own folder.",
            )
    unit_costs(protocol.costs.library)
    deflator(protocol.costs.deflator).level(protocol.costs.price_year)
    discount_schedule(protocol.value.discount)
    ledger = read_ledger(folder / protocol.cost_ledger)
    pseudonyms = Pseudonyms(_key(protocol.seed))
    enrolments = read_enrolments(folder / protocol.enrolments, pseudonyms=pseudonyms)
    returns = read_returns(
        _gathered([folder / name for name in protocol.returns], workspace / "gathered"),
        stage=workspace / "stage",
        pseudonyms=pseudonyms,
        progress=progress,
    )
    journeys = build_journeys(engine, returns, repairs=protocol.repairs, progress=progress)
    own = (protocol.enrolments, protocol.cost_ledger)
    return Inputs(
        protocol=protocol,
        journeys=journeys,
        enrolments=enrolments,
        ledger=ledger,
        files=(*returns.files, *(input_file(folder / name, name=name) for name in own)),
    )


def _key(seed: int) -> bytes:
    return hashlib.sha256(f"holdfast evaluation {seed}".encode()).digest()


def _gathered(paths: list[Path], into: Path) -> Path:
    """Give one path that holds all the returns: several are linked, or copied, together."""
    if len(paths) == 1:
        return paths[0]
    for number, path in enumerate(paths, start=1):
        place = into / str(number) / path.name
        if path.is_dir():
            shutil.copytree(path, place, copy_function=_link)
        else:
            place.parent.mkdir(parents=True)
            _link(str(path), str(place))
    return into


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another disk
        shutil.copyfile(source, target)
