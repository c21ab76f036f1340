"""The register on paper and as a workbook that goes out and comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from holdfast.deliver.register_file import read_register
from holdfast.deliver.register_saves import NEVER
from holdfast.kernel.errors import InputError
from holdfast_web.deliver.forms.register_files import BroughtForm, RegisterFileForm
from holdfast_web.deliver.models import Means, VisitorKind
from holdfast_web.deliver.operations.registers import OfTheDay, save_register
from holdfast_web.deliver.queries.marks import as_json, from_json, stand_at, written
from holdfast_web.deliver.queries.registers import lines_of
from holdfast_web.deliver.queries.said import name_of, when
from holdfast_web.deliver.register_workbook import register_workbook
from holdfast_web.deliver.views.registers import A_DAY, after, sitting_of
from holdfast_web.people.audit import put_down
from holdfast_web.people.exporting import EXCEL
from holdfast_web.ui.refusal import refusal

if TYPE_CHECKING:
    from holdfast.deliver.register import Mark as Said
    from holdfast.deliver.register_file import RegisterRead
    from holdfast_web.deliver.models import Sitting
    from holdfast_web.people.signed_in import SignedIn

BROUGHT = "holdfast.deliver.register.brought"
BLANKS_ON_PAPER = 8


@login_required
@require_GET
def register_print(request: SignedIn, key: UUID) -> HttpResponse:
    """Show a register to be printed and written on."""
    sitting = sitting_of(request.user, key)
    shown = _about(sitting) | {
        "lines": lines_of(sitting), "blanks": range(BLANKS_ON_PAPER),
    }  # fmt: skip
    return render(request, "deliver/register_print.html", shown)


@login_required
@require_GET
def register_workbook_file(request: SignedIn, key: UUID) -> HttpResponse:
    """Give a register as a workbook to be filled in elsewhere."""
    sitting = sitting_of(request.user, key)
    organisation = sitting.session.run.organisation
    title = f"{organisation.name}, {sitting.session.run.title}: {name_of(sitting.session)}"
    put_down(
        "register taken as a file", by=request.user, organisation=organisation, subject=sitting,
        detail={"version": sitting.register_version}, request=request,
    )  # fmt: skip
    answer = HttpResponse(
        register_workbook(sitting, lines_of(sitting), title, when(sitting)), content_type=EXCEL
    )
    name = slugify(f"register {name_of(sitting.session)} {sitting.on}")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return answer


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def register_upload(request: SignedIn, key: UUID) -> HttpResponse:
    """Read a register that comes back, and show what it would change."""
    sitting = sitting_of(request.user, key, to_take=True)
    form = RegisterFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            read = read_register(file.read(), file.name or "file", register=str(sitting.key))
        except InputError as error:
            form.add_error("file", refusal(error))
        else:
            return _preview(request, sitting, read)
    shown = _about(sitting) | {"form": form}
    status = 422 if form.errors else 200
    return render(request, "deliver/register_upload.html", shown, status=status)


@login_required
@require_POST
def register_apply(request: SignedIn, key: UUID) -> HttpResponse:
    """Save what a register that came back was seen to change."""
    sitting = sitting_of(request.user, key, to_take=True)
    try:
        brought = signing.loads(request.POST.get("brought", ""), salt=BROUGHT, max_age=A_DAY)
    except signing.BadSignature:
        messages.error(request, "This page was too old. Bring the file again.")
        return redirect("deliver:register_upload", key=key)
    if brought["sitting"] != str(sitting.key):
        raise Http404("There is no such register.")
    sent = {UUID(line): from_json(said) for line, said in brought["marks"].items()}
    try:
        saved = save_register(
            by=request.user,
            sitting=sitting,
            seen=brought["seen"],
            sent=sent,
            of_the_day={
                UUID(line): OfTheDay(name=name, kind=VisitorKind(kind))
                for line, (name, kind) in brought["of_the_day"].items()
            },
            means=Means.WORKBOOK,
        )
    except InputError as error:
        messages.error(request, refusal(error))
        return redirect("deliver:register", key=key)
    return after(request, saved, sent)


def _preview(request: SignedIn, sitting: Sitting, read: RegisterRead) -> HttpResponse:
    """Show what would change, what nobody typed, and what could not be read."""
    lines = {line.key: line for line in lines_of(sitting)}
    names = {(line.name.casefold(), line.visitor_kind): line.key for line in lines.values()}
    seen = sitting.register_version if read.version is None else read.version
    before = stand_at(sitting.changes.all(), seen)
    marks: dict[UUID, Said] = {}
    of_the_day: dict[UUID, tuple[str, str]] = {}
    rows = []
    for row in read.rows:
        kind = VisitorKind.AGENCY if row.agency else VisitorKind.VISITOR
        if row.code is not None:
            line = UUID(row.code.person)
        else:
            # Whoever is on the register already, by the same name, is not added again.
            line = names.get((row.name.casefold(), kind)) or uuid4()
            of_the_day[line] = (row.name[:150], kind.value)
        now = lines[line].said if line in lines else None
        if row.mark in (now, before.get(line, NEVER).mark):
            continue
        marks[line] = row.mark
        rows.append((row.name, written(now), written(row.mark)))
    shown = _about(sitting) | {
        "head": ("Person", "Now", "Would be"),
        "rows": rows,
        "same": len(read.rows) - len(rows),
        "without": read.without_mark,
        "refused_head": ("Row", "Column", "Code"),
        "refused": [(cell.row, cell.column, cell.code) for cell in read.refused],
        "form": BroughtForm(initial={"brought": _signed(sitting, seen, marks, of_the_day)}),
    }
    return render(request, "deliver/register_preview.html", shown)


def _signed(
    sitting: Sitting,
    seen: int,
    marks: dict[UUID, Said],
    of_the_day: dict[UUID, tuple[str, str]],
) -> str:
    """Write down what would change, so that exactly that is kept afterwards."""
    return signing.dumps(
        {
            "sitting": str(sitting.key),
            "seen": seen,
            "marks": {str(line): as_json(said) for line, said in marks.items()},
            "of_the_day": {str(line): who for line, who in of_the_day.items() if line in marks},
        },
        salt=BROUGHT,
    )


def _about(sitting: Sitting) -> dict[str, Any]:
    return {
        "sitting": sitting, "run": sitting.session.run, "name": name_of(sitting.session),
        "when": when(sitting),
    }  # fmt: skip
