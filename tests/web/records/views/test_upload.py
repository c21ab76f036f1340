"""The upload page: by the form, and as its script speaks to it."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from holdfast_web.people.models import Organisation
from holdfast_web.people.models.organisation import Kind
from holdfast_web.records.models import ReturnSet, Upload

PAGE = "/returns/upload/"


def test_the_form_says_what_may_be_uploaded(client, analyst):
    client.force_login(analyst)

    text = client.get(PAGE).content.decode()

    assert "At most 500 MB together." in text
    assert 'enctype="multipart/form-data"' in text


@pytest.mark.parametrize("role", ["reader", "commissioner", "programme_lead"])
def test_who_may_not_upload_finds_no_page(client, member, northmere, role, small_zip):
    client.force_login(member(northmere, role))
    files = [SimpleUploadedFile("a.zip", small_zip)]
    sent = {"organisation": str(northmere.key), "files": files}

    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, sent).status_code == 404
    assert not ReturnSet.objects.exists()


def test_a_stranger_is_asked_to_sign_in(client, db):
    assert client.get(PAGE).url == f"/account/login/?next={PAGE}"
    assert client.post(reverse("upload_announce")).status_code == 302


def test_returns_cannot_be_uploaded_for_another_organisation(
    client, analyst, elsewhere, small_zip
):
    client.force_login(analyst)
    files = [SimpleUploadedFile("a.zip", small_zip)]

    answer = client.post(PAGE, {"organisation": str(elsewhere.key), "files": files})

    assert answer.status_code == 200
    assert "Error:" in answer.content.decode()
    assert not ReturnSet.objects.exists()


def test_a_forged_form_is_refused(analyst, northmere, small_zip):
    client = Client(enforce_csrf_checks=True)
    client.force_login(analyst)
    files = [SimpleUploadedFile("a.zip", small_zip)]

    answer = client.post(PAGE, {"organisation": str(northmere.key), "files": files})

    assert answer.status_code == 403
    assert not ReturnSet.objects.exists()


def test_a_form_without_a_file_says_so(client, analyst, northmere):
    client.force_login(analyst)

    text = client.post(PAGE, {"organisation": str(northmere.key)}).content.decode()

    assert "Choose at least one file." in text


def test_more_than_may_come_is_stopped_and_leaves_nothing(client, analyst, northmere, settings):
    settings.MOST_UPLOADED = 100_000
    client.force_login(analyst)
    files = [SimpleUploadedFile("a.csv", b"x" * 300_000)]

    answer = client.post(PAGE, {"organisation": str(northmere.key), "files": files})

    assert "larger than may be uploaded at once" in answer.content.decode()
    assert not ReturnSet.objects.exists()
    assert not Upload.objects.exists()
    assert not [path for path in settings.HOME.rglob("*") if path.is_file()]


def test_a_name_with_a_path_is_cut_to_its_end(send, analyst, northmere, small_zip):
    returns = send(analyst, northmere, ("..\\..\\returns.zip", small_zip))

    assert returns.files[0]["name"] == "returns.zip"


def announce(client, organisation, *files, **also):
    body = {"organisation": str(organisation.key), "files": list(files), **also}
    return client.post(
        reverse("upload_announce"), json.dumps(body), content_type="application/json"
    )


def test_the_script_sends_pieces_and_hands_over(client, analyst, northmere, small_zip):
    client.force_login(analyst)
    said = announce(
        client, northmere, {"name": "returns.zip", "size": len(small_zip), "mark": "7"},
        label="By the script",
    ).json()  # fmt: skip
    (file,) = said["files"]

    for at in range(0, len(small_zip), 1000):
        answer = client.post(
            f"{file['href']}{at}", small_zip[at : at + 1000],
            content_type="application/octet-stream",
        )  # fmt: skip
        assert answer.json() == {"received": min(at + 1000, len(small_zip))}
    again = client.post(f"{file['href']}0", b"x", content_type="application/octet-stream")
    done = client.post(said["finish"])

    assert (again.status_code, again.json()) == (409, {"received": len(small_zip)})
    returns = ReturnSet.objects.get()
    assert done.json() == {"href": reverse("return_set", args=[returns.key])}
    assert returns.label == "By the script"


def test_an_upload_that_was_interrupted_goes_on_where_it_was(client, analyst, northmere):
    client.force_login(analyst)
    file = {"name": "a.csv", "size": 10, "mark": "7"}
    first = announce(client, northmere, file).json()
    client.post(f"{first['files'][0]['href']}0", b"12345", content_type="text/plain")

    again = announce(client, northmere, file).json()

    assert again["files"][0]["received"] == 5
    assert again["finish"] == first["finish"]


def test_what_the_script_is_refused_it_is_told_in_words(client, analyst, northmere):
    client.force_login(analyst)

    two = announce(client, northmere, {"name": "a", "size": 1}, {"name": "a", "size": 1})
    broken = client.post(reverse("upload_announce"), "{", content_type="application/json")

    assert two.status_code == broken.status_code == 400
    assert two.json()["error"].startswith("Two files have the same name.")


def test_a_piece_that_is_too_large_is_refused(client, analyst, northmere):
    client.force_login(analyst)
    said = announce(client, northmere, {"name": "a.csv", "size": 9 << 20}).json()

    answer = client.post(
        f"{said['files'][0]['href']}0", b"x" * ((8 << 20) + 1), content_type="text/plain"
    )

    assert answer.status_code == 413


def test_an_upload_of_another_is_not_there(client, analyst, northmere, member):
    client.force_login(analyst)
    said = announce(client, northmere, {"name": "a.csv", "size": 10}).json()
    client.force_login(member(northmere, "analyst", email="another@northmere.example"))

    upload = Upload.objects.get()
    assert client.post(f"{said['files'][0]['href']}0", b"x", "text/plain").status_code == 404
    assert client.post(said["finish"]).status_code == 404
    assert client.get(reverse("upload_standing", args=[upload.key])).status_code == 404
    assert client.delete(reverse("upload_standing", args=[upload.key])).status_code == 404


def test_to_keep_the_files_is_offered_only_where_an_organisation_chose_so(
    client, analyst, northmere
):
    client.force_login(analyst)
    before = client.get(reverse("upload")).content.decode()
    northmere.keep_originals = True
    northmere.save()

    after = client.get(reverse("upload")).content.decode()

    assert 'name="keep_original"' not in before
    assert 'name="keep_original"' in after
    assert "Not each of these organisations allows it." not in after


def test_the_files_of_an_organisation_that_keeps_none_are_not_kept(
    client, analyst, northmere, small_zip
):
    Organisation.objects.create(
        name="Beech House", kind=Kind.HOME, parent=northmere, keep_originals=True
    )
    client.force_login(analyst)
    page = client.get(reverse("upload")).content.decode()

    answer = client.post(
        reverse("upload"),
        {
            "organisation": str(northmere.key), "keep_original": "on",
            "files": SimpleUploadedFile("returns.zip", small_zip),
        },
    )  # fmt: skip
    said = client.post(
        reverse("upload_announce"),
        {"organisation": str(northmere.key), "keep_original": True,
         "files": [{"name": "a.csv", "size": 1}]},
        content_type="application/json",
    )  # fmt: skip

    assert "Not each of these organisations allows it." in page
    assert "Northmere does not keep files of returns. Untick this." in answer.content.decode()
    assert said.status_code == 400
    assert "does not keep the files of returns" in said.json()["error"]
    assert not Upload.objects.exists()
