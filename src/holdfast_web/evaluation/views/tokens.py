"""The pages of a person's tokens: those there are, making one, revoking one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from holdfast_web.evaluation.forms.tokens import MakeToken
from holdfast_web.evaluation.models import ApiToken, Scope
from holdfast_web.evaluation.operations.tokens import make_token, revoke_token
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import organisations
from holdfast_web.ui.days import written_day, written_moment

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from holdfast_web.people.signed_in import SignedIn

A_PAGE = 20


@login_required
def tokens(request: SignedIn) -> HttpResponse:
    """List a person's own tokens."""
    _check(request)
    own = ApiToken.objects.filter(user=request.user)
    page = Paginator(own, A_PAGE).get_page(request.GET.get("page"))
    shown = [{"token": token, "rows": _rows(token), "open": _is_open(token)} for token in page]
    return render(request, "evaluation/tokens.html", {"tokens": shown, "page": page})


@login_required
@never_cache
@sensitive_variables("text")
def token_new(request: SignedIn) -> HttpResponse:
    """Make a token, and show it this once."""
    _check(request)
    form = MakeToken(request.POST or None)
    if request.method == "POST" and form.is_valid():
        token, text = make_token(by=request.user, **form.cleaned_data)
        # Shown by the answer itself: an address to go to would need it kept somewhere.
        return render(request, "evaluation/token_made.html", {"token": token, "text": text})
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "evaluation/token_new.html", {"form": form}, status=status)


@login_required
@require_POST
def token_revoke(request: SignedIn, key: UUID) -> HttpResponse:
    """End one's own token."""
    token = get_object_or_404(ApiToken, key=key, user=request.user)
    revoke_token(token, by=request.user)
    messages.success(request, f"The token “{token.name}” no longer works.")
    return redirect("tokens")


def _check(request: SignedIn) -> None:
    if not organisations(request.user, Permission.USE_API):
        raise Http404("There is no such page, or it is not yours to see.")


def _is_open(token: ApiToken) -> bool:
    return token.revoked is None and token.expires > timezone.now()


def _rows(token: ApiToken) -> list[tuple[str, str]]:
    said = dict(Scope.choices)
    state = f"Works until {written_day(token.expires)}"
    if token.revoked is not None:
        state = f"Revoked on {written_day(token.revoked)}"
    elif not _is_open(token):
        state = f"Expired on {written_day(token.expires)}"
    return [
        ("State", state),
        ("May", "; ".join(said.get(scope, scope) for scope in token.scopes)),
        ("Made", written_day(token.made)),
        ("Last used", written_moment(token.last_used) or "Never"),
    ]
