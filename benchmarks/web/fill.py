"""Fill an empty database with a large authority at work; say who can visit what in it.

    python -m benchmarks.web.fill FOLDER OUT.json

FOLDER holds `large/` and `small/`, two synthetic authorities of `holdfast synthesise`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from holdfast_web.config.commands.starting import start

start()

from benchmarks.web import (  # noqa: E402  (they need Django)
    authority,
    delivery,
    history,
    records,
    referrals,
    sessions,
)

HIGHEST = {"analyst": 30, "programme_lead": 10, "commissioner": 10, "system_administrator": 6}


def main() -> None:
    folder, out = Path(sys.argv[1]), Path(sys.argv[2])
    place = authority.make(highest=HIGHEST)
    returns, runs, protocol = records.read_and_run(place, folder / "large")
    history.make(place, run=runs[0], protocol=protocol)
    delivered = delivery.make(place) | referrals.make(place)
    filled = {
        "counts": history.counts() | records.counts(returns) | delivery.counts(),
        "visitors": sessions.visitors(place),
        "signing_in": sessions.who_can_sign_in(place),
        "places": {
            "returns": str(returns.key),
            "selections": records.SELECTIONS,
            "children": records.some_children(returns),
            "runs": [str(run.key) for run in runs],
            "protocol": str(protocol.key),
            "authority": str(place.key),
            "organisations": authority.some_organisations(place),
            "people": authority.some_people(place),
            "small": str(records.zipped(folder / "small")),
            **delivered,
        },
    }
    out.write_text(json.dumps(filled), encoding="utf-8")


if __name__ == "__main__":
    main()
