"""How long does the first reader of a page wait, where it is worked out once and then kept?

python -m benchmarks.web.first_visits FILLED.json ADDRESS OUT.json
"""

from __future__ import annotations

import json
import statistics
import sys
import time
import urllib.parse
import urllib.request
from pathlib import Path

CHILDREN = 5


def main() -> None:
    filled, at, out = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    known = json.loads(filled.read_text(encoding="utf-8"))
    places = known["places"]
    analyst = next(one for one in known["visitors"] if one["role"] == "analyst")
    returns = f"{at}/returns/{places['returns']}"
    asked = {
        "journeys of one selection": [
            f"{returns}/journeys/?{urllib.parse.urlencode(one)}" for one in places["selections"]
        ],
        "one child's timeline": [
            f"{returns}/children/{child}/" for child in places["children"][-CHILDREN:]
        ],
        "findings of a run": [f"{at}/evaluations/{run}/" for run in places["runs"]],
    }
    told = {
        name: _figures([_milliseconds(where, analyst["session"]) for where in addresses])
        for name, addresses in asked.items()
    }
    out.write_text(json.dumps(told), encoding="utf-8")


def _milliseconds(where: str, session: str) -> float:
    request = urllib.request.Request(where, headers={"Cookie": f"sessionid={session}"})  # noqa: S310
    began = time.perf_counter()
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310  (this machine)
        if answer.url != where:
            raise SystemExit(f"{where} led to {answer.url}")
        answer.read()
    return (time.perf_counter() - began) * 1000


def _figures(times: list[float]) -> dict[str, float]:
    return {"requests": len(times), "p50": statistics.median(times), "longest": max(times)}


if __name__ == "__main__":
    main()
