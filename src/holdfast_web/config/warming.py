"""What does a process do before it takes its first request? What the first reader waits for.

Reading the addresses imports every page, with what it computes and draws with: most of a
second.
"""

from __future__ import annotations

from django.template.loader import render_to_string
from django.urls import get_resolver


def warm_up() -> None:
    """Import every page, and draw one that needs no database."""
    resolver = get_resolver()
    len(resolver.url_patterns)
    render_to_string("ui/broken.html", {"number": ""})
