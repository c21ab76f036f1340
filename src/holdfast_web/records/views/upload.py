"""The page on which returns are uploaded, and what its script asks.

Without JavaScript the files come with the form. With it they come in pieces: announced, sent
from wherever the last acknowledged piece ended, and handed over.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from holdfast.kernel.errors import InputError
from holdfast_web.people.models import Organisation
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import organisations
from holdfast_web.records.forms.upload import UploadForm
from holdfast_web.records.models import Upload, UploadedFile
from holdfast_web.records.operations.uploads import (
    LARGEST_PIECE,
    Announced,
    OutOfStep,
    begin_upload,
    finish_upload,
    give_up_upload,
    receive_piece,
)
from holdfast_web.records.streams import take_in
from holdfast_web.ui.days import written_day
from holdfast_web.ui.refusal import refusal

if TYPE_CHECKING:
    from uuid import UUID

    from django.core.files.uploadedfile import UploadedFile as Sent

    from holdfast_web.people.signed_in import SignedIn

TOO_MUCH = "The files are larger than may be uploaded at once. Upload fewer years at a time."


@method_decorator((csrf_exempt, login_required), name="dispatch")
class UploadPage(View):
    """Choose files and send them.

    The check against forged requests reads the form, and so must not run before it is said how
    the files in it are taken in: that is done here, and the check right after.
    """

    def get(self, request: SignedIn) -> HttpResponse:
        """Show the form."""
        return _page(request, UploadForm(organisations=_theirs(request)))

    def post(self, request: SignedIn) -> HttpResponse:
        """Take the files in with the form."""
        _theirs(request)
        counting = take_in(request)
        answer: HttpResponse = csrf_protect(lambda request: _sent(request))(request)
        if counting.too_much:
            form = UploadForm(organisations=_theirs(request), data={})
            form.errors.clear()
            form.add_error("files", TOO_MUCH)
            return _page(request, form)
        return answer


def _sent(request: SignedIn) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES, organisations=_theirs(request))
    if not form.is_valid():
        return _page(request, form)
    files: list[Sent[Any]] = form.cleaned_data["files"]
    try:
        upload = begin_upload(
            by=request.user,
            organisation=form.cleaned_data["organisation"],
            label=form.cleaned_data["label"] or _called_by_day(),
            keep_original=form.cleaned_data.get("keep_original", False),
            files=[
                Announced(name=file.name or "", size=file.size or 0, mark=f"form {uuid4()}")
                for file in files
            ],
        )
    except InputError as error:
        form.add_error("files", refusal(error))
        return _page(request, form)
    for waiting, file in zip(upload.files.all(), files, strict=True):
        for piece in file.chunks(LARGEST_PIECE):
            receive_piece(by=request.user, file=waiting, at=waiting.received, piece=piece)
    returns = finish_upload(by=request.user, upload=upload)
    return redirect("return_set", key=returns.key)


def _page(request: SignedIn, form: UploadForm) -> HttpResponse:
    context = {"form": form, "largest_piece": LARGEST_PIECE}
    return render(request, "records/upload.html", context)


def _theirs(request: SignedIn) -> list[Organisation]:
    may = organisations(request.user, Permission.UPLOAD_RETURNS)
    if not may:
        raise Http404("There is no such page, or it is not yours to see.")
    return list(Organisation.objects.filter(pk__in=may))


def _called_by_day() -> str:
    return f"Returns uploaded on {written_day(timezone.now())}"


@login_required
@require_POST
def announce(request: SignedIn) -> JsonResponse:
    """Take down which files will come; say how far each has got already."""
    try:
        said = json.loads(request.body)
        files = [
            Announced(name=str(f["name"]), size=int(f["size"]), mark=str(f.get("mark", "")))
            for f in said["files"]
        ]
        key = str(said["organisation"])
    except (ValueError, TypeError, KeyError):
        return _refusal("The page sent something that cannot be read. Load it again.")
    organisation = next((one for one in _theirs(request) if str(one.key) == key), None)
    if organisation is None:
        raise Http404("There is no such page, or it is not yours to see.")
    try:
        upload = begin_upload(
            by=request.user,
            organisation=organisation,
            label=str(said.get("label", "")).strip()[:120] or _called_by_day(),
            keep_original=said.get("keep_original") is True,
            files=files,
        )
    except InputError as error:
        return _refusal(refusal(error))
    return JsonResponse(_standing(upload))


@method_decorator(login_required, name="dispatch")
class OneUpload(View):
    """An upload that has begun: how far it is, or give it up."""

    def get(self, request: SignedIn, key: UUID) -> HttpResponse:
        """Say how far each file has got."""
        return JsonResponse(_standing(_own(request, key)))

    def delete(self, request: SignedIn, key: UUID) -> HttpResponse:
        """Give it up."""
        give_up_upload(by=request.user, upload=_own(request, key))
        return HttpResponse(status=204)


@login_required
@require_POST
def piece(request: SignedIn, key: UUID, at: int) -> HttpResponse:
    """Take in one piece of a file, beginning at a byte."""
    file = get_object_or_404(
        UploadedFile.objects.select_related("upload__organisation"), key=key
    )
    sent = request.read(LARGEST_PIECE + 1)
    if len(sent) > LARGEST_PIECE:
        return _refusal("This piece is larger than one may be.", status=413)
    try:
        received = receive_piece(by=request.user, file=file, at=at, piece=sent)
    except OutOfStep as out:
        return JsonResponse({"received": out.received}, status=409)
    except InputError as error:
        return _refusal(refusal(error))
    return JsonResponse({"received": received})


@login_required
@require_POST
def finish(request: SignedIn, key: UUID) -> HttpResponse:
    """Hand the files over to be read; say where that can be followed."""
    try:
        returns = finish_upload(by=request.user, upload=_own(request, key))
    except InputError as error:
        return _refusal(refusal(error))
    return JsonResponse({"href": reverse("return_set", args=[returns.key])})


def _own(request: SignedIn, key: UUID) -> Upload:
    found = Upload.objects.select_related("organisation").filter(by=request.user)
    return get_object_or_404(found, key=key)


def _standing(upload: Upload) -> dict[str, Any]:
    return {
        "finish": reverse("upload_finish", args=[upload.key]),
        "files": [
            {
                "name": file.name,
                "received": file.received,
                "href": reverse("upload_piece", args=[file.key, 0])[:-1],
            }
            for file in upload.files.all()
        ],
    }


def _refusal(text: str, *, status: int = 400) -> JsonResponse:
    return JsonResponse({"error": text}, status=status)
