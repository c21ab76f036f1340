"""The ready-made example is what its command makes."""

import hashlib
import json
import zipfile
from pathlib import Path

import pytest

from holdfast.synthetic.northmere import synthesise
from holdfast.synthetic.settings import Effect, Settings

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "northmere"
SETTINGS = Settings(
    children=3000, seed=1, effect=Effect.PREVENTS, selection=0.5, drift=0.4, dirt=0.01
)
MOST_BYTES = 2_000_000


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return synthesise(
        SETTINGS, tmp_path_factory.mktemp("made") / "northmere", zipped=True, delivery=True
    ).folder


@pytest.mark.parametrize("name", ["enrolments.csv", "cost_ledger.csv", "protocol.yaml"])
def test_the_example_is_made_again_byte_for_byte(made, name):
    assert (made / name).read_bytes() == (EXAMPLE / name).read_bytes()


def test_the_returns_of_the_example_are_made_again_byte_for_byte(made):
    # The files in the archive, not the archive: another zlib may pack the same bytes unlike.
    inside = []
    for folder in (made, EXAMPLE):
        with zipfile.ZipFile(folder / "returns.zip") as archive:
            inside.append({name: digest(archive.read(name)) for name in archive.namelist()})

    assert inside[0] == inside[1]


def test_the_delivery_of_the_example_is_made_again_byte_for_byte(made):
    found, kept = (
        {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in (folder / "delivery").rglob("*")
            if path.is_file()
        }
        for folder in (made, EXAMPLE)
    )

    assert found == kept


def test_the_truth_of_the_example_is_found_again(made):
    found, kept = (
        json.loads((folder / "truth.json").read_text(encoding="utf-8"))
        for folder in (made, EXAMPLE)
    )

    assert found == kept


def test_the_example_is_small_and_says_that_nobody_is_real():
    readme = (EXAMPLE / "README.md").read_text(encoding="utf-8")

    assert sum(path.stat().st_size for path in EXAMPLE.rglob("*")) < MOST_BYTES
    assert "Northmere does not exist" in readme
    knobs = ("children", "seed", "effect", "selection", "drift", "dirt")
    words = SETTINGS.as_words()
    assert " ".join(f"--{knob} {words[knob]}" for knob in knobs) + " --zip --delivery" in readme


def test_the_readme_says_what_is_true():
    readme = (EXAMPLE / "README.md").read_text(encoding="utf-8")
    truth = json.loads((EXAMPLE / "truth.json").read_text(encoding="utf-8"))
    entry = truth["outcomes"]["entry_to_care"]

    assert f"{100 * entry['risk_programme']:.1f} in 100 of the programme's children" in readme
    assert f"{100 * entry['risk_comparison']:.1f} in 100 would have without it" in readme
