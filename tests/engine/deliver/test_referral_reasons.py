"""Reasons and destinations are closed lists that cover all that can be decided."""

from holdfast.change.criteria import REFERRAL_STAGES, Standing
from holdfast.deliver.referral import TABLE
from holdfast.deliver.referral_reasons import ACCEPTED_BECAUSE, DESTINATIONS, REASONS, Reason


def test_every_decision_has_reasons_and_nothing_else_has():
    decisions = {
        move for row in TABLE.values() for move, step in row.moves.items() if step.decision
    }

    assert set(REASONS) == decisions
    assert {reason for listed in REASONS.values() for reason in listed} == set(Reason)
    assert [move for move, listed in REASONS.items() if len(set(listed)) < len(listed)] == []


def test_why_a_child_was_accepted_follows_from_how_they_stood():
    assert set(ACCEPTED_BECAUSE) == set(Standing)
    assert ACCEPTED_BECAUSE[Standing.NOT_JUDGED] is Reason.EXCEPTION


def test_a_child_goes_to_a_stage_of_the_journey_or_out_of_sight():
    assert set(DESTINATIONS) == {*REFERRAL_STAGES, "none", "moved_away", "not_known"}
    assert DESTINATIONS["looked_after"] == "Looked after"
