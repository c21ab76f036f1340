"""How is a CIN census written? XML in the order of the schema, built as text in columns.

A year's children are joined into text by columns, not one by one, and written chunk after
chunk, so that a million children take no more memory than twenty thousand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from holdfast.kernel.dates import year_end

if TYPE_CHECKING:
    from collections.abc import Mapping

LEA = "999"  # no authority has it
ASSESSMENT_LIST = "FactorsIdentifiedAtAssessment"
MODULES = ("assessments", "need_plans", "enquiries", "plans", "pre_proceedings")
ESCAPES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))
PRE_PROCEEDINGS = {
    "start": "PPStartDate",
    "letter_sent": "LBPSentDate",
    "fgdm_offered": "FGDMMeetingOffer",
    "fgdm_held": "FGDMMeetingFac",
    "initial_meeting": "InitialPPMeetingDate",
    "review_meetings": "ReviewMeetingsCount",
    "step_decision": "StepDecisionDate",
    "outcome": "PPOutcome",
    "court_application": "CourtAppDate",
    "initial_letter": "LetterInitCPDate",
}
SEX_ELEMENT_FROM = 2025


def opening(year: int) -> str:
    """Give the beginning of a census file: its header, which says that it is synthetic."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        "<!-- Synthetic: every child in this file is invented. -->\n"
        "<Message>\n<Header>\n<CollectionDetails><Collection>CIN</Collection>"
        f"<Year>{year}</Year><ReferenceDate>{year_end(year)}</ReferenceDate>"
        "</CollectionDetails>\n<Source><SourceLevel>L</SourceLevel>"
        f"<LEA>{LEA}</LEA><SoftwareCode>Holdfast synthetic</SoftwareCode>"
        "<Release>1</Release><SerialNo>001</SerialNo>"
        f"<DateTime>{year}-06-01T09:00:00</DateTime></Source>\n</Header>\n<Children>\n"
    )


CLOSING = "</Children>\n</Message>\n"


def children_text(tables: Mapping[str, pl.DataFrame], year: int) -> str:
    """Write the children of one chunk, one line each, in order.

    Parameters
    ----------
    tables
        Of `CaseRecords.year`, perhaps with faults put in: any date may be text.
    """
    cases = tables["cases"]
    for name in MODULES:
        module = tables.get(name)
        if module is None:
            module = pl.DataFrame(schema={"case": pl.Int64, name: pl.String})
        else:
            text = module.select("case", WRITERS[name]().alias(name))
            module = text.group_by("case", maintain_order=True).agg(pl.col(name).str.join(""))
        cases = cases.join(module, on="case", how="left", maintain_order="left")
    details = cases.select("place", _case().alias("cases"))
    by_child = details.group_by("place", maintain_order=True).agg(pl.col("cases").str.join(""))
    people = tables["children"].join(by_child, on="place", how="inner", maintain_order="left")
    lines = people.select(_child(year)).to_series()
    return "\n".join(lines.to_list()) + "\n" if len(lines) else ""


def element(tag: str, column: str | pl.Expr) -> pl.Expr:
    """Write one element from a column; nothing where the column is null."""
    value = pl.col(column) if isinstance(column, str) else column
    text = value.cast(pl.String)
    for sign, escaped in ESCAPES:
        text = text.str.replace_all(sign, escaped, literal=True)
    return pl.lit(f"<{tag}>") + text + pl.lit(f"</{tag}>")


def _within(tag: str, *parts: pl.Expr) -> pl.Expr:
    inside = pl.concat_str(*parts, ignore_nulls=True)
    return pl.concat_str(pl.lit(f"<{tag}>"), inside, pl.lit(f"</{tag}>"))


def _repeated(tag: str, column: str) -> pl.Expr:
    """Write an element for each part of a text joined by semicolons; null stays null."""
    opened, closed = f"<{tag}>", f"</{tag}>"
    parts = pl.col(column).str.replace_all(";", closed + opened, literal=True)
    return pl.lit(opened) + parts + pl.lit(closed)


def _child(year: int) -> pl.Expr:
    sex = "Sex" if year >= SEX_ELEMENT_FROM else "GenderCurrent"
    return _within(
        "Child",
        _within(
            "ChildIdentifiers",
            element("LAchildID", "child"),
            element("UPNunknown", "upn_unknown"),
            element("PersonBirthDate", "dob"),
            element(sex, "sex"),
            element("PersonDeathDate", "death_date"),
        ),
        _within(
            "ChildCharacteristics",
            element("Ethnicity", "ethnicity"),
            _within(
                "Disabilities",
                element("Disability", "disability"),
                element("Disability", "second_disability"),
            ),
        ),
        pl.col("cases"),
    )


def _case() -> pl.Expr:
    return _within(
        "CINdetails",
        element("CINreferralDate", "referral_date"),
        element("ReferralSource", "referral_source"),
        element("PrimaryNeedCode", "primary_need"),
        element("CINclosureDate", "closure_date"),
        element("ReasonForClosure", "closure_reason"),
        pl.col("assessments"),
        pl.col("need_plans"),
        pl.col("enquiries"),
        element("ReferralNFA", "no_further_action"),
        pl.col("plans"),
        pl.col("pre_proceedings"),
    )


def _assessment() -> pl.Expr:
    factors = _repeated("AssessmentFactors", "factors")
    return _within(
        "Assessments",
        element("AssessmentActualStartDate", "start"),
        element("AssessmentAuthorisationDate", "authorised"),
        pl.lit(f"<{ASSESSMENT_LIST}>") + factors + pl.lit(f"</{ASSESSMENT_LIST}>"),
    )


def _need_plan() -> pl.Expr:
    return _within(
        "CINPlanDates", element("CINPlanStartDate", "start"), element("CINPlanEndDate", "end")
    )


def _enquiry() -> pl.Expr:
    return _within(
        "Section47",
        element("S47ActualStartDate", "start"),
        element("InitialCPCtarget", "conference_target"),
        element("DateOfInitialCPC", "conference_date"),
        element("ICPCnotRequired", "conference_not_required"),
    )


def _plan() -> pl.Expr:
    reviews = _repeated("CPPreviewDate", "reviews")
    return _within(
        "ChildProtectionPlans",
        element("CPPstartDate", "start"),
        element("CPPendDate", "end"),
        element("InitialCategoryOfAbuse", "initial_category"),
        element("LatestCategoryOfAbuse", "latest_category"),
        element("NumberOfPreviousCPP", "previous_plans"),
        pl.lit("<Reviews>") + reviews + pl.lit("</Reviews>"),
    )


def _pre_proceedings() -> pl.Expr:
    return _within(
        "PreProceedingsandFGDM",
        *(element(tag, column) for column, tag in PRE_PROCEEDINGS.items()),
    )


WRITERS = {
    "assessments": _assessment,
    "need_plans": _need_plan,
    "enquiries": _enquiry,
    "plans": _plan,
    "pre_proceedings": _pre_proceedings,
}
