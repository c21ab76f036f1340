"""Under which name does a child appear here, and who could turn it back?

A council's reference becomes HMAC-SHA-256 of itself under the organisation's secret (RFC 2104),
cut to 80 bits and written as 16 letters of Crockford's base 32. The same reference under the
same secret always gives the same pseudonym, so children link across returns and with enrolment
files. Whoever holds the secret can test a guess; nobody else can.

80 bits: among a million children the chance that any two share a pseudonym is below 1 in 10^12.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import stat
import warnings
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pyarrow as pa

from holdfast.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U, so that nobody reads one letter for another."""

LENGTH = 16
BYTES = 10
BLOCK = 64
SHORTEST_SECRET = 16

VARIABLE = "HOLDFAST_SECRET"
SECRET_FILE = "holdfast.secret"  # noqa: S105  (the name of a file)

HEXADECIMAL = "hex:"

POINT_ZERO = r"^([0-9]+)\.0+$"
"""What a spreadsheet makes of a reference that is all digits: 123.0 for 123."""


class SecretWarning(UserWarning):
    """Something about the secret that its keeper should know."""


def tidy_reference(reference: str) -> str:
    """Give a council's reference as it was before a spreadsheet touched it.

    Examples
    --------
    >>> tidy_reference(" 566910.0 "), tidy_reference("AB12.0")
    ('566910', 'AB12.0')
    """
    return re.sub(POINT_ZERO, r"\1", reference.strip())


class Pseudonyms:
    """Gives each reference its pseudonym, and works each one out only once.

    Examples
    --------
    >>> pseudonyms = Pseudonyms(b"only for this example")
    >>> pseudonyms.of("566910") == pseudonyms.of(" 566910.0")
    True
    """

    def __init__(self, secret: bytes) -> None:
        if len(secret) < SHORTEST_SECRET:
            raise InputError(
                f"The secret is shorter than {SHORTEST_SECRET} characters.",
                code="records.secret-short",
                where=VARIABLE,
                fix="Give a long random one, or none: then one is made and kept in a file.",
            )
        key = hashlib.sha256(secret).digest() if len(secret) > BLOCK else secret
        padded = key.ljust(BLOCK, b"\0")
        # The two halves of HMAC are prepared once; each reference then costs two short hashes.
        self._inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in padded))
        self._outer = hashlib.sha256(bytes(byte ^ 0x5C for byte in padded))
        self._one_at_a_time = Lock()
        self._start_afresh()

    def __repr__(self) -> str:
        return "Pseudonyms(secret kept)"

    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError("Pseudonyms hold a secret and are not written down.")

    def of(self, reference: str) -> str:
        """Give the pseudonym of one reference, tidied first."""
        return str(_written(self._digests([tidy_reference(reference)]))[0])

    def column(self, references: pl.Series) -> pl.Series:
        """Give the pseudonyms of a column of tidied references, null where it is null."""
        with self._one_at_a_time:
            if self._numbers_are_lost():
                self._start_afresh()
            numbers = self._numbered(references)
            return self._known.gather(numbers).rename(references.name)

    def _start_afresh(self) -> None:
        """Forget what was worked out: it can always be worked out again."""
        self._kind = pl.Categorical(pl.Categories.random())
        self._known = pl.Series(dtype=pl.String)  # pseudonyms, by the number of the reference
        self._kept = pl.Series(dtype=self._kind)  # polars forgets its numbers without a series
        self._last: str | None = None

    def _numbered(self, references: pl.Series) -> pl.Series:
        """Number the references in the order in which they were met, and learn the new ones."""
        numbered = references.cast(self._kind)
        numbers = numbered.to_physical()
        highest = numbers.max()
        if isinstance(highest, int) and highest >= len(self._known):
            new = (
                pl.DataFrame({"reference": references, "number": numbers})
                .filter(pl.col("number") >= len(self._known))
                .unique("number")
                .sort("number")["reference"]
            )
            made = _written(self._digests(new.to_list()))
            self._known = pl.concat([self._known, made], rechunk=True)
            self._kept, self._last = numbered.head(1), new[-1]
        return numbers

    def _numbers_are_lost(self) -> bool:
        """Say whether polars numbers the last reference learnt otherwise than it did before."""
        number = pl.Series([self._last], dtype=self._kind).to_physical()[0]
        return number is not None and number != len(self._known) - 1

    def _digests(self, references: list[str]) -> bytes:
        digests = []
        for reference in references:
            inner, outer = self._inner.copy(), self._outer.copy()
            inner.update(reference.encode())
            outer.update(inner.digest())
            digests.append(outer.digest()[:BYTES])
        return b"".join(digests)


