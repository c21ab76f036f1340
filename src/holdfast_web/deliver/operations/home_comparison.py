"""How does a comparison of homes leave as a file? By a release that a second person lets go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.text import slugify

from holdfast.deliver.home_measures import BY_NAME
from holdfast_web.deliver.home_pictures import step_said, unit_of
from holdfast_web.deliver.queries.home_comparison import comparison
from holdfast_web.people.operations.releases import ask_release
from holdfast_web.ui.list_files import workbook

if TYPE_CHECKING:
    from holdfast.deliver.home_series import Shown
    from holdfast_web.deliver.queries.home_comparison import Compared
    from holdfast_web.people.models import Release, User

FEWEST_HOMES = 3
HEAD = ("What", "Value", "From", "To")


def ask_comparison(
    *, by: User, compared: Compared, measure: str, shown: Shown, purpose: str
) -> Release:
    """Ask that what a comparison found may leave.

    The file has the change, its interval and the stretches of months that rest on three trained
    homes or more: never a number of one home or of one month.

    Raises
    ------
    DesignError, InputError
        Where nothing can be compared, or nothing is said of the purpose.
    """
    if compared.under is None:
        raise ValueError("A comparison leaves from the organisation over its homes.")
    found = comparison(compared)
    steps = [step for step in found.steps if step.homes >= FEWEST_HOMES]
    title = BY_NAME[measure].title
    rows = [
        ("Measure", unit_of(measure, shown), None, None),
        ("Change after the training", found.change.value, found.change.low, found.change.high),
        ("Share of dealings that give as much", found.p_value, None, None),
        ("Trained homes", len(found.trained), None, None),
        ("Comparison homes", len(found.comparison), None, None),
        ("Home-months", found.home_months, None, None),
        ("What may be said", found.claim.sentence, None, None),
        ("What may not be said", found.claim.cannot, None, None),
        *(
            (f"Months {step_said(step)} from the start", step.value, step.low, step.high)
            for step in steps
        ),
    ]
    return ask_release(
        by=by,
        organisation=compared.under,
        purpose=purpose,
        file_name=f"{slugify(title)}-in-trained-homes.xlsx",
        content=workbook(title, HEAD, rows),
        checks=[
            f"{len(found.trained)} trained and {len(found.comparison)} comparison homes are "
            "taken together, and none is named.",
            "No number of one home, or of one month, is in the file.",
            f"Stretches of months with fewer than {FEWEST_HOMES} trained homes are left out.",
        ],
    )
