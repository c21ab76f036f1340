"""The addresses of evaluations' pages."""

from django.urls import path

from holdfast_web.evaluation.api import api
from holdfast_web.evaluation.views import (
    api_guide,
    builder,
    from_service,
    protocols,
    runs,
    tokens,
)

urlpatterns = [
    path("api/", api_guide.guide, name="api_guide"),
    path("api/v1/", api.urls),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/new/", tokens.token_new, name="token_new"),
    path("tokens/<uuid:key>/revoke/", tokens.token_revoke, name="token_revoke"),
    path("evaluations/", runs.evaluations, name="evaluations"),
    path("evaluations/<uuid:key>/", runs.run, name="run"),
    path("evaluations/<uuid:key>/release/", runs.run_release, name="run_release"),
    path("evaluations/<uuid:key>/beside/<uuid:other>/", runs.run_compare, name="run_compare"),
    path("protocols/", protocols.protocols, name="protocols"),
    path("protocols/upload/", protocols.protocol_upload, name="protocol_upload"),
    path("protocols/new/", builder.WriteProtocol.as_view(), name="protocol_new"),
    path(
        "protocols/new/<slug:step>/", builder.WriteProtocol.as_view(), name="protocol_new_step"
    ),
    path("protocols/<uuid:key>/", protocols.protocol, name="protocol"),
    path("protocols/<uuid:key>/protocol.yaml", protocols.protocol_text, name="protocol_text"),
    path(
        "protocols/<uuid:key>/change/", builder.ChangeProtocol.as_view(), name="protocol_edit"
    ),
    path(
        "protocols/<uuid:key>/change/<slug:step>/",
        builder.ChangeProtocol.as_view(),
        name="protocol_edit_step",
    ),
    path("protocols/<uuid:key>/lock/", protocols.protocol_lock, name="protocol_lock"),
    path("protocols/<uuid:key>/copy/", protocols.protocol_copy, name="protocol_copy"),
    path("protocols/<uuid:key>/run/", runs.run_new, name="run_new"),
    path(
        "protocols/<uuid:key>/enrolments/from-service/",
        from_service.protocol_from_service,
        name="protocol_from_service",
    ),
    *(
        path(
            f"protocols/<uuid:key>/{kind.replace('_', '-')}/",
            protocols.protocol_file,
            {"kind": kind},
            name=f"protocol_{kind}",
        )
        for kind in ("enrolments", "cost_ledger")
    ),
]
