"""How long does signing in take, one person after another? Argon2 is slow on purpose.

python -m benchmarks.web.signing_in FILLED.json ADDRESS OUT.json
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import statistics
import struct
import sys
import time
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
PERIOD, NEARLY_OVER = 30, 3
"""Seconds for which an app shows a code, and before the end of which nobody types it."""

STEPS = ("page of signing in", "password checked", "second factor checked")


def main() -> None:
    filled, at, out = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    people = json.loads(filled.read_text(encoding="utf-8"))["signing_in"]
    taken: dict[str, list[float]] = {step: [] for step in STEPS}
    failures = [person["email"] for person in people if not signed_in(at, person, taken)]
    figures = {
        step: {"requests": len(times), "p50": statistics.median(times), "longest": max(times)}
        for step, times in taken.items()
    }
    out.write_text(json.dumps({"steps": figures, "failures": failures}), encoding="utf-8")


def signed_in(at: str, person: dict[str, str], taken: dict[str, list[float]]) -> bool:
    """Sign one person in as a browser would; say whether they came to their home page."""
    browser = urllib.request.build_opener(
        urllib.request.HTTPCookieProcessor(CookieJar()), StopAtRedirect
    )
    where = f"{at}/account/login/"
    page = ""
    for step in STEPS:
        form = typed(step, person)
        if form and (found := TOKEN.search(page)):
            form = form | {"csrfmiddlewaretoken": found[1]}
        began = time.perf_counter()
        _, onwards, page = asked(browser, where, form)
        taken[step].append((time.perf_counter() - began) * 1000)
        if onwards:
            where = urllib.parse.urljoin(at, onwards)
            _, _, page = asked(browser, where, {})
    status, _, page = asked(browser, f"{at}/", {})
    return status == 200 and "What needs you" in page


def typed(step: str, person: dict[str, str]) -> dict[str, str]:
    """Give what a person types at a step."""
    if step == STEPS[0]:
        return {}
    if step == STEPS[1]:
        return {"login": person["email"], "password": person["password"]}
    if time.time() % PERIOD > PERIOD - NEARLY_OVER:
        time.sleep(NEARLY_OVER)  # as people do: they wait for the next code
    return {"code": code(person["totp"])}


class StopAtRedirect(urllib.request.HTTPRedirectHandler):
    """Leaves it to the caller to go on, so that each answer is timed by itself."""

    def redirect_request(self, *args):
        del args


def asked(
    browser: urllib.request.OpenerDirector, where: str, form: dict[str, str]
) -> tuple[int, str, str]:
    """Ask for a page, or send a form; give the status, where it leads, and the page."""
    data = urllib.parse.urlencode(form).encode() if form else None
    try:
        with browser.open(where, data=data, timeout=30) as answer:
            return answer.status, "", answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers.get("Location", ""), error.read().decode()


def code(secret: str) -> str:
    """Give what an authenticator app shows now."""
    counter = struct.pack(">Q", int(time.time()) // PERIOD)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    place = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[place : place + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


if __name__ == "__main__":
    main()
