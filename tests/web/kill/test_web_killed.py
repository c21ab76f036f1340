"""The web server is killed while files come in; what was acknowledged is there, once."""

import json
import time

from tests.web.real_service import ROOT

RETURNS = (ROOT / "examples" / "northmere" / "returns.zip").read_bytes()
PIECE = 100_000


def test_an_upload_goes_on_where_the_killed_server_left_it(service):
    pages = service.serve("--no-worker")
    announced = json.dumps(
        {
            "organisation": pages.organisation,
            "files": [{"name": "returns.zip", "size": len(RETURNS), "mark": "1"}],
        }
    )
    status, upload = pages.ask("POST", "/returns/uploads/", announced)
    assert status == 200
    file = upload["files"][0]["href"]
    assert pages.ask("POST", f"{file}0", RETURNS[:PIECE]) == (200, {"received": PIECE})
    with pages.begin("POST", f"{file}{PIECE}", RETURNS[PIECE : 2 * PIECE], PIECE // 2):
        time.sleep(0.5)
        pages.kill()

    pages.until_they_answer()
    # The sender announces the same file again and is told how far it got.
    status, again = pages.ask("POST", "/returns/uploads/", announced)
    assert (status, again["files"][0]["received"]) == (200, PIECE)
    for at in range(PIECE, len(RETURNS), PIECE):
        piece = RETURNS[at : at + PIECE]
        assert pages.ask("POST", f"{file}{at}", piece) == (200, {"received": at + len(piece)})
    assert pages.ask("POST", upload["finish"])[0] == 200
    assert pages.ask("POST", upload["finish"])[0] == 404

    ((stored, key),) = service.query("SELECT key, job_id FROM web_records_returnset")
    assert service.query("SELECT count(*) FROM web_records_upload") == [(0,)]
    assert service.query("SELECT id, kind FROM people_job") == [(key, "records.read")]
    (original,) = [
        path for path in (service.home / "store").rglob("returns.zip") if path.is_file()
    ]
    assert original.read_bytes() == RETURNS
    assert stored


def test_a_form_that_half_came_leaves_nothing(service):
    pages = service.serve("--no-worker")
    assert pages.ask("GET", "/returns/upload/")[0] == 200
    edge = "----edge"
    body = b"".join(
        [
            f'--{edge}\r\nContent-Disposition: form-data; name="organisation"\r\n\r\n'
            f"{pages.organisation}\r\n".encode(),
            f'--{edge}\r\nContent-Disposition: form-data; name="files"; '
            f'filename="returns.zip"\r\nContent-Type: application/zip\r\n\r\n'.encode(),
            RETURNS * 8,
            f"\r\n--{edge}--\r\n".encode(),
        ]
    )
    pages.headers["Content-Type"] = f"multipart/form-data; boundary={edge}"

    with pages.begin("POST", "/returns/upload/", body, len(body) // 2):
        time.sleep(1)
        pages.kill()

    pages.until_they_answer()
    for table in ("web_records_returnset", "web_records_upload", "people_job"):
        assert service.query(f"SELECT count(*) FROM {table}") == [(0,)]  # noqa: S608
    assert list((service.home / "store").rglob("*.zip")) == []
