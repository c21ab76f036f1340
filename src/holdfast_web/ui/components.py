"""How is a component of GOV.UK Frontend drawn? From the macros of `govuk-frontend-jinja`.

The one place that knows which package is beneath: templates and forms ask for components by
name, through the tags of `holdfast_web.ui.templatetags.ui`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString
from jinja2 import Environment, PackageLoader, PrefixLoader

if TYPE_CHECKING:
    from collections.abc import Callable


PACKAGE = "govuk_frontend_jinja"
COMPONENT = re.compile(rf"{PACKAGE}/components/([a-z-]+)/macro\.html$")


@cache
def _environment() -> Environment:
    # The macros import one another under this name.
    loader = PrefixLoader({PACKAGE: PackageLoader(PACKAGE)})
    # A package does not change while the service runs: asking each time took a tenth of a page.
    return Environment(loader=loader, autoescape=True, auto_reload=False)


@cache
def _macro(name: str) -> Callable[[dict[str, Any]], str]:
    words = name.split("-")
    template = _environment().get_template(f"{PACKAGE}/components/{name}/macro.html")
    macro: Callable[[dict[str, Any]], str] = getattr(
        template.module, "govuk" + "".join(word.capitalize() for word in words)
    )
    return macro


def make_ready() -> None:
    """Compile every component, so that no reader waits for the first of a kind."""
    for template in _environment().list_templates():
        found = COMPONENT.match(template)
        if found is not None:
            _macro(found[1])


def component(name: str, /, **data: Any) -> SafeString:
    """Draw a component from the options that GOV.UK Frontend documents for it.

    Parameters
    ----------
    name
        `button`, `summary-list` and so on.
    data
        Its options. Texts are escaped; what is None is left out.
    """
    # What a macro gives is marked as safe in another library's way, which is not Django's.
    return SafeString(str(_macro(name)(_without_none(data))))


def _without_none(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_none(part) for key, part in value.items() if part is not None}
    if isinstance(value, (list, tuple)):
        return [_without_none(part) for part in value]
    return value
