"""Where do the tables of the library come from, and by what licence?

Each folder of CSV tables holds an `about.yaml`, which says it once for all of them; a row's own
`source` says it more closely.
"""

from __future__ import annotations

from functools import cache

from holdfast.library.entry import LIBRARY, Entry, load_yaml


class About(Entry):
    """What a folder of tables says about itself."""

    note: str


def described_folders() -> tuple[str, ...]:
    """Which folders of tables does the library hold? In order of name."""
    return tuple(sorted(path.parent.name for path in LIBRARY.glob("*/about.yaml")))


@cache
def about(folder: str) -> About:
    """Read what a folder of tables says about itself.

    Examples
    --------
    >>> about("code_lists").licence
    'Open Government Licence v3.0'
    """
    return load_yaml(LIBRARY / folder / "about.yaml", About)
