"""The addresses of runs, their schedules and sessions, and of what lies between sessions."""

from django.urls import path

from holdfast_web.deliver.views import (
    blocked_days,
    calendars,
    catch_ups,
    feedback,
    practice,
    runs,
    schedules,
)
from holdfast_web.deliver.views.run_plan import PlanRun

urlpatterns = [
    path("runs/", runs.runs, name="runs"),
    path("runs/new/", PlanRun.as_view(), name="run_new"),
    path("runs/new/<slug:step>/", PlanRun.as_view(), name="run_new_step"),
    path("runs/<uuid:key>/", runs.run, name="run"),
    path("runs/<uuid:key>/move/", runs.run_move, name="run_move"),
    path("runs/<uuid:key>/schedule/", schedules.run_schedule, name="run_schedule"),
    path("runs/<uuid:key>/release/", schedules.schedule_release, name="schedule_release"),
    path("runs/<uuid:key>/releases/", schedules.schedule_versions, name="schedule_versions"),
    path("runs/<uuid:key>/sessions/add/", schedules.session_add, name="session_add"),
    path("runs/<uuid:key>/calendar/", calendars.run_calendar, name="run_calendar"),
    path("runs/<uuid:key>/catch-ups/", catch_ups.catch_ups, name="catch_ups"),
    path("runs/<uuid:key>/catch-ups/add/", catch_ups.catch_up_add, name="catch_up_add"),
    path("runs/<uuid:key>/practice/", practice.practice, name="practice"),
    path("runs/<uuid:key>/practice/add/", practice.practice_add, name="practice_add"),
    path("runs/<uuid:key>/consultation/", practice.consultations, name="consultations"),
    path(
        "runs/<uuid:key>/consultation/add/", practice.consultation_add, name="consultation_add"
    ),
    path("sessions/<uuid:key>/", runs.session, name="session"),
    path("sessions/<uuid:key>/repeat/", schedules.sitting_add, name="sitting_add"),
    path("sessions/<uuid:key>/feedback/", feedback.session_feedback, name="session_feedback"),
    path("sessions/<uuid:key>/feedback/open/", feedback.feedback_open, name="feedback_open"),
    path("sessions/<uuid:key>/feedback/close/", feedback.feedback_close, name="feedback_close"),
    path("sittings/<uuid:key>/move/", schedules.sitting_move, name="sitting_move"),
    path("sittings/<uuid:key>/cancel/", schedules.sitting_cancel, name="sitting_cancel"),
    path("catch-ups/<uuid:key>/", catch_ups.catch_up, name="catch_up"),
    path("catch-ups/<uuid:key>/remove/", catch_ups.catch_up_remove, name="catch_up_remove"),
    path("practice/<uuid:key>/", practice.practice_task, name="practice_task"),
    path("practice/<uuid:key>/try/", practice.practice_try, name="practice_try"),
    path("tries/<uuid:key>/comment/", practice.practice_comment, name="practice_comment"),
    path("blocked-days/<uuid:key>/", blocked_days.blocked_days, name="blocked_days"),
    path("blocked-days/<uuid:key>/open/", blocked_days.unblock, name="unblock"),
    path("calendars/", calendars.calendars, name="calendars"),
    path("calendars/<uuid:key>/end/", calendars.calendar_revoke, name="calendar_revoke"),
    path("calendars/feed/<slug:secret>.ics", calendars.calendar_feed, name="calendar_feed"),
    path("staff/<uuid:key>/calendar/", calendars.staff_calendar, name="staff_calendar"),
    path("feedback/thanks/", feedback.feedback_thanks, name="feedback_thanks"),
    path("feedback/<slug:secret>/", feedback.feedback, name="feedback"),
]
