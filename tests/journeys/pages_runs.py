"""The pages of runs, schedules, registers and what lies between sessions."""

from functools import partial

from tests.journeys.page import Page, press

Led = partial(Page, who="programme_lead")
RUNS = "/deliver/runs/"
RUN, PLANNED = RUNS + "{delivered}/", RUNS + "{just_planned}/"
SESSION = "/deliver/sessions/{session}/"
REGISTER = "/deliver/registers/{sitting}/"
REPEAT = "Repeat Session 1"
IN = "RESuLT in Invented House"

PAGES = [
    Led(name="runs", at=RUNS, title="Runs"),
    Led(name="runs-none", at=f"{RUNS}?words=nothing-like-it", title="Runs"),
    Page(name="runs-commissioner", who="commissioner", at=RUNS, title="Runs"),
    Led(name="run", at=RUN, title=IN),
    Page(name="run-commissioner", who="commissioner", at=RUN, title=IN),
    Led(name="run-planned", at=PLANNED, title=IN),
    Led(name="run-new", at=f"{RUNS}new/", title="Which home is the run for?"),
    Led(
        name="run-new-error", at=f"{RUNS}new/home/",
        title="Error: Which home is the run for?", then=press("Continue"),
    ),
    Led(name="schedule", at=f"{RUN}schedule/", title="Schedule of RESuLT"),
    Led(name="schedule-planned", at=f"{PLANNED}schedule/", title="Schedule of RESuLT"),
    Led(name="schedule-release", at=f"{PLANNED}release/", title="Release the schedule"),
    Led(name="schedule-nothing", at=f"{RUN}release/", title="Release the schedule"),
    Led(name="schedule-releases", at=f"{RUN}releases/", title="Releases of the schedule"),
    Led(
        name="schedule-releases-none", at=f"{PLANNED}releases/",
        title="Releases of the schedule",
    ),
    Led(name="session-add", at=f"{RUN}sessions/add/", title="Add a session"),
    Led(
        name="session-add-error", at=f"{RUN}sessions/add/", title="Error: Add a session",
        then=press("Add the session"),
    ),
    Led(name="session", at=SESSION, title="Session 1"),
    Led(name="sitting-add", at=f"{SESSION}repeat/", title=REPEAT),
    Led(
        name="sitting-move", at="/deliver/sittings/{sitting_to_come}/move/",
        title="Move or cancel: Session 4",
    ),
    Led(
        name="blocked-days", at="/deliver/blocked-days/{home}/",
        title="Blocked days of Invented House",
    ),
    Led(name="registers", at="/deliver/registers/", title="Registers"),
    Led(name="registers-all", at="/deliver/registers/?show=all", title="Registers"),
    Led(name="register", at=REGISTER, title="Register: Session 1"),
    Led(
        name="register-all-present", at="/deliver/registers/{sitting_today}/?all=present",
        title="Register: Session 3",
    ),
    Led(
        name="register-to-come", at="/deliver/registers/{sitting_to_come}/",
        title="Register: Session 4",
    ),
    Led(name="register-changes", at=f"{REGISTER}changes/", title="Changes of a register"),
    Led(name="register-print", at=f"{REGISTER}print/", title="Register to print: Session 1"),
    Led(name="register-upload", at=f"{REGISTER}upload/", title="Bring an Excel register back"),
    Led(
        name="register-upload-error", at=f"{REGISTER}upload/",
        title="Error: Bring an Excel register back", then=press("Show what it would change"),
    ),
    Led(name="catch-ups", at=f"{RUN}catch-ups/", title="Catch-ups of RESuLT"),
    Led(name="catch-ups-none", at=f"{PLANNED}catch-ups/", title="Catch-ups of RESuLT"),
    Led(name="catch-up-add", at=f"{RUN}catch-ups/add/", title="Write down a catch-up"),
    Led(name="catch-up", at="/deliver/catch-ups/{caught_up}/", title="Take out a catch-up"),
    Led(name="practice", at=f"{RUN}practice/", title="Practice between sessions"),
    Led(name="practice-none", at=f"{PLANNED}practice/", title="Practice between sessions"),
    Led(name="practice-add", at=f"{RUN}practice/add/", title="Set a practice task"),
    Led(name="practice-task", at="/deliver/practice/{task}/", title="Practice task"),
    Led(
        name="practice-try", at="/deliver/practice/{task}/try/",
        title="Write down what somebody did",
    ),
    Led(
        name="practice-comment", at="/deliver/tries/{tried}/comment/",
        title="Comment on practice",
    ),
    Led(
        name="consultations", at=f"{RUN}consultation/",
        title="Consultation and managers’ sessions",
    ),
    Led(
        name="consultation-add", at=f"{RUN}consultation/add/",
        title="Write down a consultation",
    ),
    Led(name="session-feedback", at=f"{SESSION}feedback/", title="Feedback on Session 1"),
    Led(
        name="session-feedback-open", at="/deliver/sessions/{asked}/feedback/",
        title="Feedback on Session 2",
    ),
    Led(
        name="session-feedback-none", at="/deliver/sessions/{unasked}/feedback/",
        title="Feedback on Session 3",
    ),
    Page(
        name="feedback", who=None, at="/deliver/feedback/{feedback}/",
        title="What was the session like?",
    ),
    Page(
        name="feedback-error", who=None, at="/deliver/feedback/{feedback}/",
        title="Error: What was the session like?", then=press("Send"),
    ),
    Page(
        name="feedback-over", who=None, at="/deliver/feedback/{feedback_over}/",
        title="What was the session like?",
    ),
    Page(name="feedback-thanks", who=None, at="/deliver/feedback/thanks/", title="Thank you"),
    Led(name="calendars", at="/deliver/calendars/", title="Sessions in your calendar"),
    Led(
        name="calendar-made", at="/deliver/calendars/", title="Sessions in your calendar",
        then=press("Make an address"),
    ),
    Led(
        name="staff-calendar", at="/deliver/staff/{staff}/calendar/",
        title="Sessions in the calendar of Staff member 4",
    ),
]  # fmt: skip

A_FILE = "it gives a file"
LEADS_ON = "it does something and leads to a page that is here"
WITHOUT = {
    "deliver:register_settle": "test_runs.py looks at it",
    "deliver:register_apply": LEADS_ON,
    "deliver:register_workbook": A_FILE,
    "deliver:run_calendar": A_FILE,
    "deliver:calendar_feed": A_FILE,
    "deliver:run_move": LEADS_ON,
    "deliver:sitting_cancel": LEADS_ON,
    "deliver:unblock": LEADS_ON,
    "deliver:catch_up_remove": LEADS_ON,
    "deliver:feedback_open": LEADS_ON,
    "deliver:feedback_close": LEADS_ON,
    "deliver:calendar_revoke": LEADS_ON,
}
"""By the name of an address: why no page of it is looked at."""
