"""Which enrolments does an evaluation read of a service's referrals?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.deliver.enrolment_table import Served, enrolment_table
from holdfast_web.deliver.referral_words import state_of

if TYPE_CHECKING:
    import polars as pl

    from holdfast_web.deliver.models import Service


def enrolments_of(service: Service) -> pl.DataFrame:
    """Give a service's referrals as the table that an evaluation keeps of its enrolments."""
    referrals = service.referrals.filter(number__isnull=False).order_by("number")
    return enrolment_table(
        Served(
            pseudonym=one.pseudonym,
            referred=one.received,
            state=state_of(one),
            accepted=one.accepted is not None,
            started=one.started,
            ended=one.over if one.started is not None else None,
            team=service.name,
        )
        for one in referrals
        if one.received is not None
    )
