"""Addresses of delivery for programs, with examples in Northmere."""

from functools import partial

from tests.web import urls_walked
from tests.web.deliver.walked import fidelity, programmes, referral_services, runs
from tests.web.urls_walked import RESULT, of

reads = partial(urls_walked.programs, counted_in="evaluation/api")
writes = partial(urls_walked.programs, counted_in="nowhere: it takes what is sent")

reads(
    "api:programmes", "api:sites", "api:homes", "api:staff", "api:facilitators",
    "api:programme_runs", "api:services", "api:home_months", "api:fidelity_reviews",
    "api:every_coverage", "api:registers", "api:fidelity_instruments", "api:restraints",
    "api:homes_comparison", "api:national_programmes", "api:exchange", "api:brought",
    "api:long_absences",
)  # fmt: skip
reads(
    "api:programme", "api:programme_versions", "api:programme_fit",
    words=programmes.leads_to(programmes.own_programme),
)  # fmt: skip
reads("api:site", "api:site_team", words=of("site"))
reads(
    "api:programme_run", "api:catch_ups", "api:coverage", "api:schedule", "api:owing",
    "api:run_facilitators", "api:practice", "api:consultations",
    words=runs.of(runs.run),
)  # fmt: skip
reads("api:fidelity_summary", "api:fidelity_trend", words=fidelity.of("instrument"))
reads("api:feedback", words=runs.of(runs.session))
reads("api:tries", words=runs.of(runs.task))
reads(
    "api:register", "api:register_changes",
    words=lambda northmere: {"sitting": runs.sitting(northmere).key},
)  # fmt: skip
reads("api:roster", "api:home_charts", "api:blocked_days", words=of("home"))
reads("api:home_chart", words=of("home", measure=lambda northmere: "restraints"))
reads(
    "api:referrals", "api:drift", "api:criteria", "api:waiting_list", "api:waits",
    "api:capacity", "api:caseloads", "api:enrolments",
    words=referral_services.leads_to(referral_services.service),
)  # fmt: skip
reads("api:referral", words=referral_services.leads_to(referral_services.referral))
reads(
    "api:national_programme", "api:national_sites",
    words=lambda northmere: {"programme": RESULT},
)  # fmt: skip
writes("api:catch_up_add", "api:consultation_add", words=runs.of(runs.run))
writes("api:try_add", words=runs.of(runs.task))
writes("api:register_save", words=lambda northmere: {"sitting": runs.sitting(northmere).key})
writes("api:referral_add", words=referral_services.leads_to(referral_services.service))
writes(
    "api:referral_move", "api:referral_take_back", "api:referral_team",
    words=referral_services.leads_to(referral_services.referral),
)  # fmt: skip
writes("api:home_month_save", "api:fidelity_review_add")
