"""Every command that a tutorial shows is run, in order, and writes what the page names."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TUTORIALS = sorted((ROOT / "docs" / "tutorials").glob("*.md"))
FENCE = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
MADE_BY_THE_READER = ("git clone", "cd ", "make ", "open ", "xdg-open ")


def commands(page: Path) -> list[str]:
    """Give the `holdfast` commands of a page, as typed."""
    shown = [
        line.removeprefix("$ ")
        for block in FENCE.findall(page.read_text(encoding="utf-8"))
        for line in block.splitlines()
        if line.startswith("$ ")
    ]
    return [line for line in shown if not line.startswith(MADE_BY_THE_READER)]


FOLLOWED = [page for page in TUTORIALS if commands(page)]
"""Those with commands of Holdfast. The others are followed in the browser, in the demo."""


@pytest.fixture(scope="module", params=FOLLOWED, ids=lambda page: page.stem)
def followed(request, tmp_path_factory):
    """Follow one tutorial, command by command, in a folder with the examples."""
    folder = tmp_path_factory.mktemp(request.param.stem)
    shutil.copytree(ROOT / "examples", folder / "examples")
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    shown = commands(request.param)
    results = [
        subprocess.run(
            shlex.split(command), cwd=folder, env=environment, capture_output=True, text=True
        )
        for command in shown
    ]
    return request.param, folder, dict(zip(shown, results, strict=True))


def test_tutorial_commands_run(followed):
    _, _, results = followed

    assert results
    assert {
        command: done.stderr[-2000:] for command, done in results.items() if done.returncode
    } == {}


def test_tutorial_names_only_files_that_its_commands_write(followed):
    page, folder, _ = followed
    named = set(re.findall(r"`((?:out|examples)/[^`*]+)`", page.read_text(encoding="utf-8")))

    assert named
    assert sorted(name for name in named if not (folder / name).exists()) == []


def test_some_tutorial_is_followed_by_its_commands():
    assert [page.stem for page in FOLLOWED] == ["first_evaluation"]


@pytest.mark.parametrize(
    "page", [page for page in TUTORIALS if page not in FOLLOWED], ids=lambda page: page.stem
)
def test_tutorial_in_the_browser_names_files_and_pictures_that_are_there(page):
    text = page.read_text(encoding="utf-8")
    named = [ROOT / name for name in re.findall(r"`((?:out|examples)/[^`*]+)`", text)]
    pictures = [page.parent / name for name in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", text)]

    assert named
    assert pictures
    assert [path.name for path in (*named, *pictures) if not path.exists()] == []
