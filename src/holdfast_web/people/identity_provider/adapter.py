"""What is asked of the identity provider when somebody comes back, and does it all agree?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter

from holdfast_web.people.identity_provider.tokens import NotTrusted, read

if TYPE_CHECKING:
    from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
    from django.http import HttpRequest

WELL_KNOWN = "/.well-known/openid-configuration"
ADDRESSES = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")


class Adapter(OpenIDConnectOAuth2Adapter):
    """Takes the provider's word only where every part of it agrees with every other."""

    nonce = ""
    """The number that went out with the person; set by the view that they come back to."""

    @property
    def openid_config(self) -> dict[str, Any]:
        """Give what the provider says of itself, if it speaks for the server that was named.

        Raises
        ------
        NotTrusted
            Where it speaks for another, or sends us on without encryption.
        """
        said: dict[str, Any] = super().openid_config
        server = self.get_provider().app.settings["server_url"]
        named = server.removesuffix(WELL_KNOWN).rstrip("/")
        if str(said.get("issuer", "")).rstrip("/") != named:
            raise NotTrusted("issuer")
        if any(
            urlsplit(said.get(name, "")).scheme != urlsplit(server).scheme for name in ADDRESSES
        ):
            raise NotTrusted("address")
        return said

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        """Give who has signed in there.

        Raises
        ------
        NotTrusted
            Where there is no identity token, a check of it fails, or the rest of what the
            provider says is about somebody else.
        """
        given = kwargs["response"].get("id_token")
        if not given:
            raise NotTrusted("incomplete")
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        claims = read(
            given, keys=answer.json(), issuer=self.openid_config["issuer"],
            client=app.client_id, nonce=self.nonce,
        )  # fmt: skip
        person = self._fetch_user_info(token.token)
        if person.get("sub") != claims["sub"]:
            raise NotTrusted("subject")
        said = {"userinfo": person, "id_token": claims}
        login: SocialLogin = self.get_provider().sociallogin_from_response(request, said)
        return login
