"""Hold what is done against the refusal that it must meet."""

import pytest

from holdfast.kernel.errors import InputError


def refused(do, code):
    """Do something that must be refused with a code; give the refusal."""
    with pytest.raises(InputError) as caught:
        do()
    assert caught.value.code == code
    return caught.value
