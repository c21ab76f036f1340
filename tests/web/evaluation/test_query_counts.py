"""The pages of a run with findings: no more queries among a thousand rows."""

from django.urls import reverse
from tests.web.crowd import ASKED_ELSEWHERE, Crowd, asked_among_both, check_same

from holdfast_web.evaluation.models import Scope
from holdfast_web.evaluation.operations.outputs import ask_output
from holdfast_web.evaluation.operations.tokens import make_token
from holdfast_web.evaluation.places import FINDINGS
from holdfast_web.people.operations.releases import approve


def test_no_page_asks_more_among_many_rows(northmere, member, client, analyst, finished):
    crowd = Crowd(northmere, member)
    approve(
        ask_output(finished, by=analyst, file=FINDINGS, purpose="For a program."), by=crowd.who
    )
    token = make_token(by=crowd.who, name="t", scopes=list(Scope), days=1)[1]
    more = {"run_compare": {"other": finished.key}}

    def addresses():
        return {
            name: (reverse(name, kwargs={"key": finished.key} | more.get(name, {})), None)
            for name, app in ASKED_ELSEWHERE.items()
            if app == "evaluation"
        } | {"findings": (reverse("run", args=[finished.key]), None)}

    few, many = asked_among_both(
        crowd, client, addresses, headers={"Authorization": f"Bearer {token}"}
    )

    check_same(few, many)
    assert {one.status for one in many.values()} == {200}
