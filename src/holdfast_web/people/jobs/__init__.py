"""How is long work asked for, done beside the pages, and followed?

Read `states.py` first, then `work.py`. A job is asked for (`asking`), reaches a worker as a
task (`queue`), is seen to by it (`supervise`) in a process of its own (`people.attempt`),
and if its worker is lost is found by another (`recovery`).
"""

from holdfast_web.people.jobs.asking import ask, cancel
from holdfast_web.people.jobs.kinds import KINDS, does
from holdfast_web.people.jobs.now import run_now
from holdfast_web.people.jobs.states import job_ended
from holdfast_web.people.jobs.work import Superseded, Work

__all__ = ["KINDS", "Superseded", "Work", "ask", "cancel", "does", "job_ended", "run_now"]
