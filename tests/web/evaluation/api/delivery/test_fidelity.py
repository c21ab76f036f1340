"""What programs are given of fidelity: instruments, and what reviews come to."""

from django.utils import timezone

from holdfast.library.fidelity import instrument as library_instrument
from holdfast_web.deliver.models import (
    Facilitator,
    FidelityInstrument,
    FidelityReview,
    RunFacilitator,
    Sitting,
)


def instrument(organisation):
    return FidelityInstrument.objects.create(
        organisation=organisation, programme="urn:programme:result",
        urn="urn:fidelity:miti-4", version=1, title="MITI",
        content=library_instrument("miti-4").model_dump(mode="json"), rule_fewest=1,
        rule_rater="observer", rule_chosen="random", rule_source="Our own",
    )  # fmt: skip


def test_instruments_and_what_reviews_come_to_are_given(
    ask_lead, ask_elsewhere, run, home, northmere
):
    kept = instrument(northmere)
    run.state = "under_way"
    run.save()
    Sitting.objects.filter(session__run=run).update(state="held")
    person = Facilitator.objects.create(organisation=northmere, name="Facilitator 1")
    RunFacilitator.objects.create(run=run, facilitator=person)
    FidelityReview.objects.create(
        organisation=home, instrument=kept, run=run, facilitator=person, rater="observer",
        rater_name="Observer 9", on=timezone.localdate(), chosen="random",
        scores={"technical": 4.0, "relational": 3.0, "reflections-to-questions": [9, 5]},
    )  # fmt: skip

    (given,) = ask_lead("/fidelity-instruments").json()["items"]
    (of_person,) = ask_lead(f"/fidelity-instruments/{kept.key}/summary").json()["items"]
    (of_site,) = ask_lead(f"/fidelity-instruments/{kept.key}/summary?by=site").json()["items"]

    assert (given["title"], given["reviews_asked"], given["retired"]) == ("MITI", 1, False)
    assert {one["code"] for one in given["scores"]} >= {"technical", "relational"}
    assert (of_person["of"], of_person["name"]) == (str(person.key), "Facilitator 1")
    assert (of_site["of"], of_site["name"]) == ("", "No site")
    (observed,) = of_person["raters"]
    scores = {one["code"]: one for one in observed["scores"]}
    assert (observed["rater"], scores["technical"]["mean"]) == ("observer", 4.0)
    assert scores["reflections-to-questions"]["pooled"] == [9, 5]
    assert scores["complex-reflections"]["missing"] == 1
    assert ask_elsewhere("/fidelity-instruments").json()["total"] == 0
    assert ask_elsewhere(f"/fidelity-instruments/{kept.key}/summary").status_code == 404
