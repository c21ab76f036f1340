"""How long does a CIN census take to read, beside a bare parse of the same file?

    python -m benchmarks.cin --children 5000 50000

Each way of reading runs three times in a process of its own; the best time and the largest
memory are shown. The first bare parse goes through the file and keeps nothing; the second keeps
the whole tree. Ours gives all eight tables, first as frames of text (`read_cin`), then typed,
checked, pseudonymous and on disk (`read_returns`).

Other ways to the same frames were tried on 50,000 children before this one was chosen, as
multiples of the first bare parse: a dictionary for each block 2.4; XSLT to delimited text, read
by polars 2.5; all tags and texts of a batch sorted out by numpy 2.2; expat 1.8 with handlers
that do nothing yet, where the walk over finished elements that is used here takes 1.3 before it
keeps anything.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from benchmarks.memory import peak_megabytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SIZES = (5_000, 50_000)
REPEATS = 3
YEAR_START, YEAR_END = date(2024, 4, 1), date(2025, 3, 31)

NEEDS = ("N1",) * 11 + ("N2", "N3", "N4", "N4", "N5", "N5", "N6", "N8", "N9")
SOURCES = ("1A", "1D", "2A", "2A", "2A", "3A", "3B", "3E", "3F", "5A", "5B", "6", "6", "6", "8")
ETHNIC = ("WBRI",) * 7 + ("WOTH", "MWBC", "BAFR", "APKN", "OOTH", "NOBT")
FACTORS = ("1B", "2B", "3A", "3B", "3B", "4A", "4B", "4B", "10A", "14A", "16A", "17A", "24A")
CATEGORIES = ("NEG", "NEG", "NEG", "EMO", "EMO", "PHY", "SAB")
CLOSURES = ("RC7", "RC7", "RC8", "RC9")
DISABILITIES = ("LD", "AUT", "BEH", "COMM", "MOB", "PC", "CON")


@dataclass(frozen=True, slots=True)
class Measured:
    """One way of reading one file."""

    children: int
    megabytes: float
    way: str
    seconds: float
    peak_megabytes: float
    of_bare: float  # times the parse that keeps nothing
    of_tree: float  # times the parse that keeps the tree


def write_census(path: Path, children: int, seed: int = 1) -> None:
    """Write a census of so many invented children, consistent, a child at a time."""
    rng = random.Random(seed)  # noqa: S311
    with path.open("w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="utf-8"?>\n<Message>\n  <Header>\n')
        file.write("    <CollectionDetails>\n      <Collection>CIN</Collection>\n")
        file.write("      <Year>2025</Year>\n      <ReferenceDate>2025-03-31</ReferenceDate>\n")
        file.write("    </CollectionDetails>\n  </Header>\n  <Children>\n")
        for number in range(children):
            file.writelines(f"    {line}\n" for line in _child(number, rng))
        file.write("  </Children>\n</Message>\n")


def _child(number: int, rng: random.Random) -> Iterator[str]:
    yield "<Child>"
    yield "  <ChildIdentifiers>"
    yield f"    <LAchildID>{100_000 + number}</LAchildID>"
    yield f"    <UPN>A{number:012d}</UPN>"
    if rng.random() < 0.02:
        due = YEAR_END + timedelta(days=rng.randrange(120))
        yield f"    <ExpectedPersonBirthDate>{due}</ExpectedPersonBirthDate>"
    else:
        born = YEAR_START - timedelta(days=rng.randrange(17 * 365))
        yield f"    <PersonBirthDate>{born}</PersonBirthDate>"
    yield f"    <Sex>{rng.choice('MF')}</Sex>"
    yield "  </ChildIdentifiers>"
    yield "  <ChildCharacteristics>"
    yield f"    <Ethnicity>{rng.choice(ETHNIC)}</Ethnicity>"
    if rng.random() < 0.13:
        yield "    <Disabilities>"
        for code in rng.sample(DISABILITIES, rng.choice((1, 1, 2))):
            yield f"      <Disability>{code}</Disability>"
        yield "    </Disabilities>"
    yield "  </ChildCharacteristics>"
    referred = YEAR_START + timedelta(days=rng.randrange(-150, 350))
    while referred < YEAR_END - timedelta(days=7):
        least = max(20, (YEAR_START - referred).days)
        closed = referred + timedelta(days=least + int(rng.expovariate(1 / 150)))
        yield from _details(referred, closed, rng)
        referred = closed + timedelta(days=30 + int(rng.expovariate(1 / 700)))
    yield "</Child>"


def _details(referred: date, closed: date, rng: random.Random) -> Iterator[str]:
    yield "  <CINdetails>"
    yield f"    <CINreferralDate>{referred}</CINreferralDate>"
    yield f"    <ReferralSource>{rng.choice(SOURCES)}</ReferralSource>"
    yield f"    <PrimaryNeedCode>{rng.choice(NEEDS)}</PrimaryNeedCode>"
    if closed <= YEAR_END:
        yield f"    <CINclosureDate>{closed}</CINclosureDate>"
        yield f"    <ReasonForClosure>{rng.choice(CLOSURES)}</ReasonForClosure>"
    started = referred + timedelta(days=2)
    for _ in range(rng.choice((0, 1, 1, 1, 2))):
        yield "    <Assessments>"
        yield f"      <AssessmentActualStartDate>{started}</AssessmentActualStartDate>"
        done = started + timedelta(days=rng.randrange(10, 60))
        if done <= min(closed, YEAR_END):
            yield f"      <AssessmentAuthorisationDate>{done}</AssessmentAuthorisationDate>"
            yield "      <FactorsIdentifiedAtAssessment>"
            for code in sorted(set(rng.choices(FACTORS, k=3))):
                yield f"        <AssessmentFactors>{code}</AssessmentFactors>"
            yield "      </FactorsIdentifiedAtAssessment>"
        yield "    </Assessments>"
        started = done + timedelta(days=5)
    conference = referred + timedelta(days=15)
    planned = rng.random() < 0.25
    if planned or rng.random() < 0.2:
        yield "    <Section47>"
        yield f"      <S47ActualStartDate>{referred + timedelta(days=3)}</S47ActualStartDate>"
        yield f"      <InitialCPCtarget>{conference}</InitialCPCtarget>"
        if planned:
            yield f"      <DateOfInitialCPC>{conference}</DateOfInitialCPC>"
        yield f"      <ICPCnotRequired>{0 if planned else 1}</ICPCnotRequired>"
        yield "    </Section47>"
    yield "    <ReferralNFA>0</ReferralNFA>"
    if planned:
        yield "    <ChildProtectionPlans>"
        yield f"      <CPPstartDate>{conference}</CPPstartDate>"
        if closed <= YEAR_END:
            yield f"      <CPPendDate>{max(closed, conference)}</CPPendDate>"
        category = rng.choice(CATEGORIES)
        yield f"      <InitialCategoryOfAbuse>{category}</InitialCategoryOfAbuse>"
        yield f"      <LatestCategoryOfAbuse>{category}</LatestCategoryOfAbuse>"
        yield f"      <NumberOfPreviousCPP>{rng.choice((0, 0, 0, 1))}</NumberOfPreviousCPP>"
        reviews = [conference + timedelta(days=days) for days in (85, 265)]
        if held := [day for day in reviews if day <= min(closed, YEAR_END)]:
            yield "      <Reviews>"
            for day in held:
                yield f"        <CPPreviewDate>{day}</CPPreviewDate>"
            yield "      </Reviews>"
        yield "    </ChildProtectionPlans>"
    yield "  </CINdetails>"


def _bare(path: Path) -> None:
    for _, element in etree.iterparse(path, tag="Child"):
        element.clear()


def _whole_tree(path: Path) -> None:
    etree.parse(path)


def _frames(path: Path) -> None:
    from holdfast.records.cin_xml import read_cin

    with path.open("rb") as stream:
        for _ in read_cin(stream, path.name)[1]:
            pass


def _staged(path: Path) -> None:
    from holdfast.records.pseudonym import Pseudonyms
    from holdfast.records.returns import read_returns

    with tempfile.TemporaryDirectory() as stage:
        read = read_returns(path, stage=Path(stage), pseudonyms=Pseudonyms(b"benchmark" * 4))
    assert read.refusals.is_empty(), "The generator should make a census without faults."


WAYS: dict[str, Callable[[Path], None]] = {
    "bare parse, a child at a time": _bare,
    "bare parse, the whole tree": _whole_tree,
    "ours, to frames": _frames,
    "ours, to staged tables": _staged,
}


def run_way(way: str, path: Path) -> None:
    """Read a file and print the best time and the largest memory of this process."""
    WAYS[way](path)  # imports, and the file into the system's cache
    best = float("inf")
    for _ in range(REPEATS):
        began = time.perf_counter()
        WAYS[way](path)
        best = min(best, time.perf_counter() - began)
    peak = peak_megabytes()
    print(json.dumps([best, peak]))


def measure(sizes: tuple[int, ...] = SIZES, seed: int = 1) -> list[Measured]:
    """Measure every way of reading at every size."""
    results = []
    for children in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, f"cin_{children}.xml")
            write_census(path, children, seed)
            size = path.stat().st_size / 1e6
            told = {way: _in_its_own_process(way, path) for way in WAYS}
        bare, tree, *_ = (seconds for seconds, _ in told.values())
        results += [
            Measured(children, size, way, seconds, peak, seconds / bare, seconds / tree)
            for way, (seconds, peak) in told.items()
        ]
    return results


def _in_its_own_process(way: str, path: Path) -> tuple[float, float]:
    command = [sys.executable, "-m", "benchmarks.cin", "--way", way, "--file", path]
    told = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, peak = json.loads(told.stdout)
    return seconds, peak


def table(results: list[Measured]) -> str:
    """Write the measurements as a Markdown table."""
    lines = [
        "| children | file | way | time | peak memory | of the bare parse | of the tree |",
        "| ---: | ---: | --- | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {m.children:,} | {m.megabytes:.0f} MB | {m.way} | {m.seconds:.2f} s "
        f"| {m.peak_megabytes:.0f} MB | {m.of_bare:.1f} | {m.of_tree:.1f} |"
        for m in results
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure, or be measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--way", choices=list(WAYS), help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.way:
        run_way(asked.way, asked.file)
    else:
        print(table(measure(tuple(asked.children), asked.seed)))


if __name__ == "__main__":
    main()
