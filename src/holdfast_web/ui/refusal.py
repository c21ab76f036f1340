"""How does a refusal of the engine read on a page?"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holdfast.kernel.errors import EngineError


def refusal(error: EngineError) -> str:
    """Say what is wrong, where, how to mend it, and the code, in one line."""
    where = f" Where: {error.where}." if error.where else ""
    fix = f" {error.fix}" if error.fix else ""
    return f"{error.what}{where}{fix} Code: {error.code}."
