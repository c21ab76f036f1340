"""What a terminal and a log show of a long step."""

import io

from holdfast.cli.progress import Lines, shown


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_log_gets_one_line_when_a_step_starts_and_one_when_it_ends():
    log = io.StringIO()

    with shown(log) as progress, progress.step("Read", total=3, unit="file") as advance:
        advance(1)
        advance(2)

    assert log.getvalue() == "Read ...\nRead: done (3 files)\n"


def test_one_unit_is_not_several():
    log = io.StringIO()

    with shown(log) as progress, progress.step("Read", unit="file") as advance:
        advance(1)

    assert log.getvalue() == "Read ...\nRead: done (1 file)\n"


def test_a_step_without_units_says_only_that_it_is_done():
    log = io.StringIO()

    with shown(log) as progress, progress.step("Stitch"):
        pass

    assert log.getvalue() == "Stitch ...\nStitch: done\n"


def test_the_same_step_may_be_told_twice_in_one_run():
    log = io.StringIO()

    with shown(log) as progress:
        for _ in range(2):
            with progress.step("Read"):
                pass

    assert log.getvalue() == "Read ...\nRead: done\n" * 2
    assert isinstance(progress.listeners[0], Lines)


def test_a_terminal_gets_a_bar_that_ends_full():
    screen = Screen()

    with shown(screen) as progress:
        with progress.step("Resample", total=10, unit="draw") as advance:
            advance(4)
        with progress.step("Write"):
            pass

    assert "Resample" in screen.getvalue()
    assert "10/10" in screen.getvalue() or "4/4" in screen.getvalue()
