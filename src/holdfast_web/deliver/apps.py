"""The app of programmes, sites, homes, staff, runs, fidelity, home-months and referrals."""

from django.apps import AppConfig


class DeliverConfig(AppConfig):
    """Known to Django as `web_deliver`."""

    name = "holdfast_web.deliver"
    label = "web_deliver"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Offer the ways in, and what is found and answered."""
        from holdfast_web.deliver.queries.fidelity_dues import due_actions
        from holdfast_web.deliver.queries.programme_finders import (
            find_programmes,
            programme_answers,
        )
        from holdfast_web.deliver.queries.referral_dues import find_services, referral_dues
        from holdfast_web.deliver.queries.restraints import due_restraints
        from holdfast_web.deliver.queries.run_dues import due_runs, find_runs, run_answers
        from holdfast_web.deliver.queries.service_answers import (
            criteria_answers,
            drift_answers,
        )
        from holdfast_web.deliver.queries.site_dues import due_sites
        from holdfast_web.deliver.queries.site_finders import FINDERS, site_answers
        from holdfast_web.deliver.ways import delivery_answers, ways
        from holdfast_web.people import due
        from holdfast_web.people.search import offer_finder
        from holdfast_web.ui.questions import offer_answer
        from holdfast_web.ui.ways_in import offer

        offer(10, ways)
        due.offer(referral_dues)
        due.offer(due_restraints)
        due.offer(due_actions)
        due.offer(due_runs)
        offer_finder(find_services)
        offer_answer("change", criteria_answers)
        offer_answer("deliver", drift_answers)
        offer_finder(find_programmes)
        offer_answer("deliver", programme_answers)
        offer_finder(find_runs)
        offer_answer("deliver", run_answers)
        due.offer(due_sites)
        for finder in FINDERS:
            offer_finder(finder)
        offer_answer("deliver", site_answers)
        offer_answer("deliver", delivery_answers)
