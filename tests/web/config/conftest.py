"""A database made ready once, for the tests that run real commands."""

from tests.web.kill.conftest import template

__all__ = ["template"]
