"""The process of a job leaves the processor to the pages where they want it."""

import subprocess
import sys

SAYS_HOW_NICE_IT_IS = """
import os
from holdfast_web.people import attempt
before = os.nice(0)
attempt._let_pages_go_first(5)
print(before, os.nice(0))
"""


def test_pages_go_first():
    said = subprocess.run(
        [sys.executable, "-c", SAYS_HOW_NICE_IT_IS],
        capture_output=True, check=True, start_new_session=True, text=True,
    )  # fmt: skip

    before, after = (int(number) for number in said.stdout.split())
    assert after == min(before + 5, 19)
