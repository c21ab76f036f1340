"""How does a page stand that asks one form's questions and does one thing with the answers?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render

from holdfast.kernel.errors import InputError
from holdfast_web.ui.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.forms import BaseForm
    from django.http import HttpResponse

    from holdfast_web.people.signed_in import SignedIn


def ask(
    request: SignedIn,
    form: BaseForm,
    done: Callable[[], str],
    *,
    title: str,
    back: str,
    caption: str = "",
    words: str = "",
    button: str = "Save",
    after: str | None = None,
) -> HttpResponse:
    """Show a form; where it was sent and is in order, do what it asks and go on.

    Parameters
    ----------
    done
        Does it, and gives the sentence that says so. What the engine refuses stands above the
        form.
    title, caption, words, button
        What the page is called, whose it is, what to know before answering, and what to press.
    back, after
        Where the page comes from, and where it goes on to: back, where nothing else is said.
    """
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                said = done()
            except InputError as error:
                form.add_error(None, refusal(error))
            else:
                messages.success(request, said)
                return redirect(after or back)
        status = 422
    shown = {
        "form": form, "title": title, "back": back, "caption": caption, "words": words,
        "button": button, "sends_file": form.is_multipart(),
    }  # fmt: skip
    return render(request, "deliver/ask.html", shown, status=status)
