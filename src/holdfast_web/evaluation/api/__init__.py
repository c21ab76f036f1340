"""How do programs use the service? `/api/v1`: organisations, returns, evaluations, findings."""

from holdfast_web.evaluation.api.interface import api

__all__ = ["api"]
