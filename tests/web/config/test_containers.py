"""What Dockerfile, compose.yaml and .dockerignore say agrees with what is there.

No test builds the image: that takes a Docker daemon. What can be read is checked here.
"""

import ast
import fnmatch
import re
import shlex
import subprocess
import sys

import pytest
import yaml
from django.urls import resolve
from tests.web.real_service import ROOT

from holdfast.cli.main import app


@pytest.fixture(scope="module")
def steps():
    """Give the steps of the Dockerfile as pairs of a word and what follows it."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    joined = re.sub(r"\\\n", " ", "\n".join(lines))
    return [tuple(line.split(maxsplit=1)) for line in joined.splitlines() if line.strip()]


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))


def last_stage(steps):
    return steps[max(at for at, (word, _) in enumerate(steps) if word == "FROM") :]


def let_through(path):
    """Say whether .dockerignore lets a path into the build; the last line that fits decides."""
    into = True
    folders = [path, *(path.rsplit("/", n)[0] for n in range(1, path.count("/") + 1))]
    for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines():
        pattern = line.removeprefix("!").rstrip("/")
        names = path.split("/") if pattern.startswith("**/") else folders
        if any(fnmatch.fnmatchcase(name, pattern.removeprefix("**/")) for name in names):
            into = line.startswith("!")
    return into


def test_all_that_is_copied_is_there_and_let_through(steps):
    copied = [
        source
        for word, rest in steps
        if word == "COPY" and "--from" not in rest
        for source in shlex.split(rest)[:-1]
    ]

    assert [source for source in copied if not (ROOT / source).exists()] == []
    assert [source for source in copied if not let_through(source)] == []
    assert len(copied) > 5


def test_all_that_the_wheel_is_made_of_is_copied(steps):
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    target = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    needed = [*target["packages"], *target["force-include"], project["project"]["readme"]]
    needed += [*project["project"]["license-files"], "requirements/web.txt", "scripts/build-ui"]
    copied = " ".join(rest for word, rest in steps if word == "COPY")

    # `src` brings both packages.
    assert [path for path in needed if path.split("src/")[0] and path not in copied] == []
    assert [path for path in needed if not let_through(path)] == []


def test_what_makes_the_look_stays_out_of_the_build():
    assert not let_through("src/holdfast_web/ui/assets/node_modules")
    assert not let_through("src/holdfast_web/people/__pycache__")
    assert not let_through("var/demo/holdfast.sqlite3")
    assert not let_through("secrets/secret_key")


def test_the_service_runs_as_a_user_of_its_own(steps):
    said = last_stage(steps)
    users = [rest for word, rest in said if word == "USER"]
    made = " ".join(rest for word, rest in said if word == "RUN")

    assert users == ["holdfast"]
    assert re.search(r"useradd .*--uid [1-9]\d{3,} ", made)
    # Whatever comes after is that user's.
    after = said[[word for word, _ in said].index("USER") :]
    assert {word for word, _ in after}.isdisjoint({"RUN", "COPY", "ADD"})


def test_health_is_asked_for_where_it_is_answered(steps, compose):
    (asked,) = [rest for word, rest in last_stage(steps) if word == "HEALTHCHECK"]
    address = re.search(r"http://127\.0\.0\.1:8000(/[a-z/]+)'", asked).group(1)

    assert resolve(address).func.__module__ == "holdfast_web.config.health"
    assert "8000" in [rest for word, rest in last_stage(steps) if word == "EXPOSE"]
    program = ast.literal_eval(re.search(r"CMD (\[.*\])", asked).group(1))
    assert program[:2] == ["python", "-c"]
    compile(program[2], "the health check", "exec")
    # Whoever serves no pages is not asked for them.
    for name in ("worker", "backups"):
        assert compose["services"][name]["healthcheck"] == {"disable": True}


def test_every_command_of_the_containers_is_one_of_ours(steps, compose):
    said = dict(last_stage(steps))
    commands = {one.name for one in app.registered_commands} | set(entry_points())
    asked = [ast.literal_eval(said["CMD"])[0], compose["services"]["worker"]["command"][0]]
    asked += re.findall(r"holdfast (\w+)", compose["services"]["backups"]["command"][0])

    assert ast.literal_eval(said["ENTRYPOINT"]) == ["holdfast"]
    assert asked == ["serve", "worker", "backup"]
    assert set(asked) <= commands


def entry_points():
    from importlib.metadata import entry_points

    return [point.name for point in entry_points(group="holdfast.commands")]


def test_options_of_the_commands_are_ones_that_they_take(steps, compose):
    serve = shlex.join(ast.literal_eval(dict(last_stage(steps))["CMD"]))
    (backup,) = re.findall(
        r"holdfast (backup .*)", compose["services"]["backups"]["command"][0]
    )
    for line in (serve, backup):
        name, *words = shlex.split(line)
        options = [word for word in words if word.startswith("--")]
        said = subprocess.run(
            [sys.executable, "-m", f"holdfast_web.config.commands.{name}", "--help"],
            capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
        assert [option for option in options if option not in said] == []


def test_every_setting_of_the_containers_is_one_that_is_read(steps, compose):
    page = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"`((?:HOLDFAST_|DATABASE_)[A-Z_]+)`", page))
    given = set(compose["x-holdfast"]["environment"])
    given |= set(re.findall(r"\b(HOLDFAST_[A-Z_]+)=", " ".join(rest for _, rest in steps)))
    passed = re.findall(r"\$\{([A-Z_]+)", str(compose))

    assert sorted(given - listed) == []
    assert sorted(set(passed) - listed) == []


def test_secrets_are_files_and_every_name_leads_somewhere(compose):
    services = compose["services"]
    for service in services.values():
        assert set(service.get("secrets", [])) <= set(compose["secrets"])
        for volume in service.get("volumes", []):
            assert volume.split(":")[0] in compose["volumes"]
        assert set(service.get("depends_on", {})) <= set(services)
        for name, value in service["environment"].items():
            if name.endswith("_FILE"):
                secret = value.removeprefix("/run/secrets/")
                assert secret in service["secrets"]
    guide = (ROOT / "docs" / "how_to" / "deploy.md").read_text(encoding="utf-8")
    for secret in compose["secrets"].values():
        assert secret["file"] in guide


def test_containers_hold_no_more_power_than_they_need(steps, compose):
    ours = [name for name in compose["services"] if name != "database"]
    for name in ours:
        service = compose["services"][name]
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
    assert "ports" not in compose["services"]["database"]
    assert compose["services"]["web"]["ports"] == ["127.0.0.1:8000:8000"]
    # What is written to, on a file system that is read only, is a volume of that user's.
    (volumes,) = [
        ast.literal_eval(rest) for word, rest in last_stage(steps) if word == "VOLUME"
    ]
    mounted = {
        volume.split(":")[1] for name in ours for volume in compose["services"][name]["volumes"]
    }
    assert mounted == set(volumes)
