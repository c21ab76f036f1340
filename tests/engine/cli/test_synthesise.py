"""`holdfast synthesise`: the options reach the invented authority, and faults are said."""

import json

import pytest
import typer
from typer.testing import CliRunner

from holdfast.cli.synthesise import synthesise
from holdfast.kernel.errors import InputError

app = typer.Typer()
app.command()(synthesise)


def run(*arguments):
    return CliRunner().invoke(app, [str(part) for part in arguments])


def test_an_authority_is_made_and_what_to_do_next_is_said(tmp_path):
    out = tmp_path / "out"

    result = run("northmere", "--children", 120, "--out", out)

    assert result.exit_code == 0
    assert f"holdfast evaluate {out / 'protocol.yaml'} --out out" in result.output
    assert "Northmere, which does not exist: 120 children" in result.output
    assert "faults" not in result.output
    assert (out / "returns" / "cin" / "CIN_2026.xml").is_file()


def test_every_option_reaches_the_settings(tmp_path):
    out = tmp_path / "out"

    result = run(
        "northmere", "--children", 90, "--years", 6, "--seed", 7, "--effect", "harms",
        "--selection", 0.7, "--drift", 0.2, "--missing", 0.1, "--dirt", 0.05,
        "--competing", 2, "--late-entry", 0.3, "--design", "randomised",
        "--programme-share", 0.2, "--horizon", 365, "--last-year", 2027, "--zip",
        "--delivery", "--out", out,
    )  # fmt: skip

    assert result.exit_code == 0
    assert "faults put in" in result.output
    assert (out / "returns.zip").is_file()
    assert (out / "delivery" / "northmere-alder" / "staff.csv").is_file()
    settings = json.loads((out / "truth.json").read_text(encoding="utf-8"))["settings"]
    assert settings == {
        "children": 90, "years": 6, "seed": 7, "effect": "harms", "selection": 0.7,
        "drift": 0.2, "missing": 0.1, "dirt": 0.05, "competing": 2.0, "late_entry": 0.3,
        "design": "randomised", "programme_share": 0.2, "horizon": 365, "last_year": 2027,
    }  # fmt: skip


@pytest.mark.parametrize(
    "arguments", [("southmere",), ("northmere", "--effect", "wonders"), ("northmere",)]
)
def test_an_unknown_authority_effect_or_no_folder_is_refused(arguments, tmp_path):
    out = (
        ("--out", tmp_path / "out")
        if len(arguments) != 1 or arguments[0] != "northmere"
        else ()
    )

    result = run(*arguments, *out)

    assert result.exit_code == 2
    assert not (tmp_path / "out").exists()


def test_a_knob_out_of_range_is_an_error_with_a_code(tmp_path):
    result = run("northmere", "--selection", 2, "--out", tmp_path / "out")

    assert isinstance(result.exception, InputError)
    assert result.exception.code == "synthetic.setting-out-of-range"
