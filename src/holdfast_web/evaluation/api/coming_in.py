"""Who comes in, what for, and how often? Tokens, their scopes, and the limit of requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from ninja.security import HttpBearer
from ninja.throttling import SimpleRateThrottle

from holdfast_web.evaluation.operations.tokens import use_token
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import organisations

if TYPE_CHECKING:
    from django.http import HttpRequest

    from holdfast_web.evaluation.models import ApiToken, Scope
    from holdfast_web.people.models import User

EACH_TOKEN = "120/m"  # noqa: S105  (a rate)
EACH_ADDRESS = "300/m"


class Bearer(HttpBearer):
    """A token in the header `Authorization: Bearer …`."""

    openapi_name = "Token"

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        """Give the token if it may be used."""
        return use_token(token)


class ByToken(SimpleRateThrottle):
    """So many requests a minute with one token; counted by each process that serves."""

    scope = "token"

    def __init__(self) -> None:
        super().__init__(EACH_TOKEN)

    def get_cache_key(self, request: HttpRequest) -> str | None:
        """Give the name under which requests with this token are counted."""
        token = getattr(request, "auth", None)
        return f"api:{token.key}" if token is not None else None


def token_of(request: HttpRequest) -> ApiToken:
    """Give the token that a request came in with."""
    token: ApiToken = request.auth  # type: ignore[attr-defined]
    return token


def user_for(request: HttpRequest, scope: Scope) -> User:
    """Give the person whose token it is, if the token may be used for this.

    Raises
    ------
    PermissionDenied
        Where it was made without this scope.
    """
    token = token_of(request)
    if scope not in token.scopes:
        raise PermissionDenied(f"This token was made without the scope {scope}.")
    return token.user


def where(user: User, permission: Permission) -> set[int]:
    """Give the organisations where a person has a permission and may use the interface."""
    return organisations(user, permission) & organisations(user, Permission.USE_API)
