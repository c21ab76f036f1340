"""The pages of protocols, runs, findings, and of the interface for programs."""

from tests.journeys.page import Page, press

TITLE = "Northmere Edge of Care Team, an invented programme"


def token_made(view):
    """Make a token, which is shown by the answer itself."""
    view.get_by_label("What is the token for?").fill("An invented program")
    view.get_by_role("checkbox").first.check()
    press("Make it")(view)


PROTOCOLS = [
    Page(name="protocols", at="/protocols/", title="Protocols"),
    Page(name="protocols-reader", who="reader", at="/protocols/", title="Protocols"),
    Page(name="protocol-upload", at="/protocols/upload/", title="Upload a protocol"),
    Page(
        name="protocol-upload-error", at="/protocols/upload/", title="Error: Upload a protocol",
        status=422, then=press("Upload"),
    ),
    Page(name="protocol-draft", at="/protocols/{draft}/", title=TITLE),
    Page(name="protocol-checked", at="/protocols/{draft}/?returns={returns}", title=TITLE),
    Page(name="protocol-faulty", at="/protocols/{faulty}/", title=TITLE),
    Page(name="protocol-bare", at="/protocols/{bare}/", title=TITLE),
    Page(name="protocol-locked", at="/protocols/{locked}/", title=TITLE),
    Page(
        name="protocol-enrolments", at="/protocols/{draft}/enrolments/", title="Enrolments"
    ),
    Page(
        name="protocol-ledger-error", at="/protocols/{draft}/cost-ledger/",
        title="Error: Cost ledger", then=press("Read it"),
    ),
    Page(name="protocol-lock", at="/protocols/{draft}/lock/", title="Lock the protocol"),
    Page(name="protocol-run", at="/protocols/{locked}/run/", title="Run the protocol"),
]  # fmt: skip

BUILDER = [
    Page(name="builder", at="/protocols/new/", title="Whose protocol is it?"),
    Page(name="builder-check", at="/protocols/{draft}/change/", title="Check the plan"),
]  # fmt: skip

RUNS = [
    Page(name="evaluations", at="/evaluations/", title="Evaluations"),
    Page(name="evaluations-reader", who="reader", at="/evaluations/", title="Evaluations"),
    Page(name="findings", at="/evaluations/{run}/", title=TITLE + ": findings"),
    Page(
        name="comparison", at="/evaluations/{other_run}/beside/{run}/",
        title="Two runs beside each other",
    ),
    Page(name="run-release", at="/evaluations/{run}/release/", title="Take a file away"),
    Page(
        name="run-release-error", at="/evaluations/{run}/release/",
        title="Error: Take a file away", then=press("Ask for a release"),
    ),
    Page(name="run-running", at="/evaluations/{run_running}/", title=TITLE),
    Page(name="run-failed", at="/evaluations/{run_failed}/", title=TITLE),
    Page(name="run-cancelled", at="/evaluations/{run_cancelled}/", title=TITLE),
]  # fmt: skip

PROGRAMS = [
    Page(name="api-guide", at="/api/", title="For programs"),
    Page(name="tokens", at="/tokens/", title="Tokens for programs"),
    Page(name="token-new", at="/tokens/new/", title="Make a token"),
    Page(
        name="token-error", at="/tokens/new/", title="Error: Make a token",
        then=press("Make it"),
    ),
    Page(name="token-made", at="/tokens/new/", title="Your token", then=token_made),
]  # fmt: skip

PAGES = [*PROTOCOLS, *BUILDER, *RUNS, *PROGRAMS]
