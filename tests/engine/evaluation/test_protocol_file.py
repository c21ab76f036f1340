"""Reading a protocol: every fault at once, with its path, its line and how to mend it."""

import pytest
import yaml

from holdfast.evaluation.protocol import Protocol
from holdfast.evaluation.protocol_file import faults, read_protocol, template
from holdfast.kernel.errors import InputError


@pytest.fixture
def write(tmp_path):
    def to_file(text):
        path = tmp_path / "protocol.yaml"
        path.write_text(
            text if isinstance(text, str) else yaml.safe_dump(text), encoding="utf-8"
        )
        return path

    return to_file


def test_the_template_is_a_protocol_without_faults(write):
    path = write(template())

    assert faults(path) == ()
    assert read_protocol(path).design == "matched-comparison"


def test_the_template_shows_every_setting_of_the_schema():
    shown = yaml.safe_load(template())
    full = Protocol.model_validate(shown).model_dump(mode="json", by_alias=True)
    only_for_one_design = {"comparison.before_days"}

    def keys(block, path=""):
        for key, value in block.items():
            yield f"{path}{key}"
            if isinstance(value, dict):
                yield from keys(value, f"{path}{key}.")

    assert set(keys(full)) - set(keys(shown)) == only_for_one_design


def test_a_byte_order_mark_is_no_fault(write, plan):
    assert faults(write("\ufeff" + yaml.safe_dump(plan()))) == ()


def test_every_fault_is_told_at_once_with_its_line(write):
    text = (
        template()
        .replace("horizon_days: 365", "horizon_days: 3")
        .replace("to: 2024-03-31", "to: 31/3/2024")
        .replace("design: matched", "desgn: matched")
    )

    found = faults(write(text))

    lines = text.splitlines()
    assert [
        (fault.path, fault.line and lines[fault.line - 1].split(":")[0].strip())
        for fault in found
    ] == [
        ("design", None),
        ("desgn", "desgn"),
        ("cohort.dates.to", "dates"),
        ("outcome.horizon_days", "horizon_days"),
    ]


def test_read_protocol_raises_all_faults_in_one_error(write, plan):
    path = write(plan(seed=-1, colour="blue"))

    with pytest.raises(InputError) as caught:
        read_protocol(path)

    assert caught.value.code == "evaluation.protocol-faulty"
    assert caught.value.where == "protocol.yaml"
    assert caught.value.what.startswith("The protocol cannot be used: it has 2 faults.")


def test_one_fault_is_told_in_the_singular(write, plan):
    with pytest.raises(InputError, match=r"it has 1 fault\."):
        read_protocol(write(plan(seed=-1)))


@pytest.mark.parametrize(
    ("changes", "path", "words"),
    [
        (
            {"outcome__horizn": 3},
            "outcome.horizn",
            "This setting is not known. Did you mean `horizon_days`?",
        ),
        (
            {"value__zzz": 3},
            "value.zzz",
            "This setting is not known. "
            "Known here: discount, count_in_kind, optimism_bias, pay_per_care_day.",
        ),
        (
            {"cohort__ages": {"from": 10}},
            "cohort.ages.to",
            "This setting is missing. Add `to:`.",
        ),
        (
            {"design": "guess"},
            "design",
            "This is not one of the words allowed here. "
            "Use 'randomised', 'matched-comparison' or 'before-after'.",
        ),
        (
            {"outcome__horizon_days": 2000},
            "outcome.horizon_days",
            "This number is out of range. Give at most 1826.",
        ),
        (
            {"bootstrap__level": 1},
            "bootstrap.level",
            "This number is out of range. Give below 1.0.",
        ),
        (
            {"cohort__ages": {"from": 10, "to": 11, "too": 12}},
            "cohort.ages.too",
            "This setting is not known. Did you mean `to`?",
        ),
        ({"seed": "x"}, "seed", "This is not a number of the right kind. Give a whole number."),
        (
            {"bootstrap__level": "x"},
            "bootstrap.level",
            "This is not a number of the right kind. Give a number.",
        ),
        ({"title": ""}, "title", "This is empty. Give at least one entry."),
        ({"cohort__stages": []}, "cohort.stages", "This is empty. Give at least one entry."),
        ({"title": "x" * 201}, "title", "String should have at most 200 characters."),
        (
            {"covariates": []},
            "covariates",
            "a matched comparison needs at least one covariate.",
        ),
        (
            {"comparison__weights": "none"},
            "comparison.weights",
            "a matched comparison needs weights.",
        ),
    ],
)
def test_each_kind_of_fault_says_what_and_how_to_mend_it(write, changes, path, words, plan):
    (fault,) = faults(write(plan(**changes)))

    assert (fault.path, f"{fault.what} {fault.fix}".strip()) == (path, words)


@pytest.mark.parametrize(
    ("text", "what", "where"),
    [
        (
            "a: [1",
            "The protocol is not valid YAML: expected ',' or ']', but got '<stream end>'.",
            "protocol.yaml, line 1",
        ),
        (
            "a: 1\na: 2\n",
            "The protocol is not valid YAML: the key a is there twice.",
            "protocol.yaml, line 2",
        ),
        ("a: \x01", "The protocol is not valid YAML.", "protocol.yaml"),
        ("- 1\n", "The protocol holds no settings.", "protocol.yaml"),
        ("", "The protocol holds no settings.", "protocol.yaml"),
        (
            "a" * 1_000_001,
            "The protocol is larger than a megabyte, so it is something else.",
            "protocol.yaml",
        ),
    ],
)
def test_what_is_no_protocol_is_refused(write, text, what, where):
    with pytest.raises(InputError) as caught:
        read_protocol(write(text))

    assert (caught.value.code, caught.value.what, caught.value.where) == (
        "evaluation.protocol-unreadable", what, where,
    )  # fmt: skip


def test_a_missing_file_and_a_file_of_another_encoding_are_refused(tmp_path):
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("title: Café".encode("latin-1"))

    for path, what in (
        (tmp_path / "none.yaml", "The protocol file cannot be opened."),
        (latin, "The protocol is not a UTF-8 text file."),
    ):
        with pytest.raises(InputError) as caught:
            read_protocol(path)
        assert caught.value.what == what


def test_a_block_that_holds_itself_is_a_fault_and_no_crash(write):
    found = faults(write("title: &a [*a]\n"))

    assert ("title", 1) in [(fault.path, fault.line) for fault in found]
