"""`holdfast evaluate`: what it writes and what it says."""

import json

import pytest
import yaml
from typer.testing import CliRunner

from holdfast.cli.main import app
from holdfast.kernel.errors import InputError
from holdfast.synthetic.northmere import synthesise
from holdfast.synthetic.settings import Settings

RUN = CliRunner()


@pytest.fixture
def town(tmp_path):
    synthesise(Settings(children=1200, years=4, seed=3, horizon=365), tmp_path / "town")
    path = tmp_path / "town" / "protocol.yaml"
    settings = yaml.safe_load(path.read_text(encoding="utf-8"))
    settings |= {"bootstrap": {"draws": 100}, "secondary_outcomes": []}
    path.write_text(yaml.safe_dump(settings), encoding="utf-8")
    return path


def test_evaluate_writes_findings_and_says_them_in_plain_english(town, tmp_path):
    out = tmp_path / "out"

    done = RUN.invoke(app, ["evaluate", str(town), "--out", str(out)])

    assert done.exit_code == 0, done.output
    held = json.loads((out / "findings.json").read_text(encoding="utf-8"))
    said = " ".join(done.output.split())
    assert [paragraph for paragraph in held["summary"] if paragraph not in said] == []
    assert f"permitted claim: {held['permitted_claim']}" in said
    assert held["protocol"]["sha256"] in said
    assert (out / "report.html").exists()


def test_evaluate_tells_at_once_that_there_is_no_protocol(tmp_path):
    with pytest.raises(InputError) as caught:
        RUN.invoke(
            app,
            ["evaluate", str(tmp_path / "none.yaml"), "--out", str(tmp_path / "out")],
            catch_exceptions=False,
        )

    assert caught.value.code == "evaluation.protocol-unreadable"
    assert not (tmp_path / "out").exists()
