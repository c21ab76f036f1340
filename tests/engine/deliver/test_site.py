"""Where does a programme stand at an organisation, and what is about to end?"""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.deliver.site import (
    Stage,
    StageMove,
    StageSpell,
    check_move,
    course,
    funding_notice,
    is_back,
    unanswered,
)
from holdfast.kernel.errors import InputError
from holdfast.library.implementation import implementation

RULES = implementation()
DAY = date(2026, 1, 31)


def move(before, after, day=DAY, reason="Because of what we found."):
    return StageMove(before=before, after=after, day=day, reason=reason)


MADE = [
    move(None, Stage.EXPLORATION, date(2025, 1, 6)),
    move(Stage.EXPLORATION, Stage.INSTALLATION, date(2025, 3, 3)),
    move(Stage.INSTALLATION, Stage.INITIAL, date(2025, 9, 1)),
    move(Stage.INITIAL, Stage.INSTALLATION, date(2025, 9, 1)),
]


def test_the_table_of_stages_is_that_of_the_engine_and_each_has_an_owner():
    assert [stage.name for stage in RULES.stages] == list(Stage)
    assert all(stage.owner and stage.means for stage in RULES.stages)


def test_every_stage_goes_both_ways_and_can_end():
    for stage in list(Stage)[:-1]:
        moves = {Stage(name) for name in RULES.stage(stage).moves}
        earlier = {other for other in Stage if other.place < stage.place}
        assert moves == earlier | {list(Stage)[stage.place + 1], Stage.ENDED}
    assert RULES.stage(Stage.ENDED).moves == (Stage.EXPLORATION, Stage.INSTALLATION)


@pytest.mark.parametrize("after", list(Stage))
def test_a_site_may_be_written_down_in_any_stage(after):
    check_move([], move(None, after, reason=""), rules=RULES)


@pytest.mark.parametrize("before", list(Stage))
@pytest.mark.parametrize("after", list(Stage))
def test_only_moves_of_the_table_are_allowed(before, after):
    made = [move(None, before)]

    if after in RULES.stage(before).moves:
        check_move(made, move(before, after), rules=RULES)
    else:
        with pytest.raises(InputError) as caught:
            check_move(made, move(before, after), rules=RULES)
        assert caught.value.code == "deliver.stage-move-not-allowed"


def test_a_move_from_a_stage_that_the_site_is_not_in_is_refused():
    with pytest.raises(InputError) as caught:
        check_move(MADE, move(Stage.INITIAL, Stage.FULL), rules=RULES)

    assert caught.value.code == "deliver.stage-move-not-allowed"


def test_a_move_before_the_latest_is_refused():
    wrong = move(Stage.INSTALLATION, Stage.INITIAL, date(2025, 8, 31))

    with pytest.raises(InputError) as caught:
        check_move(MADE, wrong, rules=RULES)

    assert caught.value.code == "deliver.stage-move-out-of-order"


@pytest.mark.parametrize("after", [Stage.EXPLORATION, Stage.ENDED])
def test_who_moves_back_or_ends_says_why(after):
    with pytest.raises(InputError) as caught:
        check_move(MADE, move(Stage.INSTALLATION, after, reason="  "), rules=RULES)

    assert caught.value.code == "deliver.stage-move-without-reason"


def test_going_forward_and_beginning_again_need_no_reason():
    check_move(MADE, move(Stage.INSTALLATION, Stage.INITIAL, reason=""), rules=RULES)
    ended = [move(None, Stage.ENDED)]
    check_move(ended, move(Stage.ENDED, Stage.INSTALLATION, reason=""), rules=RULES)


def test_moves_become_stays_in_order():
    assert course(MADE[::-1][1:] + MADE[3:]) == (
        StageSpell(stage=Stage.EXPLORATION, since=MADE[0].day, until=MADE[1].day, back=False),
        StageSpell(stage=Stage.INSTALLATION, since=MADE[1].day, until=MADE[2].day, back=False),
        StageSpell(stage=Stage.INITIAL, since=MADE[2].day, until=MADE[3].day, back=False),
        StageSpell(stage=Stage.INSTALLATION, since=MADE[3].day, until=None, back=True),
    )
    assert course([]) == ()


def test_an_end_is_no_way_back_and_neither_is_a_new_beginning():
    ended = [*MADE, move(Stage.INSTALLATION, Stage.ENDED)]

    assert course(ended)[-1].back is False
    assert is_back(ended[-1]) is True
    assert is_back(move(Stage.ENDED, Stage.EXPLORATION)) is False


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        (date(2027, 2, 1), None),
        (date(2027, 1, 31), 0),
        (date(2026, 8, 1), 0),
        (date(2026, 7, 31), 1),
        (date(2026, 5, 1), 1),
        (date(2026, 4, 30), 2),
        (DAY, 2),
    ],
)
def test_the_end_of_the_funding_is_said_well_before(ends, said):
    notice = funding_notice(ends, stage=Stage.FULL, today=DAY, rules=RULES)

    assert (notice and notice.says) == (
        None if said is None else RULES.funding_warnings[said].says
    )


def test_funding_that_ended_is_said_as_over():
    notice = funding_notice(DAY - timedelta(1), stage=Stage.FULL, today=DAY, rules=RULES)

    assert (notice.over, notice.days) == (True, -1)
    assert notice.says.startswith("The funding has ended.")


def test_a_site_that_ended_or_has_no_end_of_funding_is_told_nothing():
    assert funding_notice(DAY, stage=Stage.ENDED, today=DAY, rules=RULES) is None
    assert funding_notice(None, stage=Stage.FULL, today=DAY, rules=RULES) is None


@given(st.integers(-400, 800))
def test_once_warned_a_site_stays_warned_until_the_end(days):
    told = [
        funding_notice(DAY + timedelta(n), stage=Stage.FULL, today=DAY, rules=RULES) is not None
        for n in (days, days - 1)
    ]

    assert told[1] or not told[0]


def test_questions_without_an_answer_are_named():
    answers = {"payer": "The council, from the training budget.", "starters": "  "}

    left = unanswered(RULES.sustainment, answers)

    assert [q.name for q in left] == [q.name for q in RULES.sustainment if q.name != "payer"]
