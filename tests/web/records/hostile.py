"""Files that mean harm, for the tests of the service and those in a browser alike."""

import io
import zipfile


def bomb():
    content = io.BytesIO()
    with (
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed,
        packed.open("2021/reviews.csv", "w") as inside,
    ):
        inside.write(b"CHILD,DOB,REVIEW,REVIEW_CODE\n")
        for _ in range(80):
            inside.write(b"A1,02/05/2010,30/04/2020,PN1\n" * (1 << 15))
    return content.getvalue()
