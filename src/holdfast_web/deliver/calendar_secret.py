"""By what is the address of a calendar known? By the hash of its secret alone."""

from __future__ import annotations

import hashlib


def hash_of(secret: str) -> str:
    """Give the hash by which an address is kept."""
    return hashlib.sha256(secret.encode()).hexdigest()
