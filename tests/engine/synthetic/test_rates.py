"""The rates of the invented authority: sound, sourced, and met by the lives told with them."""

import numpy as np
import pytest
from pydantic import ValidationError

from holdfast.library.authority.rates import Authority, Confidence, authority
from holdfast.library.code_list import code_list
from holdfast.library.entry import LIBRARY
from holdfast.synthetic.stays import HOME

from .told import RATES, told

GROUPS = (
    "people", "arrivals", "leaving", "referrals", "protection", "entry", "reentry", "stays",
    "placements", "statuses", "health", "programme",
)  # fmt: skip


@pytest.mark.parametrize("name", GROUPS)
def test_every_group_says_where_it_is_from_and_how_far_to_trust_it(name):
    group = getattr(RATES, name)

    assert group.source
    assert group.confidence in set(Confidence)


def test_only_what_was_read_in_a_source_is_called_published():
    published = [n for n in GROUPS if getattr(RATES, n).confidence is Confidence.PUBLISHED]

    assert published == ["reentry"]


def test_shares_that_do_not_add_up_are_refused():
    content = authority().model_dump(mode="json")
    content["people"]["needs_older"]["N1"] += 0.1

    with pytest.raises(ValidationError, match="the shares must add up to 1"):
        Authority.model_validate(content)


@pytest.mark.parametrize(
    ("codes", "name"),
    [
        (set(RATES.people.needs_older) | set(RATES.entry.needs), "cin/primary_need"),
        (set(RATES.people.factors_older) | set(RATES.entry.factors), "cin/assessment_factors"),
        (set(RATES.people.disabilities), "cin/disability"),
        (set(RATES.people.ethnicity), "ethnicity"),
        (set(RATES.protection.categories), "cin/category_of_abuse"),
        (set(RATES.referrals.sources), "cin/referral_source"),
    ],
)
def test_codes_are_those_of_the_census(codes, name):
    assert codes <= code_list(name).codes


def test_the_file_is_the_only_one_of_its_folder():
    assert [path.name for path in (LIBRARY / "authority").glob("*.yaml")] == [
        "northmere.yaml",
        "northmere_delivery.yaml",
    ]


def test_one_in_five_who_went_home_is_back_within_a_year():
    settings, history = told(children=20_000, seed=11)
    care, people = history.spells.care, history.people
    home = (care["way_out"] == HOME) & (care["ended"] > settings.first_day)
    watched = home & (care["ended"] < settings.end - 365)
    watched &= people.last_entry[care["place"]] > care["ended"] + 365
    next_began = np.append(care["began"][1:], 0)
    same = np.append(care["place"][1:] == care["place"][:-1], False)
    back = same & (next_began - care["ended"] <= 365)

    share = back[watched].mean()

    assert share == pytest.approx(RATES.reentry.within_a_year, abs=0.04)
