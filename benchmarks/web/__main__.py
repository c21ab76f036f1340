"""Start the service as it is deployed, on PostgreSQL, and let fifty people work in it.

    make bench-web                                    writes benchmarks/web.md
    scripts/with-postgres python -m benchmarks.web    with a number of people, of seconds

Everything is on this machine and invented: an authority of 200 homes, its people, five years of
returns that the service itself reads, two runs of an evaluation. Fails if a request failed.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from benchmarks.invented import holdfast, synthesise_apart
from benchmarks.web.written import page

TABLE = Path(__file__).parents[1] / "web.md"
VISITS = Path(__file__).with_name("visits.py")
CHILDREN, FEW_CHILDREN = 5_000, 60
LONGEST_START = 150
MOST_SECONDS = 300


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=75)
    parser.add_argument("--out", type=Path, default=TABLE)
    parser.add_argument(
        "--locust", type=Path, default=Path(".venv-bench/bin/locust"), help="The command."
    )
    asked = parser.parse_args()
    if "DATABASE_URL" not in os.environ:
        raise SystemExit("Run it by `make bench-web`: it fills a database and throws it away.")
    if asked.seconds > MOST_SECONDS:
        raise SystemExit(f"It is bounded to {MOST_SECONDS} seconds.")
    busy = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="holdfast-bench-") as name:
        folder = Path(name)
        measured = measure(folder, asked.people, asked.seconds, asked.locust)
        kept = os.environ.get("HOLDFAST_BENCH_LOG")
        if kept:
            Path(kept).write_bytes((folder / "service.log").read_bytes())
    text = page(measured, people=asked.people, seconds=asked.seconds, busy=busy)
    asked.out.write_text(text, encoding="utf-8")
    print(text)
    failed = [entry for part in measured["visits"].values() for entry in part["failures"]]
    if failed or measured["signing_in"]["failures"]:
        raise SystemExit(f"Requests failed: {failed or measured['signing_in']}")


def measure(folder: Path, people: int, seconds: int, locust: Path) -> dict:
    """Fill a service, run it, let people work; give what was measured."""
    environment = settings(folder)
    step("an authority and its returns are made")
    for name, children in (("large", CHILDREN), ("small", FEW_CHILDREN)):
        synthesise_apart(folder / name, children)
    step("the database is filled, the returns are read, the evaluation is run")
    filled = folder / "filled.json"
    run(environment, *holdfast("manage", "migrate", "--verbosity", "0"))
    run(
        environment | {"HOLDFAST_WORK_NICE": "0"}, sys.executable, "-m", "benchmarks.web.fill",
        str(folder), str(filled),
    )  # fmt: skip
    port = free_port()
    with service(environment, port, folder / "service.log"):
        at = f"http://127.0.0.1:{port}"
        step("what is worked out once and kept is asked for the first time")
        first = folder / "first_visits.json"
        run(
            environment, sys.executable, "-m", "benchmarks.web.first_visits", str(filled), at,
            str(first),
        )  # fmt: skip
        step(f"{people} people work for {seconds} seconds")
        visits = folder / "visits.json"
        run(
            environment | {"FILLED": str(filled), "VISITS": str(visits)},
            str(locust), "--locustfile", str(VISITS), "--headless", "--only-summary",
            "--users", str(people), "--spawn-rate", "10", "--run-time", f"{seconds}s",
            "--stop-timeout", "20", "--host", at, "--exit-code-on-error", "0",
        )  # fmt: skip
        step("people sign in")
        signing_in = folder / "signing_in.json"
        run(
            environment, sys.executable, "-m", "benchmarks.web.signing_in", str(filled), at,
            str(signing_in),
        )  # fmt: skip
    return {
        "filled": json.loads(filled.read_text(encoding="utf-8"))["counts"],
        "visits": json.loads(visits.read_text(encoding="utf-8")),
        "first": json.loads(first.read_text(encoding="utf-8")),
        "signing_in": json.loads(signing_in.read_text(encoding="utf-8")),
    }


def settings(folder: Path) -> dict[str, str]:
    """Give the environment of a service as deployed, but for HTTPS, on this machine only."""
    kept = {key: value for key, value in os.environ.items() if "HOLDFAST_" not in key}
    # Locust would warn of gevent's patches in programs that know nothing of it.
    return kept | {
        "HOLDFAST_HTTPS": "no",
        "HOLDFAST_HOME": str(folder / "home"),
        "HOLDFAST_SECRET_KEY": secrets.token_urlsafe(50),
    }


@contextmanager
def service(environment: dict[str, str], port: int, log: Path):
    """Run `holdfast serve`, pages and worker, as long as needed."""
    command = holdfast("serve", "--port", str(port))
    with log.open("wb") as stream:
        process = subprocess.Popen(command, env=environment, stdout=stream, stderr=stream)
    try:
        wait_for(f"http://127.0.0.1:{port}/health/ready", process, log)
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def wait_for(address: str, process: subprocess.Popen, log: Path) -> None:
    until = time.monotonic() + LONGEST_START
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310  (this machine)
                return
        except OSError:
            time.sleep(0.3)
    raise SystemExit(f"The service did not start:\n{log.read_text(encoding='utf-8')[-3000:]}")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def run(environment: dict[str, str], *command: str) -> None:
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{command[0]} failed:\n{(done.stdout + done.stderr)[-5000:]}")


def step(words: str) -> None:
    print(f"{time.strftime('%H:%M:%S')}  {words} ...", flush=True)


if __name__ == "__main__":
    main()
