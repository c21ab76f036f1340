"""What may programs ask of delivery, and save? An area to a file, each with its addresses."""

from holdfast_web.evaluation.api.delivery import (
    between,
    fidelity,
    homes,
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
    programmes, sites, staff, runs, between, registers, fidelity, homes, restraints,
    referral_services, referrals, referring, national,
)  # fmt: skip
ROUTERS = list(dict.fromkeys(area.router for area in AREAS))
