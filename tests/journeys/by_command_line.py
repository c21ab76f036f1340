"""The command line, as a process that a test starts."""

from holdfast.cli.main import app

app()
