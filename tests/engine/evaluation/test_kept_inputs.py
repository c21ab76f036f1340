"""An evaluation on returns that were kept, without their originals."""

import shutil

import pytest
import yaml

from holdfast.evaluation.findings_json import findings_json
from holdfast.evaluation.inputs import KeptReturns
from holdfast.evaluation.run import evaluate
from holdfast.kernel.errors import InputError
from holdfast.records.kept_returns import keep_returns
from holdfast.records.pseudonym import Pseudonyms
from holdfast.records.returns import read_returns
from holdfast.synthetic.northmere import synthesise
from holdfast.synthetic.settings import Effect, Settings

SECRET = b"an invented secret of an organisation"


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """Give a small invented authority, its protocol shortened."""
    place = tmp_path_factory.mktemp("town")
    synthesise(
        Settings(children=1200, years=4, seed=3, horizon=365, effect=Effect.PREVENTS), place
    )
    path = place / "protocol.yaml"
    settings = yaml.safe_load(path.read_text(encoding="utf-8"))
    settings["bootstrap"] = {"draws": 100}
    path.write_text(yaml.safe_dump(settings), encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def kept(town, tmp_path_factory):
    """Give its returns as kept under another secret, and the protocol without originals."""
    settings = yaml.safe_load((town / "protocol.yaml").read_text(encoding="utf-8"))
    named = (
        settings["returns"] if isinstance(settings["returns"], str) else settings["returns"][0]
    )
    place = tmp_path_factory.mktemp("kept")
    pseudonyms = Pseudonyms(SECRET)
    keep_returns(read_returns(town / named, stage=place / "stage", pseudonyms=pseudonyms))
    for name in ("protocol.yaml", settings["enrolments"], settings["cost_ledger"]):
        shutil.copy(town / name, place / name)
    return place, KeptReturns(stage=place / "stage", pseudonyms=pseudonyms)


def test_the_same_children_are_compared_without_the_originals(town, kept):
    place, returns = kept

    found = evaluate(place / "protocol.yaml", kept=returns)
    first = evaluate(town / "protocol.yaml")

    assert found.flow[:20] == first.flow[:20]
    assert found.drift.outside == first.drift.outside
    assert [one.served for one in found.drift.months] == [
        one.served for one in first.drift.months
    ]
    assert found.reading == first.reading
    assert found.inputs == first.inputs
    one, other = (f.outcomes.entry_to_care.risk_difference for f in (found, first))
    assert other.low < one.value < other.high


def test_the_same_kept_returns_give_the_same_bytes(kept):
    place, returns = kept

    one, other = (evaluate(place / "protocol.yaml", kept=returns) for _ in range(2))

    assert findings_json(one) == findings_json(other)


def test_without_them_the_protocol_is_still_held_to_what_it_names(kept):
    place, _ = kept

    with pytest.raises(InputError) as caught:
        evaluate(place / "protocol.yaml")

    assert caught.value.code == "evaluation.returns-missing"


def test_a_secret_that_is_not_the_one_they_were_read_under_links_nobody(kept):
    place, returns = kept
    other = KeptReturns(stage=returns.stage, pseudonyms=Pseudonyms(b"another invented secret"))

    with pytest.raises(Exception) as caught:  # noqa: PT011  (which code, is asserted)
        evaluate(place / "protocol.yaml", kept=other)

    assert caught.value.code.startswith(("design.", "change.", "measure.", "evaluation."))
