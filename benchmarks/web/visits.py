"""What do the people do? Read by locust, which runs it in an environment of its own.

Each visitor is one person with an open session and asks for the pages that their role is for,
with one to three seconds between, as somebody who reads. Three more write: files are uploaded
and read, releases are asked for and decided.
"""

import itertools
import json
import os
import random
import re
import statistics
from pathlib import Path

from locust import FastHttpUser, between, events, task

FILLED = json.loads(Path(os.environ["FILLED"]).read_text(encoding="utf-8"))
PLACES = FILLED["places"]
VISITORS = itertools.cycle(FILLED["visitors"])
ANALYSTS = itertools.cycle([one for one in FILLED["visitors"] if one["role"] == "analyst"])
FACILITATORS = itertools.cycle(
    [one for one in FILLED["visitors"] if one["role"] == "facilitator"]
)
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
COVERAGE = re.compile(r'href="(/deliver/coverage/[0-9a-f-]{36}/)"')
REGISTER = re.compile(r'href="(/deliver/registers/[0-9a-f-]{36}/)"')
LINE = re.compile(r'name="([0-9a-f-]{36})-outcome"')
BLANK = re.compile(r'name="([0-9a-f-]{36})-name"')
SEEN = re.compile(r'name="seen" value="(\d+)"')
LOOK = re.compile(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"')
CHANCE = random.Random()  # noqa: S311  (not a secret)
UPLOADS = 2
TAKEN = {"read": {}, "write": {}}
FAILED = {"read": [], "write": []}
WRITES = "write: "


@events.request.add_listener
def keep(name, response_time, exception, **rest):
    del rest
    kind = "write" if name.startswith(WRITES) else "read"
    name = name.removeprefix(WRITES)
    TAKEN[kind].setdefault(name, []).append(response_time)
    if exception is not None:
        FAILED[kind].append(f"{name}: {exception}")


@events.spawning_complete.add_listener
def begin_afresh(user_count, **rest):
    """Count from when everybody is there; what failed before counts all the same."""
    del user_count, rest
    for taken in TAKEN.values():
        taken.clear()


@events.quitting.add_listener
def write_down(environment, **rest):
    del environment, rest
    said = {
        kind: {
            "pages": {name: _figures(times) for name, times in sorted(taken.items())},
            "all": _figures([one for times in taken.values() for one in times]),
            "failures": FAILED[kind],
        }
        for kind, taken in TAKEN.items()
    }
    Path(os.environ["VISITS"]).write_text(json.dumps(said), encoding="utf-8")


def _figures(times):
    if not times:
        return {"requests": 0, "p50": 0, "p95": 0, "p99": 0}
    cuts = statistics.quantiles(times, n=100, method="inclusive") if len(times) > 1 else None
    return {
        "requests": len(times),
        **{f"p{at}": cuts[at - 1] if cuts else times[0] for at in (50, 95, 99)},
    }


class Person(FastHttpUser):
    """Somebody signed in."""

    abstract = True
    wait_time = between(1, 3)
    network_timeout = connection_timeout = 30

    def come_in(self, person):
        self.person = person
        if "session" in person:
            self.client.cookiejar.clear()
            self.headers = {"Cookie": f"sessionid={person['session']}"}
        else:
            self.headers = {"Authorization": f"Bearer {person['token']}"}

    def see(self, address, name, **query):
        """Ask for a page, which must be there, and not be that of signing in."""
        asked = "&".join(f"{key}={value}" for key, value in query.items())
        where = f"{address}?{asked}" if asked else address
        with self.client.get(
            where, name=name, headers=self.headers, catch_response=True, allow_redirects=False
        ) as answer:
            if answer.status_code != 200:
                answer.failure(f"answered {answer.status_code}")
            return answer.text or ""

    def through(self, address, name, link, then):
        """Ask for a list, and then for one that it leads to."""
        found = sorted(set(link.findall(self.see(address, name))))
        if found:
            self.see(CHANCE.choice(found), then)

    def send(self, address, name, page, **form):
        """Send the form of a page that was just read; it must lead on to another."""
        found = TOKEN.search(page)
        cookie = next((c.value for c in self.client.cookiejar if c.name == "csrftoken"), "")
        headers = {
            "Cookie": f"{self.headers['Cookie']}; csrftoken={cookie}", "Origin": self.host,
        }  # fmt: skip
        with self.client.post(
            address, name=WRITES + name, headers=headers, catch_response=True,
            allow_redirects=False,
            **(form.pop("_raw")(found[1], headers) if "_raw" in form
               else {"data": {"csrfmiddlewaretoken": found[1] if found else "", **form}}),
        ) as answer:  # fmt: skip
            if answer.status_code != 302:
                answer.failure(f"answered {answer.status_code}")


PAGES = {
    "home": lambda visit: visit.see("/", "home"),
    "search": lambda visit: visit.see(
        "/search/", "search", words=CHANCE.choice(("Home", "entries", "Area 0", "protocol"))
    ),
    "question": lambda visit: visit.see("/questions/measure/", "one of the five questions"),
    "returns": lambda visit: visit.see("/returns/", "returns"),
    "one return": lambda visit: visit.see(f"/returns/{PLACES['returns']}/", "one set"),
    "quality": lambda visit: visit.see(f"/returns/{PLACES['returns']}/quality/", "quality"),
    "journeys": lambda visit: visit.see(
        f"/returns/{PLACES['returns']}/journeys/", "journeys, with filters",
        **CHANCE.choice(PLACES["selections"]),
    ),
    "children": lambda visit: visit.see(
        f"/returns/{PLACES['returns']}/children/", "children, by how a pseudonym begins",
        pseudonym=CHANCE.choice(PLACES["children"])[:4],
    ),
    "child": lambda visit: visit.see(
        f"/returns/{PLACES['returns']}/children/{CHANCE.choice(PLACES['children'])}/",
        "one child's timeline",
    ),
    "protocols": lambda visit: visit.see("/protocols/", "protocols"),
    "protocol": lambda visit: visit.see(f"/protocols/{PLACES['protocol']}/", "one protocol"),
    "evaluations": lambda visit: visit.see("/evaluations/", "evaluations"),
    "findings": lambda visit: visit.see(
        f"/evaluations/{CHANCE.choice(PLACES['runs'])}/", "findings"
    ),
    "comparison": lambda visit: visit.see(
        "/evaluations/{}/beside/{}/".format(*PLACES["runs"]), "comparison of two runs"
    ),
    "releases": lambda visit: visit.see(
        "/releases/", "releases", page=CHANCE.choice((1, 1, 1, 2, 9))
    ),
    "trail": lambda visit: visit.see(
        "/trail/", "trail",
        **CHANCE.choice(
            ({}, {}, {"page": 3}, {"person": "analyst"}, {"action": "findings%20read"})
        ),
    ),
    "organisations": lambda visit: visit.see("/organisations/", "organisations"),
    "organisation": lambda visit: visit.see(
        f"/organisations/{CHANCE.choice(PLACES['organisations'])}/", "one organisation"
    ),
    "person": lambda visit: visit.see(
        "/organisations/{}/people/{}/".format(*CHANCE.choice(PLACES["people"])), "one person"
    ),
    "account": lambda visit: visit.see("/account/", "account"),
    "notices": lambda visit: visit.see("/notices/", "notices"),
    "roles": lambda visit: visit.see("/roles/", "roles"),
    "runs of programmes": lambda visit: visit.see(
        "/deliver/runs/", "runs of programmes", page=CHANCE.choice((1, 1, 2, 5))
    ),
    "run of a programme": lambda visit: visit.see(
        f"/deliver/runs/{CHANCE.choice(PLACES['deliver_runs'])}/", "one run of a programme"
    ),
    "coverage": lambda visit: visit.see(
        "/deliver/coverage/", "coverage of all runs", page=CHANCE.choice((1, 1, 2, 5))
    ),
    "coverage of a run": lambda visit: visit.see(
        f"/deliver/coverage/{CHANCE.choice(PLACES['deliver_runs'])}/", "coverage of one run"
    ),
    "registers": lambda visit: visit.see("/deliver/registers/", "registers"),
    "register": lambda visit: visit.see(
        f"/deliver/registers/{CHANCE.choice(PLACES['deliver_registers'])}/", "one register"
    ),
    "homes": lambda visit: visit.see("/deliver/homes/", "homes"),
    "home of children": lambda visit: visit.see(
        f"/deliver/homes/{CHANCE.choice(PLACES['deliver_homes'])}/", "one home"
    ),
    "months": lambda visit: visit.see("/deliver/home-months/", "homes by month"),
    "charts": lambda visit: visit.see(
        f"/deliver/home-months/{CHANCE.choice(PLACES['deliver_homes'])}/charts/",
        "process charts of a home",
    ),
    "sites": lambda visit: visit.see("/deliver/sites/", "sites"),
    "site": lambda visit: visit.see(
        f"/deliver/sites/{CHANCE.choice(PLACES['deliver_sites'])}/", "one site"
    ),
    "referrals": lambda visit: visit.see(
        f"/deliver/services/{CHANCE.choice(PLACES['services'])}/referrals/", "referrals",
        page=CHANCE.choice((1, 1, 2, 4)),
    ),
    "referral": lambda visit: visit.see(
        f"/deliver/referrals/{CHANCE.choice(PLACES['referrals'])}/", "one referral"
    ),
    "waiting": lambda visit: visit.see(
        f"/deliver/services/{CHANCE.choice(PLACES['services'])}/waiting-list/", "waiting list"
    ),
    "drift": lambda visit: visit.see(
        f"/deliver/services/{CHANCE.choice(PLACES['services'])}/drift/", "drift of a service"
    ),
    "capacity": lambda visit: visit.see(
        f"/deliver/services/{CHANCE.choice(PLACES['services'])}/capacity/", "capacity"
    ),
    "national": lambda visit: visit.see("/deliver/national/", "national view"),
    "exchange": lambda visit: visit.see("/deliver/exchange/", "what sites changed"),
    "own coverage": lambda visit: visit.through(
        "/deliver/coverage/", "coverage of one's own runs", COVERAGE, "coverage of one run"
    ),
    "own registers": lambda visit: visit.through(
        "/deliver/registers/?show=all", "registers of one's own home", REGISTER, "one register"
    ),
    "api runs of programmes": lambda visit: visit.see("/api/v1/runs", "API: runs"),
    "api returns": lambda visit: visit.see("/api/v1/returns", "API: returns"),
    "api runs": lambda visit: visit.see("/api/v1/evaluations", "API: evaluations"),
    "api organisations": lambda visit: visit.see("/api/v1/organisations", "API: organisations"),
}  # fmt: skip

EVERYBODY = {"home": 5, "account": 1, "notices": 1, "roles": 1, "question": 2}
READERS = EVERYBODY | {"search": 2, "evaluations": 2}
LEADS = READERS | {
    "journeys": 5, "findings": 4, "comparison": 1, "protocols": 2, "protocol": 2, "releases": 3,
}  # fmt: skip
DELIVERS = {
    "runs of programmes": 2, "run of a programme": 3, "coverage": 4, "coverage of a run": 5,
    "registers": 2, "register": 3, "homes": 2, "home of children": 2, "months": 2, "charts": 2,
    "sites": 1, "site": 1, "referrals": 4, "referral": 4, "waiting": 2, "drift": 3,
    "capacity": 2,
}  # fmt: skip
WAYS = {
    "analyst": LEADS | {
        "returns": 3, "one return": 2, "quality": 4, "children": 1, "child": 5,
        "coverage": 2, "drift": 2, "referrals": 2,
    },
    "programme_lead": LEADS | DELIVERS | {
        "returns": 2, "quality": 2, "organisations": 2, "organisation": 2,
    },
    "commissioner": READERS | {"journeys": 5, "findings": 4, "releases": 2, "coverage": 3},
    "system_administrator": EVERYBODY | {
        "search": 3, "organisations": 4, "organisation": 4, "person": 4, "trail": 6,
    },
    "home_manager": READERS | {
        "own coverage": 5, "own registers": 5, "homes": 1, "months": 3,
    },
    "facilitator": READERS | {"own coverage": 3, "own registers": 6},
    "practitioner": EVERYBODY,
    "national_team_lead": READERS | {"national": 8, "exchange": 2, "sites": 2},
    "program": {"api returns": 2, "api runs": 2, "api organisations": 1,
                "api runs of programmes": 2},
}  # fmt: skip
"""How often each role asks for each page."""


class Visitor(Person):
    """Somebody who reads."""

    def on_start(self):
        self.come_in(next(VISITORS))
        ways = WAYS[self.person["role"]]
        self.names, self.weights = list(ways), list(ways.values())
        if "session" in self.person:
            # A browser loads the look once and keeps it.
            for address in sorted(set(LOOK.findall(self.see("/", "home")))):
                self.see(address, "style sheets and scripts, once")

    @task
    def read(self):
        PAGES[CHANCE.choices(self.names, self.weights)[0]](self)


class Asker(Person):
    """An analyst who asks for releases, one about every ten seconds."""

    fixed_count = 1
    wait_time = between(8, 12)

    def on_start(self):
        self.come_in(next(ANALYSTS))

    @task
    def ask(self):
        address = f"/evaluations/{PLACES['runs'][0]}/release/"
        page = self.see(address, "form of a release")
        self.send(
            address,
            "a release is asked for",
            page,
            file="findings.json",
            purpose="For the board.",
        )


class Decider(Person):
    """Another analyst, who decides about those that wait."""

    fixed_count = 1
    wait_time = between(8, 12)

    def on_start(self):
        next(ANALYSTS)
        self.come_in(next(ANALYSTS))

    @task
    def decide(self):
        links = re.findall(r'href="(/releases/[0-9a-f-]{36}/)"', self.see("/", "home"))
        for address in links:
            page = self.see(address, "one release")
            if 'value="refuse"' in page:
                self.send(
                    address,
                    "a release is refused",
                    page,
                    decision="refuse",
                    reason="Too small.",
                )
                return


class Registrar(Person):
    """A facilitator who corrects whole registers, one about every ten seconds."""

    fixed_count = 1
    wait_time = between(8, 12)

    def on_start(self):
        self.come_in(next(FACILITATORS))

    @task
    def take(self):
        found = REGISTER.findall(
            self.see("/deliver/registers/?show=all", "registers of one's own home")
        )
        address = CHANCE.choice(found)
        page = self.see(address, "one register")
        people = set(LINE.findall(page)) - set(BLANK.findall(page))
        marks = {f"{key}-outcome": "present" for key in people}
        marks[CHANCE.choice(list(marks))] = CHANCE.choice(("absent", "late"))
        self.send(
            address, "a register of a whole team is saved", page, seen=SEEN.search(page)[1],
            **marks,
        )  # fmt: skip


class Uploader(Person):
    """An analyst who uploads a few small returns, which the worker then reads."""

    fixed_count = 1
    wait_time = between(15, 25)
    left = UPLOADS

    def on_start(self):
        self.come_in(next(ANALYSTS))

    @task
    def upload(self):
        page = self.see("/returns/upload/", "form of an upload")
        if self.left:
            self.left -= 1
            self.send("/returns/upload/", "returns are uploaded", page, _raw=self._form)

    def _form(self, token, headers):
        edge = "an-edge-that-is-in-no-file"
        part = f"--{edge}\r\nContent-Disposition: form-data; name="
        fields = {
            "csrfmiddlewaretoken": token, "organisation": PLACES["authority"],
            "label": "A few more children",
        }  # fmt: skip
        parts = [f'{part}"{key}"\r\n\r\n{value}\r\n'.encode() for key, value in fields.items()]
        parts.append(
            f'{part}"files"; filename="returns.zip"\r\n'
            "Content-Type: application/zip\r\n\r\n".encode()
            + Path(PLACES["small"]).read_bytes()
            + f"\r\n--{edge}--\r\n".encode()
        )
        headers["Content-Type"] = f"multipart/form-data; boundary={edge}"
        return {"data": b"".join(parts)}
