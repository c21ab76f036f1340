"""What does Annex A add: contacts, early help, and care leavers.

The other lists of Annex A hold what the SSDA903 and the CIN census hold better, since those
look back over whole years. Annex A looks back a few months, so its stages are no whole
history.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

from holdfast.records.spells import ANNEX_A, spells

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from holdfast.records.kind_of_return import KindOfReturn


def annex_a_stages(annex_a: KindOfReturn) -> list[ir.Table]:
    """Give the spells of whichever of the three lists was returned."""
    makers = {
        "annex_a_contacts": _contacts,
        "annex_a_early_help": _early_help,
        "annex_a_care_leavers": _care_leavers,
    }
    return [make(annex_a) for table, make in makers.items() if annex_a.has(table)]


def _contacts(annex_a: KindOfReturn) -> ir.Table:
    rows = annex_a.latest("annex_a_contacts", key=("child", "contact_date", "contact_source"))
    return spells(
        rows,
        "contact",
        start=rows.contact_date,
        end=rows.contact_date,
        source=ANNEX_A,
        detail=rows.contact_source,
    )


def _early_help(annex_a: KindOfReturn) -> ir.Table:
    rows = annex_a.latest(
        "annex_a_early_help",
        key=("child", "assessment_start"),
        also=("assessing_organisation",),
        end="assessment_completed",
    )
    return spells(
        rows,
        "early_help",
        start=rows.assessment_start,
        end=rows.assessment_completed,
        source=ANNEX_A,
        detail=rows.assessing_organisation,
    )


def _care_leavers(annex_a: KindOfReturn) -> ir.Table:
    rows = annex_a.latest(
        "annex_a_care_leavers", key=("child", "latest_contact", "eligibility")
    )
    # The list says who is known to the service on the day it closes, and not since when.
    closing = annex_a.years.last_day(rows.return_year)
    still = rows.return_year == annex_a.years.latest
    start = ibis.coalesce(ibis.least(rows.latest_contact, closing), closing)
    return spells(
        rows,
        "care_leaver",
        start=start,
        end=ibis.ifelse(still, ibis.null("date"), closing),
        source=ANNEX_A,
        detail=rows.eligibility,
    )
