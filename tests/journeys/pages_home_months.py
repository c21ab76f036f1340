"""The pages of homes' months and of fidelity."""

from functools import partial

from tests.journeys.page import Page, press

Led = partial(Page, who="programme_lead")
MONTHS = "/deliver/home-months/"
HOME, HOUSE = MONTHS + "{home}/", MONTHS + "{house}/"
COMPARE = f"{MONTHS}compare/"
COMPARED = "?programme=urn:programme:result&measure=restraints.count"
RESTRAINTS = "/deliver/restraints/"
FIDELITY = "/deliver/fidelity/"
INSTRUMENTS = f"{FIDELITY}instruments/"
REVIEWS = f"{FIDELITY}reviews/"
REVIEW = REVIEWS + "{review}/"

PAGES = [
    Led(name="home-months", at=MONTHS, title="Homes by month"),
    Led(name="home-month-list", at=HOUSE, title="Invented House 2 by month"),
    Led(name="home-month-list-gaps", at=HOME, title="Invented House by month"),
    Page(
        name="home-month-list-analyst", at=HOME, title="Invented House by month"
    ),
    Led(
        name="home-month", at=HOME + "{last_month}/",
        title="{last_month_said} in Invented House",
    ),
    Led(name="home-charts", at=f"{HOUSE}charts/", title="Process charts of Invented House 2"),
    Led(
        name="home-chart", at=f"{HOUSE}charts/restraints/",
        title="Restraints in Invented House 2",
    ),
    Led(
        name="home-chart-too-few", at=f"{HOME}charts/restraints/",
        title="Restraints in Invented House",
    ),
    Led(
        name="home-pack", at=f"{HOUSE}pack/",
        title="Invented House 2, {last_month_said}",
    ),
    Led(name="home-months-upload", at=f"{MONTHS}upload/", title="Bring months as a list"),
    Led(
        name="home-months-upload-error", at=f"{MONTHS}upload/",
        title="Error: Bring months as a list", then=press("Show what it would change"),
    ),
    Led(name="homes-compare", at=COMPARE, title="Compare trained and comparison homes"),
    Led(
        name="homes-compared", at=f"{COMPARE}{COMPARED}",
        title="Compare trained and comparison homes",
    ),
    Led(
        name="homes-compare-refused",
        at=f"{COMPARE}?programme=urn:programme:result&measure=leavers.count",
        title="Compare trained and comparison homes",
    ),
    Led(name="homes-chosen", at=f"{COMPARE}chosen/{COMPARED}", title="How homes were chosen"),
    Led(
        name="homes-chosen-error", at=f"{COMPARE}chosen/{COMPARED}",
        title="Error: How homes were chosen", then=press("Keep this"),
    ),
    Led(name="homes-release", at=f"{COMPARE}release/{COMPARED}", title="Ask for a release"),
    Led(name="restraints", at=RESTRAINTS, title="Restraints"),
    Led(
        name="home-restraints", at=f"{HOME}restraints/?show=all",
        title="Restraints in Invented House",
    ),
    Led(
        name="home-restraints-none", at=f"{HOUSE}restraints/",
        title="Restraints in Invented House 2",
    ),
    Led(name="restraint-add", at=f"{HOME}restraints/add/", title="Enter a restraint"),
    Led(
        name="restraint-add-error", at=f"{HOME}restraints/add/",
        title="Error: Enter a restraint", then=press("Enter it"),
    ),
    Led(name="restraint", at=RESTRAINTS + "{restraint}/", title="Record 1 in Invented House"),
    Led(
        name="restraint-take-out", at=RESTRAINTS + "{restraint}/take-out/",
        title="Take out Record 1",
    ),
    Led(name="fidelity", at=FIDELITY, title="Fidelity"),
    Led(name="fidelity-by-run", at=f"{FIDELITY}?by=run", title="Fidelity"),
    Led(
        name="fidelity-trend", at=FIDELITY + "{instrument}/trend/?by=facilitator&of={reviewed}",
        title="Facilitator 1 over time",
    ),
    Led(name="fidelity-reviews", at=REVIEWS, title="Fidelity reviews"),
    Led(name="fidelity-review", at=REVIEW, title="Review of Facilitator 1"),
    Led(
        name="fidelity-review-error", at=REVIEW, title="Error: Review of Facilitator 1",
        then=press("Add it"),
    ),
    Page(name="fidelity-review-analyst", at=REVIEW, title="Review of Facilitator 1"),
    Led(name="fidelity-withdraw", at=f"{REVIEW}withdraw/", title="Withdraw a review"),
    Led(name="fidelity-review-add", at=f"{REVIEWS}add/", title="Which run?"),
    Led(name="fidelity-instruments", at=INSTRUMENTS, title="Instruments of fidelity"),
    Led(
        name="fidelity-instrument", at=INSTRUMENTS + "{instrument}/",
        title="Motivational interviewing observed, MITI 4",
    ),
    Led(
        name="fidelity-instrument-where", at=f"{INSTRUMENTS}add/",
        title="Take up an instrument",
    ),
    Led(
        name="fidelity-instrument-add-error", at=INSTRUMENTS + "add/{organisation}/",
        title="Error: Take up an instrument", then=press("Take it up"),
    ),
    Led(
        name="fidelity-instrument-own", at=INSTRUMENTS + "add/{organisation}/own/",
        title="Take up an instrument",
    ),
]  # fmt: skip

A_FILE = "it gives a file"
LEADS_ON = "it does something and leads to a page that is here"
WITHOUT = {
    "deliver:home_months_template": A_FILE,
    "deliver:home_months_apply": LEADS_ON,
    "deliver:home_pack_pdf": A_FILE,
    "deliver:fidelity_review_add_step": "test_fidelity.py goes through every step",
    "deliver:review_action_done": LEADS_ON,
}
"""By the name of an address: why no page of it is looked at."""
