"""How is the table written that is committed?"""

from __future__ import annotations

from benchmarks.__main__ import machine

AIM = 300


QUIET = 0.5


def page(measured: dict, *, people: int, seconds: int, busy: float) -> str:
    """Write the whole page."""
    read, written = measured["visits"]["read"], measured["visits"]["write"]
    steps = measured["signing_in"]["steps"]
    filled = "; ".join(f"{many:,} {words}" for words, many in measured["filled"].items())
    failures = [*read["failures"], *written["failures"], *measured["signing_in"]["failures"]]
    slow = [name for name, of in read["pages"].items() if of["p95"] >= AIM]
    lines = [
        "# The service under load",
        "",
        f"Made by `make bench-web` on {machine()}: {people} people at work for {seconds}",
        "seconds in the service as it is deployed (`holdfast serve`: gunicorn with two",
        "processes of four threads, and one worker), on PostgreSQL, without HTTPS because",
        "nothing leaves the machine. Each has a session open and asks for the pages of their",
        "role, with one to three seconds between. The service, its worker, the database and",
        "locust, which plays the people, **share the same cores**: on a server of its own the",
        "service would have more. Everything is invented.",
        "",
        _how_quiet(busy),
        "",
        f"In the database: {filled}.",
        "",
        "## Pages that read",
        "",
        _table(read["pages"]),
        _line("all pages that read", read["all"]),
        "",
        _verdict(read, slow),
        "",
        "## The first time",
        "",
        "What is worked out once and then kept, asked for the first time by one person, before",
        "the load.",
        "",
        _once("page", measured["first"]),
        "",
        "## What is written meanwhile",
        "",
        "Returns are uploaded and read by the worker, releases are asked for and decided.",
        "",
        _table(written["pages"]),
        "",
        "## Signing in",
        "",
        "One person after another, after the load. The password is checked by Argon2, which is",
        "slow on purpose.",
        "",
        _once("step", steps),
        "",
        "## Failures",
        "",
        *([f"- {one}" for one in failures[:20]] or ["None: no request failed."]),
        "",
    ]
    return "\n".join(lines)


def _how_quiet(busy: float) -> str:
    if busy < QUIET:
        return f"Nothing else ran on the machine (load {busy:.1f} before it began)."
    return (
        f"**The machine was not quiet**: {busy:.1f} other processes wanted to run before it "
        "began, so the times are longer than they would be. Measure again."
    )


def _table(pages: dict) -> str:
    return "\n".join(
        [
            "| page | requests | half within | 95% within | 99% within |",
            "| --- | ---: | ---: | ---: | ---: |",
            *(_line(name, of) for name, of in pages.items()),
        ]
    )


def _once(what: str, asked: dict) -> str:
    return "\n".join(
        [
            f"| {what} | requests | half within | longest |",
            "| --- | ---: | ---: | ---: |",
            *(
                f"| {name} | {of['requests']} | {of['p50']:.0f} ms | {of['longest']:.0f} ms |"
                for name, of in asked.items()
            ),
        ]
    )


def _line(name: str, of: dict) -> str:
    times = " | ".join(f"{of[part]:.0f} ms" for part in ("p50", "p95", "p99"))
    return f"| {name} | {of['requests']:,} | {times} |"


def _verdict(read: dict, slow: list[str]) -> str:
    met = "met" if read["all"]["p95"] < AIM else "not met"
    by_page = "by every page" if not slow else f"not by these: {', '.join(slow)}"
    return (
        f"The aim, 95% within {AIM} ms, is {met} over all pages that read; taken one by one, "
        f"{by_page}."
    )