def load_secret(workspace: Path, environ: Mapping[str, str]) -> bytes:
    """Which secret makes this organisation's pseudonyms?

    `HOLDFAST_SECRET` if the environment has it, as text or as `hex:` and its bytes in
    hexadecimal; else the file `holdfast.secret` beside the
    workspace, which is made, readable by its owner only, where there is none. It stands beside
    the workspace and not in it, because what is in it is passed on.

    Raises
    ------
    InputError
        `records.secret-short` where it is too short to protect anyone.
    """
    if given := environ.get(VARIABLE, "").strip():
        return _of_text(given)
    path = Path(workspace).absolute().parent / SECRET_FILE
    try:
        _make(path)
    except FileExistsError:
        if os.name == "posix" and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            warnings.warn(
                f"{SECRET_FILE} can be read by other users of this machine. Whoever holds it "
                "can test guesses at children's references: let only its owner read it.",
                SecretWarning,
                stacklevel=2,
            )
    else:
        warnings.warn(
            f"{VARIABLE} is not set, so a secret was made and kept in {SECRET_FILE} beside the "
            "workspace. Keep it safe and apart from results: with it pseudonyms can be tested, "
            "and without it later returns will not link to these.",
            SecretWarning,
            stacklevel=2,
        )
    kept = _of_text(path.read_text(encoding="utf-8").strip())
    if len(kept) < SHORTEST_SECRET:
        raise InputError(
            f"The secret is shorter than {SHORTEST_SECRET} characters.",
            code="records.secret-short",
            where=SECRET_FILE,
            fix="Put the right file back, or delete it to have a new secret made.",
        )
    return kept


def keep_secret(workspace: Path, secret: bytes) -> None:
    """Keep a secret that is given where `load_secret` finds it, unless there is one already.

    Raises
    ------
    FileExistsError
        Where there is one: what was made with it must stay readable.
    """
    _make(Path(workspace).absolute().parent / SECRET_FILE, HEXADECIMAL + secret.hex())


def _of_text(text: str) -> bytes:
    if not text.startswith(HEXADECIMAL):
        return text.encode()
    try:
        return bytes.fromhex(text.removeprefix(HEXADECIMAL))
    except ValueError:
        raise InputError(
            f"The secret begins with {HEXADECIMAL} and is not in hexadecimal.",
            code="records.secret-not-hexadecimal",
            where=f"{VARIABLE} or {SECRET_FILE}",
            fix="Give an even number of the digits 0 to 9 and a to f after it.",
        ) from None


def _make(path: Path, secret: str = "") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write((secret or secrets.token_hex(32)) + "\n")


def _written(digests: bytes) -> pl.Series:
    """Write digests of 80 bits in letters, 5 bits each, all at once."""
    octets = np.frombuffer(digests, np.uint8).reshape(-1, 2, 5).astype(np.uint64)
    forty_bits = octets @ (np.uint64(256) ** np.arange(4, -1, -1, dtype=np.uint64))
    fives = forty_bits[..., None] >> np.arange(35, -1, -5, dtype=np.uint64) & np.uint64(31)
    letters = np.frombuffer(ALPHABET.encode(), np.uint8)[fives.astype(np.uint8)]
    count = len(octets)
    ends = np.arange(0, (count + 1) * LENGTH, LENGTH, dtype=np.int64)
    text = pa.LargeStringArray.from_buffers(
        count, pa.py_buffer(ends), pa.py_buffer(np.ascontiguousarray(letters))
    )
    return pl.Series("pseudonym", text, dtype=pl.String)
