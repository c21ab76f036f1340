"""No page of programmes asks more among a thousand rows than among ten, or shows them all."""

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.web.crowd import FEW, MANY, WORD, Crowd, asked_among_both, check_same

from holdfast.deliver.fit import FitPart
from holdfast.deliver.own_programme import OwnAnswers
from holdfast_web.deliver.models import FitAssessment, OwnProgramme, ProgrammeVersion
from holdfast_web.deliver.operations.programmes import add_own

pytestmark = pytest.mark.django_db
MOST_SHOWN = 200


class Programmes(Crowd):
    """As many programmes, versions of one of them, and judgements of its fit."""

    def grow(self, size):
        had = self.size
        super().grow(size)
        if not OwnProgramme.objects.exists():
            self.own = add_own(
                by=self.who,
                organisation=self.organisation,
                answers=OwnAnswers(name="The one", title="The one"),
            )
        content = ProgrammeVersion.objects.get(programme=self.own, number=1).content
        names = [f"{WORD}.{number:04}" for number in range(had, size)]
        OwnProgramme.objects.bulk_create(
            OwnProgramme(
                organisation=self.organisation, urn=f"urn:programme:own:{name.lower()}",
                kind="own", name=name,
            )
            for name in names
        )  # fmt: skip
        ProgrammeVersion.objects.bulk_create(
            ProgrammeVersion(
                programme=self.own, number=had + place + 2, content=content, why=name,
                added_by=self.who,
            )
            for place, name in enumerate(names)
        )  # fmt: skip
        OwnProgramme.objects.filter(pk=self.own.pk).update(newest=size + 1)
        FitAssessment.objects.bulk_create(
            FitAssessment(
                organisation=self.organisation, programme=self.own.urn, version=1,
                on=timezone.localdate(), by=self.who,
                judgements=[
                    {"part": part.value, "score": 3, "reason": name} for part in FitPart
                ],
            )
            for name in names
        )  # fmt: skip


def test_no_page_of_programmes_asks_more_or_shows_all(northmere, member, client):
    crowd = Programmes(northmere, member)

    def addresses():
        urn = {"urn": crowd.own.urn}
        return {
            "list": (reverse("deliver:programmes"), None),
            "compare": (
                reverse("deliver:programme_compare"), {"programme_1": "urn:programme:keep"}
            ),
            "own": (reverse("deliver:programme", kwargs=urn), None),
            "versions": (reverse("deliver:programme_versions", kwargs=urn), None),
            "version": (
                reverse("deliver:programme_version", kwargs=urn | {"version": 1}), None
            ),
            "fit": (reverse("deliver:programme_fit", kwargs=urn), None),
            "search": (reverse("search"), {"words": WORD}),
        }  # fmt: skip

    few, many = asked_among_both(crowd, client, addresses)

    check_same(few, many)
    assert {one.status for one in many.values()} == {200}
    assert {name for name, one in few.items() if one.rows >= FEW // 2} >= {
        "list", "compare", "versions", "fit",
    }  # fmt: skip
    assert {name: one.rows for name, one in many.items() if one.rows > MOST_SHOWN} == {}
    assert MANY > MOST_SHOWN
