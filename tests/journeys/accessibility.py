"""What does axe find on a page? WCAG 2.2 at levels A and AA, and nothing is let off."""

from axe_playwright_python.sync_playwright import Axe

LEVELS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa")
OPTIONS = {
    "runOnly": {"type": "tag", "values": list(LEVELS)},
    "rules": {"target-size": {"enabled": True}},  # in WCAG 2.2 AA, and off unless asked for
    "resultTypes": ["violations"],
}


def violations(page):
    """Give each fault with the elements that have it."""
    found = Axe().run(page, options=OPTIONS).response
    return [
        f"{fault['id']}: {fault['help']}: {node['html'][:200]}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]
