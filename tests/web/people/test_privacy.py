"""Every field is classed; the data map and the scrubbed copy follow from that."""

import json
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

from holdfast_web.people import privacy_check
from holdfast_web.people.models import User
from holdfast_web.people.operations.scrubbing import export_scrubbed
from holdfast_web.people.others_fields import NOT_OF_PEOPLE, OTHERS
from holdfast_web.people.privacy import Privacy, classed
from holdfast_web.people.queries.data_map import data_map


def test_every_field_of_every_model_is_classed():
    assert privacy_check.every_field_is_classed() == []


def test_every_model_of_another_package_is_accounted_for():
    unknown = {
        model._meta.label
        for model in apps.get_models()
        if not privacy_check.is_ours(model)
        and model._meta.label not in OTHERS
        and model._meta.app_label not in NOT_OF_PEOPLE
    }

    assert unknown == set()


def test_a_field_without_a_class_is_refused_and_named(monkeypatch):
    without = {name: one for name, one in User.FIELDS.items() if name != "email"}
    monkeypatch.setattr(User, "FIELDS", without | {"shoe_size": Privacy.PERSONAL})

    errors = privacy_check.every_field_is_classed()

    assert [(error.id, error.msg) for error in errors] == [
        ("people.E001", "people.User: email has no class of privacy."),
        (
            "people.E001",
            "people.User: shoe_size has a class of privacy, and there is no such field.",
        ),
    ]


def test_a_field_in_two_classes_is_refused():
    with pytest.raises(ValueError, match="email"):
        classed(public="email", personal="email")


def test_the_data_map_in_the_documentation_is_the_present_one():
    page = Path("docs/reference/data_map.md").read_text(encoding="utf-8")

    assert page == data_map(), "Run: holdfast manage data_map --out docs/reference/data_map.md"


def test_a_scrubbed_copy_tells_of_no_person(member, northmere, tmp_path):
    analyst = member(northmere, "analyst")
    analyst.name = "An invented name"
    analyst.save()

    counts = export_scrubbed(tmp_path)

    whole = "".join(path.read_text() for path in tmp_path.iterdir())
    assert counts["people.User"] == 1
    for told in (analyst.email, analyst.name, str(analyst.key), analyst.password):
        assert told not in whole
    user = json.loads((tmp_path / "people.user.jsonl").read_text())
    membership = json.loads((tmp_path / "people.membership.jsonl").read_text())
    assert user["is_active"] is True
    assert membership["role"] == "analyst"
    assert len(membership["user"]) == 16


def test_two_copies_do_not_join(member, northmere, tmp_path):
    member(northmere, "analyst")

    for name in ("one", "other"):
        export_scrubbed(tmp_path / name)

    first, second = (
        json.loads((tmp_path / name / "people.user.jsonl").read_text())["email"]
        for name in ("one", "other")
    )
    assert first != second


@pytest.mark.django_db
def test_commands_say_what_they_did(tmp_path, capsys):
    call_command("scrubbed_export", str(tmp_path))
    call_command("data_map", out=tmp_path / "map.md")

    files = list(tmp_path.glob("*.jsonl"))
    rows = sum(len(path.read_text().splitlines()) for path in files)
    said = capsys.readouterr().out
    assert f"{rows} rows of {len(files)} models are written." in said
    assert (tmp_path / "map.md").read_text() == data_map()
