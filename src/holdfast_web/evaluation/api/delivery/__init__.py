"""What may programs ask of delivery, and save? An area to a file, each with its addresses."""

from holdfast_web.evaluation.api.delivery import (
    between,
    blocked_days,
    fidelity,
    homes,
    lists_brought,
    national,
    programmes,
    referral_services,
    referrals,
    referring,
    registers,
    restraints,
    runs,
    sites,
    staff,
)

AREAS = (
    programmes, sites, staff, lists_brought, runs, blocked_days, between, registers, fidelity,
    homes, restraints, referral_services, referrals, referring, national,
)  # fmt: skip
ROUTERS = list(dict.fromkeys(area.router for area in AREAS))
