"""How is a stream sealed, so that only the passphrase opens it and no part can be lost unseen?

The key comes from the passphrase and a random salt by scrypt. The stream is cut into chunks,
each sealed by ChaCha20-Poly1305 under a nonce of its number and of whether it is the last: the
STREAM construction (Hoang, Reyhanitabar, Rogaway and Vizár 2015,
doi:10.1007/978-3-662-47989-6_24) in the form that the age file format uses. Chunks cannot be
altered, exchanged, repeated or left out, at the end either. One at a time is held in memory.
"""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from holdfast.kernel.errors import InputError

if TYPE_CHECKING:
    from typing import BinaryIO

MAGIC = b"holdfast backup 1\n"
SALT = 16
CHUNK = 1 << 20
TAG = 16
COST = 2**17  # with r = 8: 128 MB and about half a second for every guess


class Sealer(io.RawIOBase):
    """A stream to write to; what is written leaves it sealed. It must be finished."""

    def __init__(self, out: BinaryIO, *, passphrase: str) -> None:
        super().__init__()
        salt = os.urandom(SALT)
        self._out, self._cipher = out, _cipher(passphrase, salt)
        self._held = bytearray()
        self._number = 0
        out.write(MAGIC + salt)

    def writable(self) -> bool:
        """Say that it can be written to."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Take some bytes."""
        self._held += data
        while len(self._held) > CHUNK:
            self._seal(bytes(self._held[:CHUNK]), last=False)
            del self._held[:CHUNK]
        return len(data)

    def finish(self) -> None:
        """Seal what is left as the last chunk; an archive without one is refused."""
        self._seal(bytes(self._held), last=True)
        self._held.clear()

    def _seal(self, plain: bytes, *, last: bool) -> None:
        self._out.write(self._cipher.encrypt(_nonce(self._number, last=last), plain, MAGIC))
        self._number += 1


class Opener(io.RawIOBase):
    """A stream to read from: a sealed one in plain, each chunk checked before it is given."""

    def __init__(self, source: BinaryIO, *, passphrase: str) -> None:
        super().__init__()
        head = source.read(len(MAGIC) + SALT)
        if len(head) < len(MAGIC) + SALT or not head.startswith(MAGIC):
            raise InputError(
                "This is not a backup of Holdfast, or only its first few bytes.",
                code="backup.not-a-backup",
                fix="Give the file that holdfast backup wrote.",
            )
        self._source = source
        self._cipher = _cipher(passphrase, head[len(MAGIC) :])
        self._ahead = source.read(CHUNK + TAG)
        self._held = memoryview(b"")
        self._number = 0
        self._ended = False

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        """Give some bytes; none at the end.

        Raises
        ------
        InputError
            Where the passphrase is another, or the archive was cut or altered.
        """
        while not self._held and not self._ended:
            self._open_next()
        given = self._held[: len(buffer)]
        buffer[: len(given)] = given
        self._held = self._held[len(given) :]
        return len(given)

    def _open_next(self) -> None:
        chunk, self._ahead = self._ahead, self._source.read(CHUNK + TAG)
        self._ended = not self._ahead
        try:
            plain = self._cipher.decrypt(_nonce(self._number, last=self._ended), chunk, MAGIC)
        except InvalidTag:
            raise _cannot_be_opened(self._number) from None
        self._held = memoryview(plain)
        self._number += 1


def _cannot_be_opened(number: int) -> InputError:
    if number == 0:
        return InputError(
            "The backup cannot be opened with this passphrase.",
            code="backup.passphrase-wrong",
            fix="Give the passphrase with which it was made. If it is the right one, the file "
            "was altered or cut: take another copy.",
        )
    return InputError(
        "The backup was cut short or altered.",
        code="backup.damaged",
        where=f"chunk {number + 1}",
        fix="Take another copy of the file, or an earlier backup. Nothing was changed.",
    )


def _cipher(passphrase: str, salt: bytes) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(
        Scrypt(salt=salt, length=32, n=COST, r=8, p=1).derive(passphrase.encode())
    )


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])
