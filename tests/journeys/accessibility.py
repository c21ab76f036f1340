"""What does axe find on a page? WCAG 2.2 at levels A and AA, and nothing is let off."""

from axe_playwright_python.sync_playwright import Axe

LEVELS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa")
OPTIONS = {
    "runOnly": {"type": "tag", "values": list(LEVELS)},
    "rules": {"target-size": {"enabled": True}},  # in WCAG 2.2 AA, and off unless asked for
    "resultTypes": ["violations"],
    "preload": False,  # style sheets are not fetched again: no rule at these levels reads them
}
LOOK = """options => axe.run(options).then(found => found.violations.map(
    fault => fault.nodes.map(node => `${fault.id}: ${fault.help}: ${node.html.slice(0, 200)}`)
).flat())"""


def violations(page):
    """Give each fault with the element that has it."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    return page.evaluate(LOOK, OPTIONS)
