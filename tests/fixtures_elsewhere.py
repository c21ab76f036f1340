"""Where other teams' fixture files are, if they are on this machine at all.

They are never committed here. A test that can use one also checks a file of its own making, so
it means something where they are absent.
"""

from pathlib import Path

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


def shared(name: str) -> Path | None:
    """Give the path of a shared data file or folder, or None where it is not here."""
    path = SHARED / name
    return path if path.exists() else None
