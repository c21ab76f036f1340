"""What does a view know of a request once its sender has signed in?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from holdfast_web.people.models import User


class SignedIn(HttpRequest):
    """A request as `login_required` lets it through; for types only, none is ever made."""

    user: User
    htmx: HtmxDetails
