"""Errors say what, where and how to mend it."""

import pickle

import pytest

from holdfast.kernel.errors import DesignError, EngineError, InputError, LibraryError


def test_an_error_says_what_where_fix_and_code():
    error = InputError(
        "It is wrong.", code="kernel.wrong", where="a.csv, row 2", fix="Mend it."
    )

    assert str(error) == (
        "It is wrong.\n  Where: a.csv, row 2\n  Fix:   Mend it.\n  Code:  kernel.wrong"
    )


def test_an_error_leaves_out_what_it_does_not_know():
    assert str(DesignError("It is wrong.", code="kernel.wrong")) == (
        "It is wrong.\n  Code:  kernel.wrong"
    )


@pytest.mark.parametrize("kind", [InputError, DesignError, LibraryError])
def test_an_error_keeps_its_parts_across_a_process(kind):
    error = kind("It is wrong.", code="kernel.wrong", where="a.csv", fix="Mend it.")

    copied = pickle.loads(pickle.dumps(error))  # noqa: S301

    assert (type(copied), copied.what, copied.code, copied.where, copied.fix) == (
        kind,
        "It is wrong.",
        "kernel.wrong",
        "a.csv",
        "Mend it.",
    )
    assert isinstance(copied, EngineError)
