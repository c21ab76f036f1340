"""Workers and the processes under them are killed; no work is lost and none is done twice."""

import os
import signal

import pytest


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


def test_a_process_that_is_killed_fails_its_job_and_nothing_else(service):
    first, second = *service.ask("kill.deaf"), *service.ask("kill.write", steps=1)
    worker = service.worker()
    service.until(first, "running")
    while not service.children(first):
        pass

    os.kill(service.children(first)[0], signal.SIGKILL)

    assert service.until(first, "failed", "done")[3] == "jobs.stopped"
    assert service.until(second, "failed", "done")[0] == "done"
    assert worker.poll() is None


@pytest.mark.parametrize("how", ["SIGSEGV", "SIGABRT"])
def test_a_crash_fails_the_job_and_the_worker_goes_on(service, how):
    (first,) = service.ask("kill.crash", signal=how)
    (second,) = service.ask("kill.write", steps=1)
    worker = service.worker()

    assert service.until(first, "failed", "done")[3] == "jobs.stopped"
    assert service.until(second, "failed", "done")[0] == "done"
    assert worker.poll() is None


def test_work_that_takes_too_much_memory_fails_for_that_reason(service):
    service.environment["HOLDFAST_WORK_MEMORY_MB"] = "1200"
    (key,) = service.ask("kill.memory")
    worker = service.worker()

    assert service.until(key, "failed", "done")[3] == "jobs.memory"
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

    assert service.cancel(key) == "True"

    service.until_nobody_works_on(key, seconds=15)
    assert service.job(key)[0] == "cancelled"


def test_two_workers_share_work_and_do_none_of_it_twice(service):
    keys = service.ask("kill.write", times=8, steps=1)
    service.worker()
    service.worker()

    for key in keys:
        assert service.until(key, "done", "failed", seconds=120) == ("done", 1, 0, "")
    assert service.results() == {f"result of {key}": 1 for key in keys}
