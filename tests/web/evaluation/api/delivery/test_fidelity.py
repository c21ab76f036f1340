"""What programs are given of fidelity: instruments, and what reviews come to."""

from datetime import timedelta

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


def reviewed(organisation, run, instrument, person, values, rater="observer"):
    for number, value in enumerate(values):
        FidelityReview.objects.create(
            organisation=organisation, instrument=instrument, run=run, facilitator=person,
            rater=rater, rater_name="Observer 9", chosen="random",
            on=timezone.localdate() - timedelta(days=30 * (len(values) - number)),
            scores={"technical": value},
        )  # fmt: skip


def test_a_score_is_followed_over_time_each_kind_of_rater_by_itself(
    ask_lead, ask_elsewhere, run, home, northmere
):
    kept = instrument(northmere)
    run.state = "under_way"
    run.save()
    person = Facilitator.objects.create(organisation=northmere, name="Facilitator 1")
    RunFacilitator.objects.create(run=run, facilitator=person)
    reviewed(home, run, kept, person, [2.0, 2.1, 2.2, 2.3, 2.4, 2.5, 2.6, 2.7, None])
    reviewed(home, run, kept, person, [4.0], rater="self")
    asked = f"/fidelity-instruments/{kept.key}/trend?score=technical"

    itself, observed = ask_lead(f"{asked}&of={person.key}").json()
    nowhere = ask_lead(f"{asked}&by=site&of=").json()
    of_run = ask_lead(f"{asked}&by=run&of={run.key}").json()

    assert (itself["rater"], observed["rater"]) == ("self", "observer")
    assert [one["value"] for one in itself["points"]] == [4.0]
    assert (itself["slope"], observed["missing"], len(observed["points"])) == (None, 1, 8)
    slope = observed["slope"]
    assert slope["low"] <= slope["value"] <= slope["high"]
    assert round(slope["value"], 1) == 0.1
    assert nowhere == of_run == [itself, observed]
    assert ask_lead(f"{asked}&by=run&of={person.key}").json() == []
    for wrong in (f"{asked}&of=nobody", f"{asked.replace('technical', 'x')}&of={person.key}"):
        assert ask_lead(wrong).status_code == 404
    assert ask_lead(asked).status_code == 422
    assert ask_elsewhere(f"{asked}&of={person.key}").status_code == 404
