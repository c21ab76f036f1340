"""How does text from a return become typed, checked, pseudonymous Parquet?

The words that readers speak are `Batch`, `Note` and `Heading` of `holdfast.records.batch`.
"""

from __future__ import annotations

from holdfast.records.batch import Batch, Heading, Note, Reader

__all__ = ["Batch", "Heading", "Note", "Reader"]
