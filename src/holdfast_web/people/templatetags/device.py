"""What does a person call the browser that a session was opened with?"""

from __future__ import annotations

from django import template

register = template.Library()

# A browser says that it is every browser before it; the later ones come first.
BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("iPhone", "an iPhone"), ("iPad", "an iPad"), ("Android", "Android"),
    ("Windows", "Windows"), ("Mac OS X", "a Mac"), ("CrOS", "a Chromebook"),
    ("Linux", "Linux"),
)  # fmt: skip


@register.filter
def device(said: str) -> str:
    """Say which browser it was and on what, from what the browser says of itself.

    Examples
    --------
    >>> device("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 Edg/120.0")
    'Edge on Windows'
    >>> device("curl/8.0")
    'Another program'
    """
    browser = next((name for mark, name in BROWSERS if mark in said), "")
    system = next((name for mark, name in SYSTEMS if mark in said), "")
    if browser and system:
        return f"{browser} on {system}"
    return browser or "Another program"
