"""How does a person sign in? When invited: by password, passkey or their council's own way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.adapter import DefaultAccountAdapter

if TYPE_CHECKING:
    from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):
    """Nobody signs up unasked."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say that accounts are made by invitation only."""
        del request
        return False
