"""Where does a person leave for the identity provider, and where do they come back?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.http import Http404

from holdfast_web.people.identity_provider.adapter import Adapter

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class Return(OAuth2CallbackView):
    """Takes up the way that began here, with what was kept of its beginning."""

    adapter: Adapter

    def _get_state(self, request: HttpRequest, provider: Any) -> tuple[Any, Any]:
        state, answer = super()._get_state(request, provider)
        self.adapter.nonce = (state or {}).get("nonce", "")
        return state, answer


def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send a person to the identity provider."""
    return _follow(OAuth2LoginView, request, provider_id)


def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Let a person in who comes back from there."""
    return _follow(Return, request, provider_id)


def _follow(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        answer: HttpResponse = view.adapter_view(Adapter(request, provider_id))(request)
    except SocialApp.DoesNotExist:
        raise Http404("There is no such identity provider.") from None
    return answer
