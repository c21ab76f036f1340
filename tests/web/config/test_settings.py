"""The settings: safe unless somebody says otherwise, and all of them documented."""

import os
import re
import subprocess
import sys

import pytest
from tests.web.real_service import ROOT

SOURCE = ROOT / "src" / "holdfast_web"
NAMED = re.compile(r'"(HOLDFAST_[A-Z_]+|DATABASE_URL)"')


def check(*words, **environment):
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("HOLDFAST_", "DATABASE", "DJANGO_"))
    }
    return subprocess.run(
        [sys.executable, "-m", "holdfast_web", "check", *words],
        env=kept | environment, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_page_of_settings_lists_what_is_read_and_nothing_else():
    page = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    listed = [name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)]
    read = {
        name
        for path in SOURCE.rglob("*.py")
        for name in NAMED.findall(path.read_text(encoding="utf-8"))
    }
    # A secret may come from a file that another variable names.
    files = {f"{name}_FILE" for name in secrets_read()}

    assert sorted(listed) == sorted(read | files)


def secrets_read():
    """Give the variables whose value may also be in a file."""
    return {
        name
        for path in SOURCE.rglob("*.py")
        for name in re.findall(
            r'\b(?:required|secret)\(\s*"([A-Z_]+)"', path.read_text(encoding="utf-8")
        )
    }


def test_the_check_for_deployment_finds_nothing(tmp_path):
    done = check(
        "--deploy", "--fail-level", "WARNING",
        HOLDFAST_SECRET_KEY="a text of over fifty characters that signs nothing, 12345",  # noqa: S106
        HOLDFAST_HOSTS="holdfast.example", HOLDFAST_HOME=str(tmp_path),
        HOLDFAST_BEHIND_PROXY="yes",
    )  # fmt: skip

    assert (done.returncode, done.stdout.strip()) == (
        0, "System check identified no issues (0 silenced)."
    ), done.stderr  # fmt: skip


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({}, "Set HOLDFAST_SECRET_KEY"),
        ({"HOLDFAST_DEMO": "perhaps"}, "HOLDFAST_DEMO must be yes or no."),
        ({"HOLDFAST_DEMO": "yes", "HOLDFAST_WORK_SECONDS": "-1"}, "must be a whole number."),
        (
            {"HOLDFAST_DEMO": "yes", "HOLDFAST_OIDC_SERVER": "http://id.northmere.example"},
            "HOLDFAST_OIDC_SERVER must be the https address",
        ),
        (
            {"HOLDFAST_DEMO": "yes", "HOLDFAST_OIDC_SERVER": "https://id.northmere.example"},
            "Set HOLDFAST_OIDC_CLIENT",
        ),
    ],
)
def test_what_is_missing_or_wrong_is_said(tmp_path, environment, said):
    done = check(HOLDFAST_HOME=str(tmp_path), **environment)

    assert done.returncode == 1
    assert said in done.stderr
