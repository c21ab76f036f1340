"""What is asked at sign-in."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm


class SignIn(LoginForm):
    """An email address and a password, in our words."""

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["login"].label = "Email address"
        self.fields["password"].label = "Password"
        self.fields["password"].help_text = ""
