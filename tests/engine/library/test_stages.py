"""The stages of the journey and the ways out of care."""

from holdfast.library.code_list import code_list
from holdfast.library.return_layout import return_layout_names
from holdfast.library.stages import UNKNOWN_EXIT, Part, Shape, exits, stages


def test_stages_are_in_the_order_of_the_journey():
    order = [stage.order for stage in stages().values()]
    parts = [list(Part).index(stage.part) for stage in stages().values()]

    assert order == list(range(1, len(order) + 1))
    assert parts == sorted(parts)


def test_events_are_points_and_the_rest_are_spells():
    points = {stage.name for stage in stages().values() if stage.shape is Shape.POINT}

    assert points == {
        "contact", "referral", "child_protection_review", "move", "review", "died",
    }  # fmt: skip


def test_every_stage_is_read_from_a_known_return():
    named = {kind for stage in stages().values() for kind in stage.returns}

    assert named <= set(return_layout_names())


def test_every_reason_for_leaving_leads_to_a_stage_after_care():
    reasons = code_list("ssda903/reason_episode_ceased").codes - {"X1"}

    assert set(exits()) == reasons
    assert {stages()[stage].part for stage in exits().values()} == {Part.AFTER}
    assert stages()[UNKNOWN_EXIT].part is Part.AFTER
