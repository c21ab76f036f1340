"""The table of processes holds together, and with the stages that journeys have."""

import pytest

from holdfast.library.stages import stages
from holdfast.value.process import PROCESSES, STAGES, Count, Group


def test_there_are_eight_processes_for_each_group():
    for group in Group:
        numbers = [one.number for one in PROCESSES.values() if one.group is group]
        assert numbers == list(range(1, 9))


@pytest.mark.parametrize("process", PROCESSES.values(), ids=list(PROCESSES))
def test_a_process_is_counted_from_a_stage_or_says_that_it_is_not_seen(process):
    assert (process.stage is None) is (process.count is Count.NOT_SEEN)
    assert process.outside is None or process.count is Count.DAYS
    assert process.apart == 0 or process.count is Count.START
    assert process.why.endswith(".")


def test_every_stage_is_one_of_a_journey():
    outside = {one.outside for one in PROCESSES.values() if one.outside}

    assert set(stages()) >= STAGES | outside
