"""The page of the interface for programs: its addresses and shapes, from OpenAPI, in words.

Drawn here and not by a script: it works under the strict rules for pages, and in print.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from holdfast_web.evaluation.api import api
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import organisations

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse

    from holdfast_web.people.signed_in import SignedIn

MEANINGS = {
    "200": "what was asked for",
    "201": "what was begun or added",
    "400": "the request cannot be read",
    "401": "no token that may be used",
    "403": "the token lacks the scope",
    "404": "no such thing, or not yours to see",
    "409": "it cannot be done as things stand",
    "422": "the shape of the request is wrong",
    "429": "too many requests in a minute",
}


@login_required
def guide(request: SignedIn) -> HttpResponse:
    """Show every address with what it takes and gives."""
    if not organisations(request.user, Permission.USE_API):
        raise Http404("There is no such page, or it is not yours to see.")
    schema = api.get_openapi_schema()
    operations = [
        {
            "id": one["operationId"].rsplit(".", 1)[-1].replace("_", "-"),
            "method": method.upper(),
            "path": path,
            "summary": one["summary"],
            "words": one.get("description", ""),
            "parameters": [_parameter(of) for of in one.get("parameters", ())],
            "body": _shape(_content(one.get("requestBody", {}))),
            "responses": [
                (code, MEANINGS.get(str(code), ""), _shape(_content(of)))
                for code, of in one["responses"].items()
            ],
        }
        for path, methods in schema["paths"].items()
        for method, one in methods.items()
    ]
    shapes = [
        (_name(name), of.get("description", ""), _fields(of))
        for name, of in schema["components"]["schemas"].items()
    ]
    shown = {
        "operations": operations,
        "parameter_head": ("Name", "Type", "Meaning"),
        "response_head": ("Status", "Meaning", "Shape"),
        "shape_head": ("Field", "Type"),
        "shapes": shapes,
        "openapi": reverse("api:openapi-json"),
        "address": request.build_absolute_uri("/api/v1/evaluations"),
    }
    return render(request, "evaluation/api_guide.html", shown)


def _parameter(of: Mapping[str, Any]) -> tuple[str, str, str]:
    need = "required" if of.get("required") else f"default {of['schema'].get('default')}"
    return (of["name"], _type(of["schema"]), f"{of.get('description', '')} ({need})".strip())


def _content(of: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = (
        of.get("content", {}).get("application/json", {}).get("schema", {})
    )
    return found


def _name(of: str) -> str:
    """Say the name of a shape as it is read: `Many of Run` for `Many_Run_`."""
    return re.sub(r"^(\w+?)_(\w+)_$", r"\1 of \2", of)


def _shape(schema: Mapping[str, Any]) -> str:
    return _type(schema) if schema else ""


def _fields(of: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(name, _type(one)) for name, one in of.get("properties", {}).items()]


def _type(schema: Mapping[str, Any]) -> str:
    """Say the type of a value in a few words."""
    if "$ref" in schema:
        return _name(str(schema["$ref"]).rsplit("/", 1)[-1])
    for one_of in ("anyOf", "oneOf"):
        if one_of in schema:
            return " or ".join(_type(one) for one in schema[one_of])
    if "enum" in schema:
        return " or ".join(map(str, schema["enum"]))
    if schema.get("type") == "array":
        return f"list of {_type(schema['items'])}"
    return str(schema.get("format") or schema.get("type") or "anything")
