"""What may a file that somebody sends be called here?

The name that a browser sends is a text like any other. Only its last part is taken, without
control characters; what is left is a plain name or is refused.
"""

from __future__ import annotations

import re
import unicodedata

from holdfast.kernel.errors import InputError

LONGEST = 150
NOT_PRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
"""Control characters, and those that turn the direction of writing to hide an ending."""


def safe_name(given: str) -> str:
    r"""Give the plain name of a file.

    Raises
    ------
    InputError
        `records.upload-name` where none is left, or it is too long.

    Examples
    --------
    >>> safe_name("../../2024/episodes.csv"), safe_name("C:\\returns\\cin.xml")
    ('episodes.csv', 'cin.xml')
    """
    text = unicodedata.normalize("NFC", NOT_PRINTED.sub("", given))
    name = re.split(r"[/\\]", text)[-1].strip()
    if not name.strip(". ") or len(name) > LONGEST or len(name.encode()) > LONGEST + 100:
        raise InputError(
            "A file has no name that can be used.",
            code="records.upload-name",
            fix=f"Give it a plain name of at most {LONGEST} letters, such as episodes.csv.",
        )
    return name.lstrip(".")
