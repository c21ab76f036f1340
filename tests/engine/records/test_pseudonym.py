"""Keyed pseudonyms, and the secret that makes them."""

import gc
import hmac
import pickle
import stat
import warnings
from concurrent.futures import ThreadPoolExecutor

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.kernel.errors import InputError
from holdfast.records.pseudonym import (
    ALPHABET,
    LENGTH,
    SECRET_FILE,
    Pseudonyms,
    SecretWarning,
    keep_secret,
    load_secret,
    tidy_reference,
)

SECRET = b"a secret made for tests only"
REFERENCES = st.text(min_size=1).filter(lambda text: text.strip() == text)


def by_the_book(secret: bytes, reference: str) -> str:
    """RFC 2104 as the standard library has it, then Crockford's letters one by one."""
    number = int.from_bytes(hmac.digest(secret, reference.encode(), "sha256")[:10], "big")
    return "".join(ALPHABET[number >> shift & 31] for shift in range(75, -1, -5))


@given(secret=st.binary(min_size=16, max_size=200), reference=REFERENCES)
def test_pseudonym_is_hmac_sha_256_cut_to_80_bits(secret, reference):
    pseudonym = Pseudonyms(secret).of(reference)

    assert pseudonym == by_the_book(secret, tidy_reference(reference))
    assert len(pseudonym) == LENGTH


@given(st.lists(st.one_of(st.none(), REFERENCES)), st.lists(st.one_of(st.none(), REFERENCES)))
def test_column_gives_each_cell_what_of_gives(first, second):
    pseudonyms = Pseudonyms(SECRET)

    for references in (first, second):
        column = pl.Series("child", references, dtype=pl.String)
        made = pseudonyms.column(column)
        expected = [None if r is None else by_the_book(SECRET, r) for r in references]
        assert made.to_list() == expected
        assert (made.name, made.dtype) == ("child", pl.String)


def test_column_read_by_several_threads_links_the_same_children():
    pseudonyms = Pseudonyms(SECRET)
    columns = [pl.Series([str(n) for n in range(at, at + 3000)]) for at in range(0, 4000, 500)]

    with ThreadPoolExecutor(8) as several:
        made = list(several.map(pseudonyms.column, columns))

    expected = [[by_the_book(SECRET, text) for text in column] for column in columns]
    assert [column.to_list() for column in made] == expected


def test_pseudonyms_are_worked_out_again_where_polars_forgets_its_numbers():
    pseudonyms = Pseudonyms(SECRET)
    first, second = pl.Series(["1", "2", "3"]), pl.Series(["3", "1"])
    pseudonyms.column(first)

    pseudonyms._kept = None  # the last series that keeps them
    gc.collect()

    assert pseudonyms.column(second).to_list() == [by_the_book(SECRET, r) for r in second]


@pytest.mark.parametrize(
    ("written", "reference"),
    [
        ("566910", "566910"),
        (" 566910\t", "566910"),
        ("566910.0", "566910"),
        ("566910.000 ", "566910"),
        ("00566910.0", "00566910"),
        ("AB12.0", "AB12.0"),
        ("12.5", "12.5"),
        ("12.", "12."),
    ],
)
def test_reference_loses_only_what_a_spreadsheet_added(written, reference):
    assert tidy_reference(written) == reference


def test_reference_in_another_form_links():
    assert Pseudonyms(SECRET).of("566910.0 ") == Pseudonyms(SECRET).of("566910")


def test_another_secret_gives_another_pseudonym():
    assert Pseudonyms(SECRET).of("1") != Pseudonyms(SECRET + b"!").of("1")


def test_a_short_secret_is_refused():
    with pytest.raises(InputError) as caught:
        Pseudonyms(b"fifteen letters")

    assert caught.value.code == "records.secret-short"


def test_pseudonyms_never_show_or_write_down_the_secret():
    pseudonyms = Pseudonyms(SECRET)

    assert repr(pseudonyms) == "Pseudonyms(secret kept)"
    with pytest.raises(TypeError, match="hold a secret"):
        pickle.dumps(pseudonyms)


def test_secret_of_the_environment_comes_first(tmp_path):
    found = load_secret(tmp_path / "out", {"HOLDFAST_SECRET": " sixteen letters, or more\n"})

    assert found == b"sixteen letters, or more"
    assert list(tmp_path.iterdir()) == []


def test_secret_is_made_beside_the_workspace_for_its_owner_only(tmp_path):
    workspace = tmp_path / "new" / "out"

    with pytest.warns(SecretWarning, match="HOLDFAST_SECRET is not set"):
        first = load_secret(workspace, {"HOLDFAST_SECRET": "  "})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        again = load_secret(workspace, {})

    kept = tmp_path / "new" / SECRET_FILE
    assert first == again == kept.read_bytes().strip()
    assert len(first) == 64
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_secret_of_the_file_is_the_same_in_the_environment(tmp_path):
    with pytest.warns(SecretWarning):
        made = load_secret(tmp_path / "out", {})

    text = (tmp_path / SECRET_FILE).read_text(encoding="utf-8")
    assert load_secret(tmp_path / "elsewhere", {"HOLDFAST_SECRET": text}) == made


def test_a_secret_of_bytes_is_kept_in_hexadecimal_and_never_written_over(tmp_path):
    secret = bytes(range(32))
    keep_secret(tmp_path / "out", secret)

    with pytest.raises(FileExistsError):
        keep_secret(tmp_path / "out", b"another secret, which is not wanted")

    assert load_secret(tmp_path / "out", {}) == secret
    assert load_secret(tmp_path / "out", {"HOLDFAST_SECRET": "hex:" + secret.hex()}) == secret
    assert stat.S_IMODE((tmp_path / SECRET_FILE).stat().st_mode) == 0o600


def test_a_secret_that_is_not_in_hexadecimal_after_all_is_refused(tmp_path):
    with pytest.raises(InputError) as caught:
        load_secret(tmp_path / "out", {"HOLDFAST_SECRET": "hex:not these digits"})

    assert caught.value.code == "records.secret-not-hexadecimal"


def test_secret_that_others_can_read_is_said(tmp_path):
    kept = tmp_path / SECRET_FILE
    kept.write_text("sixteen letters, or more\n", encoding="utf-8")
    kept.chmod(0o644)

    with pytest.warns(SecretWarning, match="other users"):
        assert load_secret(tmp_path / "out", {}) == b"sixteen letters, or more"


def test_secret_file_that_was_emptied_is_refused(tmp_path):
    kept = tmp_path / SECRET_FILE
    kept.touch(mode=0o600)

    with pytest.raises(InputError) as caught:
        load_secret(tmp_path / "out", {})

    assert (caught.value.code, caught.value.where) == ("records.secret-short", SECRET_FILE)
