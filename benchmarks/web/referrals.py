"""Services to which the authority's synthetic children are referred, with drift."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils import timezone

from benchmarks.web.delivery import cast_of
from holdfast.library.authority.rates import authority
from holdfast.synthetic.delivery.children import Children
from holdfast.synthetic.delivery.northmere import serve
from holdfast.synthetic.delivery.settings import DeliverySettings
from holdfast.synthetic.settings import Settings
from holdfast_web.deliver.demo.service import load_service
from holdfast_web.deliver.models import Referral, Service

if TYPE_CHECKING:
    from holdfast_web.people.models import Organisation

SERVICES = 4
CHILDREN = 5_000
VISITED = 60


def make(place: Organisation) -> dict[str, list[str]]:
    """Make the services with their referrals; give addresses of what is visited."""
    cast, today = cast_of(place), timezone.localdate()
    children = Children.of(Settings(children=CHILDREN), authority())
    for number in range(1, SERVICES + 1):
        settings = DeliverySettings(today=today, seed=number)
        made = serve(settings, children)
        load_service(replace(made, name=f"{made.name} {number}"), settings, cast, place)
    referrals = Referral.objects.order_by("pk").values_list("key", flat=True)
    return {
        "services": [str(key) for key in Service.objects.values_list("key", flat=True)],
        "referrals": [str(key) for key in referrals[:: referrals.count() // VISITED]],
    }
