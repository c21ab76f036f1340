"""`holdfast protocol new | check | covariates`."""

import pytest
from typer.testing import CliRunner

from holdfast.change.covariates import VOCABULARY
from holdfast.cli.protocol import app
from holdfast.kernel.errors import InputError

RUN = CliRunner()
ENROLMENTS = "child,referred,decision,enrolled,ended,team\n" + "".join(
    f"c{n},2022-05-01,accepted,2022-06-{n % 28 + 1:02d},,north\n" for n in range(120)
)
EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE\n"
LEDGER = (
    "date,category,description,amount,kind,in_kind,source\n"
    "2022-05-01,staff,salaries,1000,recurring,0,ledger\n"
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for year in (2022, 2023, 2024, 2025):
        (tmp_path / "returns" / str(year)).mkdir(parents=True)
        (tmp_path / "returns" / str(year) / "episodes.csv").write_text(EPISODES)
        (tmp_path / "returns" / str(year) / "cin.xml").write_text("<Message/>")
    (tmp_path / "enrolments.csv").write_text(ENROLMENTS)
    (tmp_path / "cost_ledger.csv").write_text(LEDGER)
    return tmp_path


def test_new_writes_a_protocol_that_check_accepts(folder):
    made = RUN.invoke(app, ["new"])
    checked = RUN.invoke(app, ["check", "protocol.yaml"])

    assert made.output == (
        "Wrote protocol.yaml. Fill it in, then: holdfast protocol check protocol.yaml\n"
    )
    assert checked.exit_code == 0, checked.output
    assert "This design permits: associate.\n" in checked.output
    assert checked.output.splitlines()[-1].startswith("The protocol can be used. Its hash is ")


def test_new_leaves_a_file_that_is_there(folder):
    (folder / "mine.yaml").write_text("mine")

    with pytest.raises(InputError) as caught:
        RUN.invoke(app, ["new", "--out", "mine.yaml"], catch_exceptions=False)

    assert caught.value.code == "cli.protocol-exists"
    assert (folder / "mine.yaml").read_text() == "mine"


def test_new_says_that_a_folder_is_missing(folder):
    with pytest.raises(InputError) as caught:
        RUN.invoke(app, ["new", "--out", "nowhere/p.yaml"], catch_exceptions=False)

    assert caught.value.code == "cli.protocol-not-written"


def test_check_lists_what_is_wrong_and_leaves_with_a_code(folder):
    RUN.invoke(app, ["new"])
    text = (folder / "protocol.yaml").read_text()
    (folder / "protocol.yaml").write_text(text.replace("horizon_days: 365", "horizon_days: 1"))

    checked = RUN.invoke(app, ["check", "protocol.yaml"])

    assert checked.exit_code == 2
    assert checked.output.splitlines()[0] == "Wrong, to be mended first:"


def test_covariates_lists_the_whole_vocabulary():
    listed = RUN.invoke(app, ["covariates"]).output.splitlines()

    assert [line.split()[0] for line in listed] == list(VOCABULARY)
