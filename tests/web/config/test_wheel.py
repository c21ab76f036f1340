"""What is installed is whole: built once, looked into, and run from a place of its own."""

import os
import subprocess
import sys
import sysconfig
import zipfile

import pytest
from tests.web.real_service import ROOT

BUILT = [f"holdfast_web/ui/built/holdfast/{name}" for name in (
    "govuk-frontend.js", "holdfast.css", "htmx.js", "mark.svg", "start.js",
)]  # fmt: skip


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """Give a function that runs Holdfast from the wheel, beside the packages that it needs."""
    place = tmp_path_factory.mktemp("installed")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", place], check=True)
    python = place / "bin" / "python"
    # A path that a .pth file names brings packages, and not what their own .pth files name:
    # the sources of this folder stay out.
    libraries = next(place.glob("lib/python*/site-packages"))
    (libraries / "needed.pth").write_text(sysconfig.get_path("purelib"))
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps",
         "--no-index", "--disable-pip-version-check", wheel],
        check=True,
    )  # fmt: skip
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("HOLDFAST_", "DATABASE", "DJANGO_", "PYTHON", "COV"))
    }
    said = {
        "HOLDFAST_SECRET_KEY": "a text of over fifty characters that signs nothing, 12345",
        "HOLDFAST_HOSTS": "holdfast.example", "HOLDFAST_ADDRESS": "https://holdfast.example",
        "HOLDFAST_HOME": str(place / "home"), "HOLDFAST_BEHIND_PROXY": "yes",
    }  # fmt: skip

    def run(*command):
        return subprocess.run(
            [place / "bin" / command[0], *command[1:]],
            env=kept | said, cwd=place, capture_output=True, text=True, check=False,
        )  # fmt: skip

    run.place = place
    return run


def test_the_wheel_holds_what_is_used_and_nothing_that_made_it(wheel):
    held = set(zipfile.ZipFile(wheel).namelist())
    source = ROOT / "src"
    wanted = {
        str(path.relative_to(source))
        for package in ("holdfast", "holdfast_web")
        for path in (source / package).rglob("*")
        if path.is_file()
        and "__pycache__" not in path.parts
        and "assets" not in path.parts
        and "built" not in path.parts
    }

    assert sorted(wanted - held) == []
    assert [name for name in BUILT if name not in held] == []
    assert {"holdfast_web/records/errors.md", "holdfast_web/records/repairs.md"} <= held
    parts = ("node_modules", "ui/assets", "__pycache__", "tests/")
    assert [name for name in held if any(part in name for part in parts)] == []
    assert any(name.endswith("migrations/0001_organisations_people_trail.py") for name in held)
    assert any(name.startswith("holdfast/library/code_lists/") for name in held)


def test_what_is_installed_runs_from_its_own_place(installed):
    done = installed("python", "-c", "import holdfast_web; print(holdfast_web.__file__)")

    assert done.stdout.startswith(str(installed.place)), done.stderr


def test_what_is_installed_is_ready_to_be_deployed(installed):
    done = installed("holdfast", "manage", "check", "--deploy", "--fail-level", "WARNING")

    assert (done.returncode, done.stdout.strip()) == (
        0, "System check identified no issues (0 silenced)."
    ), done.stderr  # fmt: skip


def test_what_is_installed_says_how_it_is_served(installed):
    done = installed("holdfast", "serve", "--help")

    assert done.returncode == 0, done.stderr
    assert all(word in done.stdout for word in ("--host", "--port", "--no-worker"))


def test_the_look_is_collected_from_what_is_installed(installed):
    done = installed("holdfast", "manage", "collectstatic", "--no-input", "--verbosity", "0")

    assert done.returncode == 0, done.stderr
    collected = installed.place / "home" / "static" / "holdfast"
    assert {path.name for path in collected.iterdir()} >= {"holdfast.css", "htmx.js"}
    assert list(collected.glob("holdfast.*.css.gz"))
