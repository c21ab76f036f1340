"""The pages of people: who they are, what they may, what leaves and what was done."""

from tests.journeys.page import Page, press

ORGANISATION = "/organisations/{organisation}/"
ADMIN = "system_administrator"
REASON = "An invented reason: the night duty team asks."

HOME = [
    Page(name="home", at="/", title="Home"),
    Page(name="home-reader", who="reader", at="/", title="Home"),
    Page(name="home-administrator", who=ADMIN, at="/", title="Home"),
    Page(name="home-practitioner", who="practitioner", at="/", title="Home"),
    Page(name="search", at="/search/?words=change", title="change: search"),
    Page(name="search-found", at="/search/?words=northmere", title="northmere: search"),
    Page(name="search-empty", at="/search/", title="Search"),
    Page(name="notices", at="/notices/", title="Notices by email"),
    Page(name="problem", at="/problem/page/", title="Which page was it?"),
    Page(
        name="problem-error", at="/problem/page/", title="Error: Which page was it?",
        then=press("Continue"),
    ),
    Page(name="roles", at="/roles/", title="What each role allows"),
    Page(name="trail", who=ADMIN, at="/trail/", title="Audit trail"),
    Page(name="conduct", who="reader", at="/code-of-conduct/", title="Code of conduct"),
    Page(name="conduct-new", who="newcomer", at="/returns/", title="Code of conduct"),
    Page(
        name="conduct-error", who="newcomer", at="/code-of-conduct/",
        title="Error: Code of conduct", then=press("Accept and go on"),
    ),
]  # fmt: skip

ORGANISATIONS = [
    Page(
        name="organisations", who=ADMIN, at="/organisations/", title="Organisations and people"
    ),
    Page(name="organisation", who=ADMIN, at=ORGANISATION, title="Northmere"),
    Page(
        name="organisation-below", who="programme_lead", at="/organisations/{home}/",
        title="Invented House",
    ),
    Page(
        name="organisation-add", who=ADMIN, at="/organisations/add/",
        title="Add an organisation",
    ),
    Page(
        name="organisation-add-error", who=ADMIN, at="/organisations/add/",
        title="Error: Add an organisation", then=press("Save"),
    ),
    Page(
        name="organisation-change", who=ADMIN, at=f"{ORGANISATION}change/",
        title="Change Northmere",
    ),
    Page(name="invite", who=ADMIN, at=f"{ORGANISATION}invite/", title="Invite a person"),
    Page(
        name="invite-error", who=ADMIN, at=f"{ORGANISATION}invite/",
        title="Error: Invite a person", then=press("Send the link"),
    ),
    Page(
        name="invitation-withdraw", who=ADMIN,
        at=ORGANISATION + "invitations/{invitation}/withdraw/", title="Withdraw an invitation",
    ),
    Page(
        name="person", who=ADMIN, at=ORGANISATION + "people/{reader}/", title="Invented reader"
    ),
    Page(
        name="person-me", who=ADMIN, at=ORGANISATION + "people/{administrator}/",
        title="Invented system_administrator",
    ),
    Page(
        name="invitation", who=None, at="/invitation/for-somebody-new/",
        title="Accept your invitation",
    ),
    Page(
        name="invitation-error", who=None, at="/invitation/for-somebody-new/",
        title="Error: Accept your invitation", then=press("Accept and sign in"),
    ),
    Page(
        name="invitation-known", who=None, at="/invitation/for-somebody-known/",
        title="Accept your invitation",
    ),
    Page(
        name="invitation-mine", who="practitioner", at="/invitation/for-somebody-known/",
        title="Accept your invitation",
    ),
    Page(
        name="invitation-of-another", who="reader", at="/invitation/for-somebody-known/",
        title="Accept your invitation",
    ),
    Page(
        name="invitation-closed", who=None, at="/invitation/guessed/",
        title="This link does not work", status=404,
    ),
]  # fmt: skip

RELEASES = [
    Page(name="releases", at="/releases/", title="Releases"),
    Page(name="release-to-decide", at="/releases/{release_waiting}/", title="waiting.json"),
    Page(
        name="release-error", at="/releases/{release_waiting}/", title="Error: waiting.json",
        then=press("Keep my decision"),
    ),
    Page(
        name="release-mine", who="commissioner", at="/releases/{release_waiting}/",
        title="waiting.json",
    ),
    Page(name="release-approved", at="/releases/{release_approved}/", title="approved.json"),
    Page(name="release-expired", at="/releases/{release_expired}/", title="expired.json"),
    Page(name="release-refused", at="/releases/{release_refused}/", title="refused.json"),
    Page(name="release-withdrawn", at="/releases/{release_withdrawn}/", title="withdrawn.json"),
]  # fmt: skip

EMERGENCY = [
    Page(name="emergencies", who="programme_lead", at="/emergency/", title="Emergency access"),
    Page(
        name="emergency-take", who="programme_lead", at="/emergency/take/",
        title="Take emergency access",
    ),
    Page(
        name="emergency-error", who="programme_lead", at="/emergency/take/",
        title="Error: Take emergency access", then=press("Take emergency access"),
    ),
    Page(
        name="emergency", who="programme_lead", at="/emergency/{emergency}/",
        title="Your emergency access",
    ),
]  # fmt: skip

JOBS = [
    Page(name="job-waiting", at="/jobs/{job_waiting}/", title="Read returns"),
    Page(name="job-running", at="/jobs/{job_running}/", title="Run an evaluation"),
    Page(name="job-done", at="/jobs/{job_done}/", title="Run an evaluation"),
    Page(name="job-failed", at="/jobs/{job_refused}/", title="Read returns"),
    Page(name="job-cancelled", at="/jobs/{job_cancelled}/", title="Run an evaluation"),
]

PAGES = [*HOME, *ORGANISATIONS, *RELEASES, *EMERGENCY, *JOBS]
