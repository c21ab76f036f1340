"""Is an identity token real, for us, for now and for this very sign-in?

The checks are those of OpenID Connect Core 1.0, section 3.1.3.7. Its step 6 would let us trust
the connection instead of the signature; we check the signature all the same, since a proxy that
opens connections stands in front of many authorities' networks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jwt
from allauth.socialaccount.providers.oauth2.client import OAuth2Error

if TYPE_CHECKING:
    from collections.abc import Mapping

ALGORITHMS = [
    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA",
]  # fmt: skip
"""Signed with a key that only the provider has: neither unsigned nor with a shared secret."""
CLOCKS_MAY_DIFFER = 60  # seconds
NEEDED = ["iss", "sub", "aud", "exp", "iat", "nonce"]


class NotTrusted(OAuth2Error):  # noqa: N818  (a refusal, which allauth shows as a page)
    """The provider's answer is not to be trusted; `reason` is one word for the trail."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The identity provider's answer was refused: {reason}.")
        self.reason = reason


REASONS: dict[type[jwt.PyJWTError], str] = {
    jwt.ExpiredSignatureError: "expired",
    jwt.ImmatureSignatureError: "not yet valid",
    jwt.InvalidIssuedAtError: "not yet valid",
    jwt.InvalidIssuerError: "issuer",
    jwt.InvalidAudienceError: "audience",
    jwt.MissingRequiredClaimError: "incomplete",
    jwt.InvalidAlgorithmError: "algorithm",
    jwt.InvalidSignatureError: "signature",
}


def read(
    token: str, *, keys: Mapping[str, Any], issuer: str, client: str, nonce: str
) -> dict[str, Any]:
    """Give what an identity token says, once it has passed every check.

    Parameters
    ----------
    token
        As the provider gave it in exchange for the code.
    keys
        The provider's present keys, as its `jwks_uri` gives them.
    issuer, client
        Who must have made it, and for whom.
    nonce
        The number that we sent with the person and that must have come back.

    Raises
    ------
    NotTrusted
        Where one of the checks fails.
    """
    try:
        claims: dict[str, Any] = jwt.decode(
            token, _key(token, keys), algorithms=ALGORITHMS, issuer=issuer, audience=client,
            leeway=CLOCKS_MAY_DIFFER, options={"require": NEEDED},
        )  # fmt: skip
    except jwt.PyJWTError as error:
        raise NotTrusted(REASONS.get(type(error), "unreadable")) from error
    audience = claims["aud"]
    several = isinstance(audience, list) and len(audience) > 1
    if claims.get("azp", None if several else client) != client:
        raise NotTrusted("audience")
    if not nonce or claims["nonce"] != nonce:
        raise NotTrusted("nonce")
    return claims


def _key(token: str, keys: Mapping[str, Any]) -> jwt.PyJWK:
    known = jwt.PyJWKSet.from_dict(dict(keys)).keys
    name = jwt.get_unverified_header(token).get("kid")
    found = [key for key in known if name is None or key.key_id == name]
    if len(found) != 1:
        raise NotTrusted("signature")
    return found[0]
