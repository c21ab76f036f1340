"""The pages of sites, homes, staff, facilitators, coverage and what is seen across sites."""

from functools import partial

from tests.journeys.page import Page, press

Led = partial(Page, who="programme_lead")
Counts = partial(Page, who="commissioner")
HOME, STAFF = "/deliver/homes/{home}/", "/deliver/staff/{staff}/"
SITE, RUN = "/deliver/sites/{site}/", "/deliver/runs/{delivered}/facilitators/"
COVERAGE = "/deliver/coverage/"
OF_RUN = COVERAGE + "{delivered}/"
MEMBER = "Staff member 4"
NOTHING = "?words=nothing-like-it"

PAGES = [
    Led(name="homes", at="/deliver/homes/", title="Homes"),
    Led(name="homes-none", at=f"/deliver/homes/{NOTHING}", title="Homes"),
    Led(name="home-of-children", at=HOME, title="Invented House"),
    Counts(name="home-of-children-counts", at=HOME, title="Invented House"),
    Led(name="home-change", at=f"{HOME}change/", title="Change the home"),
    Led(name="staff", at=f"{HOME}staff/", title="Staff of Invented House"),
    Led(name="staff-none", at=f"{HOME}staff/{NOTHING}", title="Staff of Invented House"),
    Led(name="staff-add", at=f"{HOME}staff/add/", title="Add a member of staff"),
    Led(
        name="staff-add-error", at=f"{HOME}staff/add/", title="Error: Add a member of staff",
        then=press("Save"),
    ),
    Led(name="staff-member", at=STAFF, title=MEMBER),
    Led(name="staff-change", at=f"{STAFF}change/", title="Change"),
    Led(name="staff-leave", at=f"{STAFF}leave/", title="When do they leave?"),
    Led(name="staff-away", at=f"{STAFF}away/", title="When are they away?"),
    Led(name="staff-back", at="/deliver/absences/{absence}/back/", title="When are they back?"),
    Led(name="roster", at=f"{HOME}roster/", title="Roster of Invented House"),
    Led(
        name="roster-none", at=f"{HOME}roster/?week=2020-01-06",
        title="Roster of Invented House",
    ),
    Led(name="lists", at=f"{HOME}lists/", title="Lists brought for Invented House"),
    Led(
        name="list-bring", at=f"{HOME}lists/bring/",
        title="Bring a list of staff or a roster",
    ),
    Led(
        name="list-bring-error", at=f"{HOME}lists/bring/",
        title="Error: Bring a list of staff or a roster", then=press("Look at it"),
    ),
    Led(name="list-waiting", at="/deliver/lists/{list_waiting}/", title="staff.csv"),
    Led(name="list-applied", at="/deliver/lists/{list_applied}/", title="roster.csv"),
    Led(name="facilitators", at="/deliver/facilitators/", title="Facilitators"),
    Led(name="facilitators-none", at=f"/deliver/facilitators/{NOTHING}", title="Facilitators"),
    Led(
        name="facilitator", at="/deliver/facilitators/{facilitator}/", title="Facilitator 9"
    ),
    Led(name="facilitator-add", at="/deliver/facilitators/add/", title="Add a facilitator"),
    Led(
        name="facilitator-change", at="/deliver/facilitators/{facilitator}/change/",
        title="Change",
    ),
    Led(
        name="facilitator-certify", at="/deliver/facilitators/{facilitator}/certify/",
        title="For what are they certified?",
    ),
    Led(
        name="run-facilitators", at=RUN, title="Who delivers RESuLT in Invented House"
    ),
    Led(name="run-facilitator-add", at=f"{RUN}add/", title="Who delivers this run?"),
    Led(
        name="run-facilitator-cover", at=RUN + "{place}/cover/",
        title="Who covers for Facilitator 1?",
    ),
    Led(
        name="run-facilitator-end", at=RUN + "{place}/end/",
        title="When does Facilitator 1 stop?",
    ),
    Led(name="coverage", at=COVERAGE, title="Coverage"),
    Led(name="coverage-none", at=f"{COVERAGE}{NOTHING}", title="Coverage"),
    Led(name="coverage-run", at=OF_RUN, title="Coverage of RESuLT in Invented House"),
    Counts(
        name="coverage-run-counts", at=OF_RUN, title="Coverage of RESuLT in Invented House"
    ),
    Led(
        name="coverage-run-planned", at=COVERAGE + "{just_planned}/",
        title="Coverage of RESuLT in Invented House",
    ),
    Led(name="coverage-rule", at=f"{OF_RUN}rule/", title="Whom does coverage count?"),
    Led(name="sites", at="/deliver/sites/", title="Sites"),
    Led(name="sites-none", at=f"/deliver/sites/{NOTHING}", title="Sites"),
    Led(name="site", at=SITE, title="RESuLT at Northmere"),
    Counts(name="site-counts", at=SITE, title="RESuLT at Northmere"),
    Led(name="site-empty", at="/deliver/sites/{site_empty}/", title="KEEP at Northmere"),
    Led(name="site-add", at="/deliver/sites/add/", title="Add a site"),
    Led(
        name="site-add-error", at="/deliver/sites/add/", title="Error: Add a site",
        then=press("Save"),
    ),
    Led(name="site-move", at=f"{SITE}move/", title="Move the site"),
    Led(name="site-fund", at=f"{SITE}funding/", title="Who pays, and until when?"),
    Led(
        name="site-share", at=f"{SITE}sharing/", title="Share counts with a national team"
    ),
    Led(name="site-team-add", at=f"{SITE}team/add/", title="Who is on the team?"),
    Led(
        name="site-team-leave", at="/deliver/site-team/{on_team}/leave/",
        title="When do they leave the team?",
    ),
    Led(
        name="site-ready", at=f"{SITE}ready/need/",
        title="Do the young people here have the needs that the programme is for?",
    ),
    Led(name="site-last", at=f"{SITE}last/payer/", title="Who pays after the funding ends?"),
    Led(name="barrier-add", at=f"{SITE}barriers/add/", title="A barrier"),
    Led(
        name="barrier-resolve", at="/deliver/barriers/{barrier}/resolve/", title="What helped?"
    ),
    Led(
        name="lesson-add", at=f"{SITE}lessons/add/", title="What did you change, and why?"
    ),
    Page(
        name="national", who="national_team_lead", at="/deliver/national/",
        title="Across sites",
    ),
    Page(
        name="exchange", who="national_team_lead", at="/deliver/exchange/",
        title="What sites changed, and why",
    ),
    Page(
        name="exchange-none", who="national_team_lead", at=f"/deliver/exchange/{NOTHING}",
        title="What sites changed, and why",
    ),
]  # fmt: skip

LEADS_ON = "it does something and leads to a page that is here"
WITHOUT = dict.fromkeys(
    ("deliver:list_apply", "deliver:list_undo", "deliver:list_drop", "deliver:site_move_back"),
    LEADS_ON,
)
"""By the name of an address: why no page of it is looked at."""
