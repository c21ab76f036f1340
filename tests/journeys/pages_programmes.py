"""The pages of programmes: the library, side by side, one's own, versions and fit."""

from functools import partial

from tests.journeys.page import Page, press

LEAD = "programme_lead"
AT = "/deliver/programmes/"
RESULT = f"{AT}urn:programme:result/"
OWN, VARIED = AT + "{own_programme}/", AT + "{varied_programme}/"
SIDE_BY_SIDE = (
    f"{AT}compare/?programme_1=urn:programme:keep&programme_2=urn:programme:mst"
    "&programme_3=urn:programme:steps-b&programme_4={varied_programme}"
)
WHOSE = "For which organisation?"
BECAUSE = "What do you change, and why?"
Led = partial(Page, who=LEAD)

PAGES = [
    Led(name="programmes", at=AT, title="Programmes"),
    Page(name="programmes-reader", who="reader", at=AT, title="Programmes"),
    Led(name="programmes-none", at=f"{AT}?words=nothing-like-it", title="Programmes"),
    Led(name="programme-disagreeing", at=f"{AT}urn:programme:mst/", title="MST"),
    Led(name="programme-silent", at=f"{AT}urn:programme:steps-b/", title="STEPS-B"),
    Led(name="programme-own", at=OWN, title="Shift talks"),
    Led(name="programme-varied", at=VARIED, title="RESuLT in Northmere"),
    Led(name="programme-older", at=f"{VARIED}versions/1/", title="RESuLT in Northmere"),
    Led(
        name="programme-versions", at=f"{VARIED}versions/",
        title="Versions of RESuLT in Northmere",
    ),
    Led(name="programme-compare", at=SIDE_BY_SIDE, title="Programmes side by side"),
    Led(name="programme-compare-none", at=f"{AT}compare/", title="Programmes side by side"),
    Led(name="programme-new", at=f"{AT}new/", title=WHOSE),
    Led(
        name="programme-new-error", at=f"{AT}new/organisation/", title=f"Error: {WHOSE}",
        status=422, then=press("Continue"),
    ),
    Led(name="programme-change", at=f"{OWN}change/", title=BECAUSE),
    Led(
        name="programme-change-step", at=f"{OWN}change/because/",
        title=BECAUSE,
    ),
    Led(name="programme-vary", at=f"{RESULT}vary/", title=WHOSE),
    Led(name="programme-vary-step", at=f"{RESULT}vary/organisation/", title=WHOSE),
    Led(
        name="programme-vary-change", at=f"{VARIED}variations/", title=BECAUSE
    ),
    Led(
        name="programme-vary-change-step", at=f"{VARIED}variations/because/",
        title=BECAUSE,
    ),
    Led(name="programme-fit", at=f"{RESULT}fit/", title="Does RESuLT fit us?"),
    Led(
        name="programme-fit-none", at=f"{AT}urn:programme:mst/fit/", title="Does MST fit us?"
    ),
    Led(name="programme-fit-new", at=f"{RESULT}fit/new/", title=WHOSE),
    Led(name="programme-fit-step", at=f"{RESULT}fit/new/organisation/", title=WHOSE),
]  # fmt: skip
