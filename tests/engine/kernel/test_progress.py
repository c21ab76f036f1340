"""Progress tells every listener, in order, and any of them may stop the work."""

import pytest

from holdfast.kernel.progress import SILENT, Progress, Step


def test_every_listener_hears_each_step_in_order():
    first, second = [], []

    with Progress((first.append, second.append)).step("Read", total=3, unit="file") as advance:
        advance(2)
        advance()

    assert first == [
        Step(name="Read", done=0, total=3, unit="file"),
        Step(name="Read", done=2, total=3, unit="file"),
        Step(name="Read", done=3, total=3, unit="file"),
        Step(name="Read", done=3, total=3, unit="file", finished=True),
    ]
    assert second == first


def test_a_listener_that_raises_stops_the_work():
    def cancel(step: Step) -> None:
        if step.done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), Progress((cancel,)).step("Read") as advance:
        advance(1)


def test_nobody_need_listen():
    done = []

    with SILENT.step("Read") as advance:
        done.append(advance(1))

    assert (SILENT.listeners, done) == ((), [None])
