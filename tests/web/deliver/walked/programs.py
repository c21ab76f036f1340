"""Addresses of delivery for programs, with examples in Northmere."""

from tests.web.deliver.walked import fidelity, runs, services
from tests.web.urls_walked import RESULT, of, programs

programs(
    "api:programmes", "api:sites", "api:homes", "api:staff", "api:facilitators",
    "api:programme_runs", "api:services", "api:home_months", "api:fidelity_reviews",
    "api:every_coverage", "api:registers", "api:fidelity_instruments", "api:restraints",
    "api:homes_comparison", "api:national_programmes", "api:exchange",
)  # fmt: skip
programs("api:site", "api:site_team", words=of("site"))
programs(
    "api:programme_run", "api:catch_ups", "api:coverage", "api:schedule", "api:owing",
    "api:run_facilitators", "api:practice", "api:consultations", "api:catch_up_add",
    "api:consultation_add", words=runs.of(runs.run),
)  # fmt: skip
programs("api:fidelity_summary", words=fidelity.of("instrument"))
programs("api:feedback", words=runs.of(runs.session))
programs("api:tries", "api:try_add", words=runs.of(runs.task))
programs(
    "api:register", "api:register_save", "api:register_changes",
    words=lambda northmere: {"sitting": runs.sitting(northmere).key},
)  # fmt: skip
programs("api:roster", "api:home_charts", words=of("home"))
programs("api:home_chart", words=of("home", measure=lambda northmere: "restraints"))
programs(
    "api:referrals", "api:drift", "api:criteria", "api:waiting_list", "api:waits",
    "api:capacity", "api:caseloads", "api:enrolments", "api:referral_add",
    words=services.leads_to(services.service),
)  # fmt: skip
programs(
    "api:referral", "api:referral_move", "api:referral_take_back",
    words=services.leads_to(services.referral),
)  # fmt: skip
programs("api:home_month_save", "api:fidelity_review_add")
programs(
    "api:national_programme", "api:national_sites",
    words=lambda northmere: {"programme": RESULT},
)  # fmt: skip
