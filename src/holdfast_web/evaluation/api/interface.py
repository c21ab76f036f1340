"""The interface itself: its title, who may come in, and how it says that something is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled

from holdfast.kernel.errors import EngineError
from holdfast_web.evaluation.api.coming_in import Bearer, ByToken
from holdfast_web.evaluation.api.delivery import ROUTERS
from holdfast_web.evaluation.api.routes import router

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


api = NinjaAPI(
    title="Holdfast",
    version="1",
    description="Organisations, returns, evaluations and findings, and what is delivered: "
    "programmes, sites, staff, runs, registers, fidelity, homes and referrals, as far as you "
    "may see them. Every request carries a token in the header Authorization: Bearer …",
    urls_namespace="api",
    docs_url=None,
    auth=Bearer(),
    throttle=[ByToken()],
)
for area in ROUTERS:
    api.add_router("", area)
api.add_router("", router)  # last: it answers for addresses where there is nothing


def _said(
    request: HttpRequest, status: int, what: str, code: str, *, where: str = "", fix: str = ""
) -> HttpResponse:
    problem = {"what": what, "where": where, "fix": fix, "code": code}
    return api.create_response(request, problem, status=status)


@api.exception_handler(AuthenticationError)
def _no_token(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    answer = _said(
        request, 401, "There is no token that may be used.", "api.token-not-valid",
        fix="Send Authorization: Bearer with a token that has not expired or been revoked. Its "
        "person must still be able to sign in and do this in the pages.",
    )  # fmt: skip
    answer["WWW-Authenticate"] = "Bearer"
    return answer


@api.exception_handler(PermissionDenied)
def _no_scope(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    return _said(
        request, 403, str(error), "api.scope-missing", fix="Make a token with this scope."
    )


@api.exception_handler(Http404)
def _not_there(request: HttpRequest, error: Http404) -> HttpResponse:
    return _said(
        request, 404, "There is no such thing, or it is not yours to see.", "api.not-found",
        fix="Check the key, and the organisations that you have a role in.",
    )  # fmt: skip


@api.exception_handler(EngineError)
def _refused(request: HttpRequest, error: EngineError) -> HttpResponse:
    return _said(request, 409, error.what, error.code, where=error.where, fix=error.fix)


@api.exception_handler(Throttled)
def _too_often(request: HttpRequest, error: Throttled) -> HttpResponse:
    answer = _said(
        request, 429, "There were too many requests in a minute.", "api.too-many-requests",
        fix="Wait for the seconds that the header Retry-After says.",
    )  # fmt: skip
    answer["Retry-After"] = str(int(error.wait or 60) + 1)
    return answer


@api.exception_handler(HttpError)
def _unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    return _said(
        request, error.status_code, "The request cannot be read.", "api.request-unreadable",
        fix="Send JSON in UTF-8, of the shape that /api/v1/openapi.json describes.",
    )  # fmt: skip
