"""Workers and the processes under them are killed; no work is lost and none is done twice."""

import os
import signal
import time

from tests.web.real_service import PATIENCE


def test_a_worker_killed_at_work_leaves_it_to_the_next(service):
    (key,) = service.ask("kill.write", steps=30)
    worker = service.worker()
    service.until_at_work(key)

    worker.kill()

    service.until_nobody_works_on(key)
    assert service.results() == {}
    service.worker()
    assert service.until(key, "done", "failed") == ("done", 2, 1, "")
    assert service.results() == {f"result of {key}": 1}
    service.until_nobody_works_on(key)
    assert [path.name for path in service.home.glob("store/*/scratch/*")] == []


def test_work_whose_worker_is_killed_twice_has_failed_with_a_reason(service):
    (key,) = service.ask("kill.deaf")
    for losses in (0, 1):
        worker = service.worker()
        assert service.until(key, "running")[2] == losses
        worker.kill()
        service.until_nobody_works_on(key)
        if losses == 0:
            again = service.worker()
            service.until(key, "waiting")
            again.kill()
            again.wait()

    service.worker()

    assert service.until(key, "failed", "done")[3] == "jobs.worker-lost"


def test_a_worker_that_is_told_to_stop_puts_its_work_back(service):
    (key,) = service.ask("kill.write", steps=30)
    worker = service.worker()
    service.until_at_work(key)

    worker.send_signal(signal.SIGTERM)

    assert worker.wait(15) == 0
    assert service.job(key) == ("waiting", 1, 0, "")
    assert service.children(key) == []
    service.worker()
    assert service.until(key, "done", "failed") == ("done", 2, 0, "")
    assert service.results() == {f"result of {key}": 1}


def test_work_that_dies_fails_its_job_and_nothing_else(service):
    service.environment["HOLDFAST_WORK_MEMORY_MB"] = "1200"
    (killed,) = service.ask("kill.deaf")
    crashed = [*service.ask("kill.crash", signal="SIGSEGV"), *service.ask("kill.memory")]
    (last,) = service.ask("kill.write", steps=1)
    worker = service.worker()
    service.until(killed, "running")
    end = time.monotonic() + PATIENCE
    while not service.children(killed):
        assert time.monotonic() < end, service.log()

    os.kill(service.children(killed)[0], signal.SIGKILL)

    ends = [service.until(key, "failed", "done") for key in (killed, *crashed, last)]
    assert [(state, why) for state, _, _, why in ends] == [
        ("failed", "jobs.stopped"), ("failed", "jobs.stopped"), ("failed", "jobs.memory"),
        ("done", ""),
    ]  # fmt: skip
    assert worker.poll() is None


def test_work_that_takes_too_long_fails_for_that_reason(service):
    service.environment["HOLDFAST_WORK_SECONDS"] = "3"
    (key,) = service.ask("kill.deaf")
    service.worker()

    assert service.until(key, "failed", "done")[3] == "jobs.time"
    service.until_nobody_works_on(key)


def test_cancelled_work_ends_though_it_never_looks_up(service):
    (key,) = service.ask("kill.deaf")
    service.worker()
    service.until(key, "running")

    assert service.cancel(key) is True

    service.until_nobody_works_on(key)
    assert service.job(key)[0] == "cancelled"


def test_two_workers_share_work_and_do_none_of_it_twice(service):
    keys = service.ask("kill.write", times=6, steps=1)
    service.worker()
    service.worker()

    for key in keys:
        assert service.until(key, "done", "failed") == ("done", 1, 0, "")
    assert service.results() == {f"result of {key}": 1 for key in keys}
