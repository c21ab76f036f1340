"""Days and months as numbers."""

from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from holdfast.change.days import anniversary, day_number, month_label, month_number, month_start


@given(day=st.dates(date(1950, 1, 1), date(2100, 1, 1)), years=st.integers(0, 30))
def test_days_months_and_anniversaries_agree_with_the_calendar(day, years):
    number = np.array([day_number(day)])
    month = month_number(number)
    first = day.replace(day=1)

    assert month_start(month).tolist() == [day_number(first)]
    assert month_label(int(month[0])) == f"{day:%Y-%m}"
    assert anniversary(number, years).tolist() == [
        day_number(first.replace(year=first.year + years))
    ]
