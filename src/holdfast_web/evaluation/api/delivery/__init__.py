"""What may programs ask of delivery, and save? An area to a file, each with its addresses."""

from holdfast_web.evaluation.api.delivery import (
    between,
    fidelity,
    homes,
    national,
    programmes,
    referrals,
    registers,
    restraints,
    runs,
    services,
    sites,
    staff,
)

AREAS = (
    programmes, sites, staff, runs, between, registers, fidelity, homes, restraints, services,
    referrals, national,
)  # fmt: skip
ROUTERS = [area.router for area in AREAS]
