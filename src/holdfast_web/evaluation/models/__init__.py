"""What is kept of evaluations? Protocols, the files beside them, runs, and keys to the API."""

from holdfast_web.evaluation.models.api_token import ApiToken, Scope
from holdfast_web.evaluation.models.protocol import Protocol, ProtocolState
from holdfast_web.evaluation.models.protocol_file import FileKind, ProtocolFile
from holdfast_web.evaluation.models.run import Run

__all__ = [
    "ApiToken",
    "FileKind",
    "Protocol",
    "ProtocolFile",
    "ProtocolState",
    "Run",
    "Scope",
]
