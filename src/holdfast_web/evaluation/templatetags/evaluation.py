"""How is what a design permits said in a sentence?"""

from __future__ import annotations

from django import template

from holdfast.evaluation.report.page import CLAIMS

register = template.Library()


@register.filter
def claim(permitted: str) -> str:
    """Say what may be claimed as the report says it.

    Examples
    --------
    >>> claim("associate")
    'an association, not an effect'
    """
    return CLAIMS[permitted]
