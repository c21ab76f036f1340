"""A service's referrals are the enrolments of its evaluation."""

from datetime import date

import pytest

from holdfast.change.enrolments import SCHEMA, read_enrolments
from holdfast.deliver.enrolment_table import Served, enrolment_csv, enrolment_table
from holdfast.deliver.referral import State
from holdfast.records.pseudonym import Pseudonyms

PSEUDONYMS = Pseudonyms(b"a secret of this test alone")
REFERRED = date(2026, 5, 1)


def served(number, state, *, accepted=True, **more):
    return Served(
        pseudonym=PSEUDONYMS.of(str(number)),
        referred=REFERRED,
        state=state,
        accepted=accepted,
        **more,
    )


@pytest.mark.parametrize(
    ("state", "accepted", "decision"),
    [
        (State.RECEIVED, False, None),
        (State.MORE_ASKED, False, None),
        (State.DECLINED, False, "declined"),
        (State.WITHDRAWN, False, None),
        (State.WITHDRAWN, True, "accepted"),
        (State.PASSED_ON, False, None),
        (State.WAITING, True, "accepted"),
        (State.NEVER_ENGAGED, True, "never engaged"),
        (State.ENDED, True, "accepted"),
    ],
)
def test_what_was_decided(state, accepted, decision):
    table = enrolment_table([served(1, state, accepted=accepted)])

    assert table.schema == SCHEMA
    assert table["decision"].to_list() == [decision]


def test_an_evaluation_reads_the_file_as_the_very_table(tmp_path):
    table = enrolment_table(
        [
            served(1, State.STARTED, started=date(2026, 6, 1), team="North"),
            served(
                2, State.ENDED, started=date(2026, 6, 2), ended=date(2026, 9, 1), team="North"
            ),
            served(3, State.DECLINED, accepted=False),
        ]
    )
    path = tmp_path / "enrolments.csv"
    path.write_text(enrolment_csv(table))

    read = read_enrolments(path, pseudonyms=PSEUDONYMS)

    assert dict(read.set_aside) == {}
    assert read.table.drop("row").equals(table.drop("row"))


def test_nobody_referred_is_an_empty_table():
    assert enrolment_table([]).schema == SCHEMA
    assert enrolment_csv(enrolment_table([])) == (
        "pseudonym,referred,decision,enrolled,ended,team\n"
    )
