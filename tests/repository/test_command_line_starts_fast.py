"""`holdfast --help` must not import what only a command needs."""

import subprocess
import sys

HEAVY = ("altair", "duckdb", "ibis", "lxml", "numpy", "pandas", "polars", "pyarrow", "scipy")


def test_importing_the_command_line_brings_in_nothing_heavy():
    script = (
        "import sys, holdfast.cli.main; "
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )

    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"
