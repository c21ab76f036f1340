"""A whole invented authority, as files."""

import hashlib
import json
import zipfile
from pathlib import Path

import polars as pl
import pytest

from holdfast.evaluation.protocol_file import read_protocol
from holdfast.kernel.errors import InputError
from holdfast.kernel.progress import Progress
from holdfast.synthetic.files import zip_folder
from holdfast.synthetic.northmere import synthesise
from holdfast.synthetic.settings import Effect, Settings, StudyDesign

SMALL = Settings(children=240, seed=4, drift=0.5, dirt=0.02, missing=0.1, last_year=2027)


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def truth(folder: Path) -> dict:
    return json.loads((folder / "truth.json").read_text(encoding="utf-8"))


def test_the_same_settings_give_the_same_bytes_however_they_are_cut(tmp_path):
    whole = synthesise(SMALL, tmp_path / "whole")
    again = synthesise(SMALL, tmp_path / "again")
    pieces = synthesise(SMALL, tmp_path / "pieces", chunk=37)

    assert hashes(whole.folder) == hashes(again.folder)
    assert {k: v for k, v in hashes(whole.folder).items() if k != "truth.json"} == {
        k: v for k, v in hashes(pieces.folder).items() if k != "truth.json"
    }
    one, other = truth(whole.folder), truth(pieces.folder)
    for name in ("outcomes", "outcomes_equal_weights", "simulation"):
        assert _near(one.pop(name), other.pop(name))
    assert one == other


def _near(one, other) -> bool:
    """Compare, but for the last digit of sums that were added in another order."""
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(_near(one[k], other[k]) for k in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_near, one, other))
    return one == pytest.approx(other, abs=2e-6)


def test_other_seeds_give_other_children(tmp_path):
    first = synthesise(Settings(children=100, seed=1), tmp_path / "a")
    second = synthesise(Settings(children=100, seed=2), tmp_path / "b")

    same = set(hashes(first.folder).items()) & set(hashes(second.folder).items())
    assert {name for name, _ in same if name.startswith("returns/cin")} == set()


def test_the_files_are_those_that_are_promised(tmp_path):
    made = synthesise(SMALL, tmp_path / "out")
    names = set(hashes(made.folder))

    assert {"truth.json", "protocol.yaml", "enrolments.csv", "cost_ledger.csv"} <= names
    assert {f"returns/cin/CIN_{year}.xml" for year in range(2023, 2028)} <= names
    assert {f"returns/ssda903/{year}/episodes.csv" for year in range(2023, 2028)} <= names
    assert "returns/ssda903/2023/sw_episodes.csv" not in names
    assert "returns/ssda903/2024/sw_episodes.csv" in names
    assert "returns/ssda903/2026/dolo.csv" not in names
    assert "returns/ssda903/2027/dolo.csv" in names
    assert made.children == 240
    assert made.rows > 1000
    assert made.faults == sum(truth(made.folder)["faults"].values())


def test_files_of_a_dirty_year_are_in_the_encoding_that_is_said(tmp_path):
    made = synthesise(SMALL, tmp_path / "out", chunk=60)
    folder = made.folder / "returns" / "ssda903"

    old = (folder / "2024" / "header.csv").read_bytes()
    wide = (folder / "2025" / "header.csv").read_bytes()
    assert b"\x96" in old  # a dash of Windows-1252
    text = wide.decode("utf-16")
    assert text.startswith("CHILD,")
    assert "\ufeff" not in text


def test_the_protocol_is_a_protocol(tmp_path):
    made = synthesise(SMALL, tmp_path / "out")
    plan = read_protocol(made.folder / "protocol.yaml")

    assert plan.design == "matched-comparison"
    assert plan.outcome.horizon_days == SMALL.horizon
    assert plan.cohort.dates.from_, plan.cohort.dates.to == SMALL.cohort_dates
    assert plan.returns == ("returns",)


def test_a_trial_has_arms_and_a_protocol_that_says_so(tmp_path):
    settings = Settings(children=1500, design=StudyDesign.RANDOMISED, effect=Effect.DELAYS)
    made = synthesise(settings, tmp_path / "out")
    rows = pl.read_csv(made.folder / "enrolments.csv", try_parse_dates=True)
    plan = read_protocol(made.folder / "protocol.yaml")

    assert plan.design == "randomised"
    assert set(rows["arm"]) == {"programme", "comparison"}
    assert rows["randomised"].null_count() == 0
    enrolled = rows["enrolled"].is_not_null()
    assert (enrolled == (rows["arm"] == "programme")).all()


def test_enrolments_are_in_order_and_make_sense(tmp_path):
    made = synthesise(Settings(children=2000, drift=0.4), tmp_path / "out")
    rows = pl.read_csv(made.folder / "enrolments.csv", try_parse_dates=True)

    assert rows.columns == ["child", "referred", "decision", "enrolled", "ended", "team"]
    assert rows["referred"].is_sorted()
    taken = rows["decision"] == "accepted"
    assert (taken == rows["enrolled"].is_not_null()).all()
    assert rows.filter(pl.col("enrolled") < pl.col("referred")).is_empty()
    assert rows.filter(pl.col("ended") < pl.col("enrolled")).is_empty()
    assert set(rows["team"]) == {f"T{number}" for number in range(1, 7)}
    assert rows.filter(taken)["child"].is_unique().all()
    content = truth(made.folder)
    assert content["counts"]["enrolled"] == taken.sum() == made.enrolled
    assert sum(month["referred"] for month in content["drift"]) == len(rows)
    assert sum(month["enrolled_outside"] for month in content["drift"]) == (
        content["counts"]["enrolled"] - content["counts"]["eligible_enrolled"]
    )


