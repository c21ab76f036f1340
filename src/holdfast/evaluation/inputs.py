"""What does the protocol name, and can all of it be read? Returns, enrolments and ledger.

Children get pseudonyms made for this evaluation and let go with it: staged tables lie in a
workspace that is thrown away. The key comes from the protocol's seed, so that the same inputs
and protocol give the same pseudonyms, the same order of children and the same findings
anywhere.

Where the originals are gone and staged tables were kept under an organisation's own pseudonyms
(`KeptReturns`), these are used instead: the same kept returns and protocol give the same
findings. Those who are meant, reached and served are the same children as from the originals;
which days of the others are drawn for comparison goes by pseudonym and seed, so that what rests
on draws differs as it would with another seed.
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
from holdfast.records.kept_returns import open_returns
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
    from holdfast.records.returns import Returns


@dataclass(frozen=True, kw_only=True, eq=False)
class KeptReturns:
    """Returns that were read before, instead of those that the protocol names.

    Attributes
    ----------
    stage
        The folder of staged tables, as `holdfast.records.kept_returns.keep_returns` left it.
    pseudonyms
        By which the children in it are known. The children of the enrolment file get theirs
        from the same, so that they link.
    """

    stage: Path
    pseudonyms: Pseudonyms


@dataclass(frozen=True, kw_only=True, eq=False)
class Inputs:
    """Everything that the protocol names, read."""

    protocol: Protocol
    journeys: Journeys
    enrolments: Enrolments
    ledger: pl.DataFrame
    files: tuple[InputFile, ...]


def read_inputs(
    path: Path,
    *,
    engine: Engine,
    workspace: Path,
    progress: Progress,
    kept: KeptReturns | None = None,
) -> Inputs:
    """Read a protocol and what it names, or returns that were kept.

    What is quick to check is checked first: a wrong name in the protocol is told before ten
    minutes of reading.

    Raises
    ------
    InputError
        From the protocol or any file; `evaluation.returns-missing` where a path leads nowhere;
        `records.returns-not-kept` where nothing was kept.
    """
    protocol = read_protocol(path)
    folder = path.parent
    if kept is None:
        _check_named(protocol, path)
    unit_costs(protocol.costs.library)
    deflator(protocol.costs.deflator).level(protocol.costs.price_year)
    discount_schedule(protocol.value.discount)
    ledger = read_ledger(folder / protocol.cost_ledger)
    pseudonyms = Pseudonyms(key_of_seed(protocol.seed)) if kept is None else kept.pseudonyms
    enrolments = read_enrolments(folder / protocol.enrolments, pseudonyms=pseudonyms)
    returns = (
        _read(protocol, folder, pseudonyms, workspace, progress)
        if kept is None
        else open_returns(kept.stage)
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


def _check_named(protocol: Protocol, path: Path) -> None:
    for name in protocol.returns:
        if not (path.parent / name).exists():
            raise InputError(
                "There are no returns where the protocol says.",
                code="evaluation.returns-missing",
                where=f"{path.name}, returns: {name}",
                fix="Give the path from the protocol's own folder.",
            )


def _read(
    protocol: Protocol,
    folder: Path,
    pseudonyms: Pseudonyms,
    workspace: Path,
    progress: Progress,
) -> Returns:
    return read_returns(
        _gathered([folder / name for name in protocol.returns], workspace / "gathered"),
        stage=workspace / "stage",
        pseudonyms=pseudonyms,
        progress=progress,
    )


def key_of_seed(seed: int) -> bytes:
    """Give the key under which an evaluation from files makes its pseudonyms."""
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
