"""`holdfast …`: the engine from a terminal."""

from holdfast.cli.main import main

__all__ = ["main"]
