"""An identity provider on this machine: OpenID Connect by oauthlib, signed tokens, real HTTP.

It does as the standard says, until a test tells it to lie.
"""

import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from urllib.parse import urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from oauthlib.openid import RequestValidator, Server

CLIENT, SECRET = "holdfast", "an invented secret of a client"
KEY, OTHER_KEY = (rsa.generate_private_key(65537, 2048) for _ in range(2))


class Memory(RequestValidator):
    """What the provider knows: one client, and the codes and tokens that it gave."""

    def __init__(self, provider):
        super().__init__()
        self.provider, self.codes, self.tokens = provider, {}, set()

    def validate_client_id(self, client_id, request):
        return client_id == CLIENT

    def validate_redirect_uri(self, client_id, redirect_uri, request):
        return urlsplit(redirect_uri).path == "/account/oidc/council/login/callback/"

    def validate_response_type(self, client_id, response_type, client, request):
        return response_type == "code"

    def validate_scopes(self, client_id, scopes, client, request):
        return set(scopes) <= {"openid", "profile", "email"}

    def validate_user_match(self, id_token_hint, scopes, claims, request):
        return True

    def is_pkce_required(self, client_id, request):
        return True

    def save_authorization_code(self, client_id, code, request):
        self.codes[code["code"]] = SimpleNamespace(
            uri=request.redirect_uri, scopes=request.scopes, nonce=request.nonce,
            challenge=request.code_challenge, method=request.code_challenge_method,
        )  # fmt: skip

    def client_authentication_required(self, request):
        return True

    def authenticate_client(self, request):
        request.client = SimpleNamespace(client_id=CLIENT)
        return (request.client_id, request.client_secret) == (CLIENT, SECRET)

    def validate_grant_type(self, client_id, grant_type, client, request):
        return grant_type == "authorization_code"

    def validate_code(self, client_id, code, client, request):
        request.scopes = self.codes[code].scopes if code in self.codes else []
        return code in self.codes

    def confirm_redirect_uri(self, client_id, code, redirect_uri, client, request):
        return self.codes[code].uri == redirect_uri

    def get_code_challenge(self, code, request):
        return self.codes[code].challenge

    def get_code_challenge_method(self, code, request):
        return self.codes[code].method

    def get_authorization_code_scopes(self, client_id, code, redirect_uri, request):
        return self.codes[code].scopes

    def get_authorization_code_nonce(self, client_id, code, redirect_uri, request):
        return self.codes[code].nonce

    def invalidate_authorization_code(self, client_id, code, request):
        del self.codes[code]

    def save_bearer_token(self, token, request):
        self.tokens.add(token["access_token"])

    def finalize_id_token(self, claims, token, handler, request):
        said = claims | {"iss": self.provider.address, "exp": int(time.time()) + 300}
        said |= {"sub": self.provider.person["sub"]} | self.provider.says
        said = {name: value for name, value in said.items() if value is not None}
        return jwt.encode(
            said, self.provider.key, algorithm=self.provider.algorithm, headers={"kid": "1"}
        )

    def validate_bearer_token(self, token, scopes, request):
        return token in self.tokens

    def get_userinfo_claims(self, request):
        return self.provider.person | self.provider.says_of_person


class Provider(ThreadingHTTPServer):
    """The provider; `person` is who has signed in there."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answers)
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.memory = Memory(self)
        self.oauth = Server(self.memory)
        self.person = {"sub": "1", "email": "nobody@northmere.example", "email_verified": True}
        self.says, self.says_of_person, self.says_of_itself = {}, {}, {}
        self.key, self.algorithm = KEY, "RS256"
        self.asked = []

    def itself(self):
        at = self.address
        return {
            "issuer": at, "authorization_endpoint": f"{at}/authorize",
            "token_endpoint": f"{at}/token", "userinfo_endpoint": f"{at}/person",
            "jwks_uri": f"{at}/keys", "response_types_supported": ["code"],
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        } | self.says_of_itself  # fmt: skip

    def keys(self):
        key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
        return {"keys": [key | {"kid": "1", "alg": "RS256", "use": "sig"}]}


class Answers(BaseHTTPRequestHandler):
    """Passes requests on to oauthlib, and its answers back."""

    def do_GET(self):
        provider, path = self.server, urlsplit(self.path).path
        provider.asked.append(self.path)
        if path == "/.well-known/openid-configuration":
            self.answer({}, json.dumps(provider.itself()), 200)
        elif path == "/keys":
            self.answer({}, json.dumps(provider.keys()), 200)
        elif path == "/person":
            self.answer(
                *provider.oauth.create_userinfo_response(self.path, headers=self.given())
            )
        elif path == "/authorize":
            scopes, credentials = provider.oauth.validate_authorization_request(self.url())
            self.answer(
                *provider.oauth.create_authorization_response(
                    self.url(), scopes=scopes, credentials={"user": provider.person["sub"]}
                )
            )
            assert credentials["client_id"] == CLIENT
        else:
            self.answer({}, "", 404)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.asked.append(f"{self.path}?{body}")
        self.answer(
            *self.server.oauth.create_token_response(self.url(), "POST", body, self.given())
        )

    def url(self):
        return self.server.address + self.path

    def given(self):
        return dict(self.headers.items())

    def answer(self, headers, body, status):
        sent = (body or "").encode()
        self.send_response(status)
        for name, value in ({"Content-Type": "application/json"} | headers).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)

    def log_message(self, *words):
        """Say nothing."""


@contextmanager
def provider_at_hand():
    """Give a provider that listens, and end it afterwards."""
    with Provider() as provider:
        thread = threading.Thread(target=provider.serve_forever, args=(0.05,))
        thread.start()
        yield provider
        provider.shutdown()
        thread.join()