def test_the_ledger_is_of_a_plausible_size(tmp_path):
    made = synthesise(Settings(children=2000), tmp_path / "out")
    rows = pl.read_csv(made.folder / "cost_ledger.csv", try_parse_dates=True)

    assert rows.columns == [
        "date", "category", "description", "amount", "kind", "in_kind", "source",
    ]  # fmt: skip
    assert 4000 <= rows["amount"].sum() / made.enrolled <= 6000
    assert set(rows["kind"]) == {"recurring", "one-off"}
    assert set(rows["in_kind"]) == {0, 1}
    assert rows["source"].str.contains("does not exist").all()
    assert rows["date"].is_sorted()


def test_a_programme_that_served_nobody_still_cost_something(tmp_path):
    made = synthesise(Settings(children=20, programme_share=0.0), tmp_path / "out")
    rows = pl.read_csv(made.folder / "cost_ledger.csv")

    assert made.enrolled == 0
    assert rows["amount"].sum() == pytest.approx(60_000, rel=0.01)


def test_zipped_returns_hold_the_same_files(tmp_path):
    plain = synthesise(SMALL, tmp_path / "plain")
    zipped = synthesise(SMALL, tmp_path / "zipped", zipped=True)

    with zipfile.ZipFile(zipped.folder / "returns.zip") as archive:
        inside = {
            name: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()
        }
    outside = {n: h for n, h in hashes(plain.folder).items() if n.startswith("returns/")}
    assert inside == outside
    assert not (zipped.folder / "returns").exists()
    assert read_protocol(zipped.folder / "protocol.yaml").returns == ("returns.zip",)


def test_a_zip_depends_on_names_and_contents_alone(tmp_path):
    folder = tmp_path / "returns"
    folder.mkdir()
    for name in ("b.csv", "a.csv"):
        (folder / name).write_text(name)

    zip_folder(folder, tmp_path / "one.zip")
    (folder / "a.csv").touch()
    zip_folder(folder, tmp_path / "two.zip")

    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path):
    (tmp_path / "letter.txt").write_text("keep me")

    with pytest.raises(InputError) as caught:
        synthesise(SMALL, tmp_path)

    assert caught.value.code == "synthetic.folder-in-use"
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_file_in_the_place_of_the_folder_is_left_alone(tmp_path):
    (tmp_path / "out").write_text("keep me")

    with pytest.raises(InputError):
        synthesise(SMALL, tmp_path / "out")


def test_an_earlier_invented_authority_is_replaced(tmp_path):
    synthesise(Settings(children=60, years=6), tmp_path / "out")
    made = synthesise(Settings(children=60, years=5), tmp_path / "out", zipped=True)
    made = synthesise(Settings(children=60, years=5), tmp_path / "out")

    years = sorted(path.name for path in (made.folder / "returns" / "ssda903").iterdir())
    assert years == ["2022", "2023", "2024", "2025", "2026"]
    assert not (made.folder / "returns.zip").exists()


@pytest.mark.parametrize("seed", range(6))
def test_an_authority_of_one_child_has_every_file(tmp_path, seed):
    made = synthesise(Settings(children=1, seed=seed, dirt=0.01), tmp_path / "out")
    folder = made.folder / "returns" / "ssda903"

    heading = (folder / "2025" / "reviews.csv").read_text(encoding="utf-8").splitlines()[0]
    assert heading == "CHILD,DOB,REVIEW,REVIEW_CODE"
    assert len(list(folder.rglob("*.csv"))) == 5 * 10 + 3


def test_progress_is_told_chunk_by_chunk(tmp_path):
    heard = []

    synthesise(
        Settings(children=100), tmp_path / "out", chunk=40, progress=Progress((heard.append,))
    )

    assert [step.done for step in heard] == [0, 40, 80, 100, 100]
    assert heard[-1].finished


def test_a_listener_that_stops_the_work_stops_it(tmp_path):
    def stop(step):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        synthesise(Settings(children=100), tmp_path / "out", progress=Progress((stop,)))


def test_the_truth_speaks_the_words_of_the_findings(tmp_path):
    made = synthesise(Settings(children=2000), tmp_path / "out")
    content = truth(made.folder)
    entry = content["outcomes"]["entry_to_care"]

    assert content["verdict"] == "prevented"
    assert set(entry) == {
        "horizon_days", "risk_programme", "risk_comparison", "risk_difference", "days_gained",
        "days_prevented", "days_delayed", "curves",
    }  # fmt: skip
    assert content["simulation"]["standard_error_of_risks"] < 0.005
    assert content["outcomes"]["children"]["share_spared_entry"] > 0.05
    assert set(content["outcomes"]["days_in_care"]) == {"programme", "comparison", "difference"}
    assert content["faults"] == {}
