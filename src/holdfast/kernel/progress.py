"""How far has a long step got? One small interface that a bar, a log or a web page can hear.

The engine calls `Progress.step`; who listens decides how it is shown. `SILENT` hears nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One report: which step, how many of its units are done, and of how many.

    `unit` is what is counted, in the singular: "file", "draw".
    """

    name: str
    done: int
    total: int | None
    unit: str = ""
    finished: bool = False


Listener = Callable[[Step], None]


@dataclass(frozen=True, slots=True)
class Progress:
    """Tells every listener of each step, in order.

    A listener may raise to stop the work: the exception reaches the caller unchanged, which
    is how a cancel button works.
    """

    listeners: tuple[Listener, ...] = field(default=())

    def tell(self, step: Step) -> None:
        """Pass one report to every listener."""
        for listener in self.listeners:
            listener(step)

    @contextmanager
    def step(
        self, name: str, *, total: int | None = None, unit: str = ""
    ) -> Iterator[Callable[[int], None]]:
        """Open a step; call what it yields with the number of units done since the last call.

        Examples
        --------
        >>> heard = []
        >>> with Progress((heard.append,)).step("Read", total=2, unit="file") as advance:
        ...     advance(1)
        >>> [(step.done, step.finished) for step in heard]
        [(0, False), (1, False), (1, True)]
        """
        done = 0
        self.tell(Step(name=name, done=0, total=total, unit=unit))

        def advance(units: int = 1) -> None:
            nonlocal done
            done += units
            self.tell(Step(name=name, done=done, total=total, unit=unit))

        yield advance
        self.tell(Step(name=name, done=done, total=total, unit=unit, finished=True))


SILENT = Progress()
