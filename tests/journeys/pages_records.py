"""The pages of returns and journeys."""

from tests.journeys.page import Page, press

PAGES = [
    Page(name="returns", at="/returns/", title="Returns"),
    Page(name="upload", at="/returns/upload/", title="Upload returns"),
    Page(
        name="upload-error", at="/returns/upload/", title="Error: Upload returns",
        then=press("Upload and read"),
    ),
    Page(name="returns-read", at="/returns/{returns}/", title="Five years"),
    Page(
        name="returns-read-commissioner", who="commissioner", at="/returns/{returns}/",
        title="Five years",
    ),
    Page(name="returns-broken", at="/returns/{broken}/", title="Nothing to read"),
    Page(name="returns-waiting", at="/returns/{waiting}/", title="Still to read"),
    Page(name="returns-delete", at="/returns/{returns}/delete/", title="Delete these returns"),
    Page(name="quality", at="/returns/{returns}/quality/", title="Quality of Five years"),
    Page(name="quality-few", at="/returns/{few}/quality/", title="Quality of Few children"),
    Page(name="journeys", at="/returns/{returns}/journeys/", title="Journeys: Five years"),
    Page(
        name="journeys-filtered", at="/returns/{returns}/journeys/?age=10-15&year=2023",
        title="Journeys: Five years",
    ),
    Page(
        name="journeys-too-few", at="/returns/{few}/journeys/", title="Journeys: Few children"
    ),
    Page(name="children", at="/returns/{returns}/children/", title="One child: Five years"),
    Page(
        name="children-error", at="/returns/{returns}/children/?pseudonym=!",
        title="Error: One child: Five years",
    ),
    Page(
        name="children-none", at="/returns/{returns}/children/?pseudonym=0000000000000000",
        title="One child: Five years",
    ),
    Page(
        name="child",
        at="/returns/{returns}/children/{child}/",
        title="Child {child_in_words}",
    ),
]  # fmt: skip
