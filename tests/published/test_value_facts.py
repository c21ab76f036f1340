"""Our copies of published numbers say where they were read, and equal the shared file's."""

import json

import pytest
from tests.fixtures_elsewhere import shared
from tests.published.value_facts import FACTS


@pytest.mark.parametrize("name", FACTS)
def test_a_published_number_is_the_same_in_the_shared_file(name):
    fact = FACTS[name]
    path = shared("value_examples.json")

    assert fact.source
    if path is not None:
        cases = json.loads(path.read_text(encoding="utf-8"))
        same = [
            case for case in cases if (case["kind"], case["inputs"]) == (fact.kind, fact.inputs)
        ]
        assert [case["expected"] for case in same] == [fact.expected]
        assert [case["tolerance"] for case in same] == [fact.tolerance]
