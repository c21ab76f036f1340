"""The pages of services and of what is referred to them."""

from functools import partial

from tests.journeys.page import Page, press

Led = partial(Page, who="programme_lead")
Paid = partial(Page, who="commissioner")
SERVICE, EMPTY = "/deliver/services/{service}/", "/deliver/services/{service_empty}/"
TRIAGE, WAITING = (f"/deliver/referrals/{{referral_{of}}}/" for of in ("triage", "waiting"))
ENDED, DRAFT = (f"/deliver/referrals/{{referral_{of}}}/" for of in ("ended", "draft"))
NAME = "Edge of care team"

PAGES = [
    Led(name="services", at="/deliver/services/", title="Services"),
    Led(name="service", at=SERVICE, title=NAME),
    Led(name="service-empty", at=EMPTY, title="A service to come"),
    Paid(name="service-commissioner", at=SERVICE, title=NAME),
    Led(name="service-add", at="/deliver/services/add/", title="Add a service"),
    Led(
        name="service-add-error", at="/deliver/services/add/", title="Error: Add a service",
        then=press("Save"),
    ),
    Led(name="service-change", at=f"{SERVICE}change/", title=f"Change {NAME}"),
    Led(name="service-places", at=f"{SERVICE}places/", title="How many places are there?"),
    Led(name="service-costs", at=f"{SERVICE}costs/", title="What does a place cost?"),
    Led(name="team-add", at=f"{SERVICE}team/add/", title="Add somebody to the team"),
    Led(
        name="team-member", at=SERVICE + "team/{member}/", title="Change Team member 1"
    ),
    Led(name="criteria", at=f"{SERVICE}criteria/", title=f"For whom {NAME} is"),
    Led(name="criteria-none", at=f"{EMPTY}criteria/", title="For whom A service to come is"),
    Led(name="criteria-new", at=f"{SERVICE}criteria/new/", title="How old are the children?"),
    Led(name="refer", at=f"{SERVICE}refer/", title=f"Refer a child to {NAME}"),
    Led(
        name="refer-error", at=f"{SERVICE}refer/", title=f"Error: Refer a child to {NAME}",
        then=press("Continue"),
    ),
    *(
        Led(name=f"say-{part}", at=f"{DRAFT}say/{part}/", title=title)
        for part, title in (
            ("birth", "When was the child born?"),
            ("stages", "Where on their journey is the child today?"),
            ("needs", "What does the child need help with?"),
            ("exclusions", "Does any of this apply to the child?"),
            ("score", "How great is the need?"),
            ("urgency", "How urgent is it?"),
            ("consent", "Consent"),
            ("source", "Who refers"),
        )
    ),
    Led(
        name="say-stages-error", at=f"{DRAFT}say/stages/", then=press("Continue"),
        title="Error: Where on their journey is the child today?",
    ),
    Led(name="referral-check", at=f"{DRAFT}check/", title="Check the referral"),
    Led(name="referrals", at=f"{SERVICE}referrals/", title=f"Referrals to {NAME}"),
    Led(
        name="referrals-none", at=f"{EMPTY}referrals/",
        title="Referrals to A service to come",
    ),
    Led(name="waiting-list", at=f"{SERVICE}waiting-list/", title=f"Waiting list of {NAME}"),
    Led(
        name="waiting-list-none", at=f"{EMPTY}waiting-list/",
        title="Waiting list of A service to come",
    ),
    Led(name="referral-triage", at=TRIAGE, title="Referral 8"),
    Led(name="referral-ended", at=ENDED, title="Referral 5"),
    *(
        Led(name=f"move-{move}", at=f"{of}move/{move}/", title=title)
        for of, move, title in (
            (TRIAGE, "accept", "Accept this child"),
            (TRIAGE, "ask", "Ask for more information"),
            (TRIAGE, "decline", "Decline this referral"),
            (TRIAGE, "pass-on", "Pass on to another service"),
            (WAITING, "allocate", "Who leads?"),
        )
    ),
    Led(
        name="move-decline-error", at=f"{TRIAGE}move/decline/", then=press("Save"),
        title="Error: Decline this referral",
    ),
    Led(name="referral-team", at=f"{WAITING}team/", title="Who has this case?"),
    Led(name="take-back", at=f"{WAITING}take-back/", title="Take back the last move"),
    Led(name="caseloads", at=f"{SERVICE}caseloads/", title=f"Caseloads of {NAME}"),
    Led(
        name="caseloads-none", at=f"{EMPTY}caseloads/",
        title="Caseloads of A service to come",
    ),
    Led(name="capacity", at=f"{SERVICE}capacity/", title=f"Capacity of {NAME}"),
    Led(
        name="capacity-none", at=f"{EMPTY}capacity/", title="Capacity of A service to come"
    ),
    Paid(name="capacity-commissioner", at=f"{SERVICE}capacity/", title=f"Capacity of {NAME}"),
    Led(name="drift", at=f"{SERVICE}drift/", title=f"Drift of {NAME}"),
    Led(name="drift-none", at=f"{EMPTY}drift/", title="Drift of A service to come"),
    Paid(name="drift-commissioner", at=f"{SERVICE}drift/", title=f"Drift of {NAME}"),
    Led(name="drift-release", at=f"{SERVICE}drift/release/", title="Take the numbers away"),
    Page(
        name="protocol-from-service", at="/protocols/{draft}/enrolments/from-service/",
        title="Take enrolments from a service",
    ),
    Led(name="drift-decided", at=SERVICE + "drift/{alert}/", title="What is decided?"),
]  # fmt: skip

A_FILE = "it gives a file"
LEADS_ON = "it does something and leads to a page that is here"
WITHOUT = {
    "deliver:criteria_new_step": "test_referrals.py goes through every step",
    "deliver:service_enrolments": A_FILE,
    "deliver:referral_delete": LEADS_ON,
}
"""By the name of an address: why no page of it is looked at."""
