"""Work that takes its time, takes too much, or dies. Each result is one organisation more."""

import os
import signal
import time

from holdfast_web.people.jobs import does
from holdfast_web.people.models import Organisation
from holdfast_web.people.models.organisation import Kind


@does("kill.write", words="Write slowly")
def write(work):
    steps = work.arguments.get("steps", 20)
    with work.progress.step("Write", total=steps, unit="line") as advance:
        for _ in range(steps):
            time.sleep(0.1)
            advance(1)
    (work.scratch / "half").write_text("half")
    with work.hand_in():
        Organisation.objects.create(name=f"result of {work.job.key}", kind=Kind.FUNDER)


@does("kill.deaf", words="Compute without telling anyone")
def deaf(work):
    time.sleep(600)


@does("kill.memory", words="Take all memory")
def memory(work):
    held = []
    while True:
        held.append(bytearray(64 << 20))


@does("kill.crash", words="Crash")
def crash(work):
    os.kill(os.getpid(), getattr(signal, work.arguments["signal"]))
