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


def test_every_variable_is_documented():
    page = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    read = {
        name
        for path in SOURCE.rglob("*.py")
        for name in NAMED.findall(path.read_text(encoding="utf-8"))
    }

    assert sorted(read - set(re.findall(r"[A-Z]+_[A-Z_]+", page))) == []


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
