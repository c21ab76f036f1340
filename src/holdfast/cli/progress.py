"""How does a terminal show a long step? A bar on a screen, plain lines where there is none."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from holdfast.kernel.progress import Progress, Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.progress import TaskID


@contextmanager
def shown(stream: TextIO | None = None) -> Iterator[Progress]:
    """Give a `Progress` that shows itself on standard error until the block ends.

    Standard output stays free for the answer, so a command's output can be piped.
    """
    out = stream or sys.stderr
    if not out.isatty():
        yield Progress((Lines(out),))
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Bars(*columns, console=Console(file=out)) as bars:
        tasks: dict[str, TaskID] = {}

        def show(step: Step) -> None:
            if step.name not in tasks:
                tasks[step.name] = bars.add_task(step.name, total=step.total)
            total = step.total
            if step.finished:
                total = max(step.done, 1)
            done = total if step.finished else step.done
            bars.update(tasks[step.name], completed=done, total=total)

        yield Progress((show,))


class Lines:
    """One plain line when a step starts and one when it ends: for a log or a pipe."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._begun: set[str] = set()

    def __call__(self, step: Step) -> None:
        """Write the line that this report deserves, if any."""
        if step.name not in self._begun:
            self._begun.add(step.name)
            self._out.write(f"{step.name} ...\n")
        elif step.finished:
            self._begun.discard(step.name)
            units = f"{step.unit}{'' if step.done == 1 else 's'}"
            counted = f" ({step.done:,} {units})" if step.unit and step.done else ""
            self._out.write(f"{step.name}: done{counted}\n")
        self._out.flush()
