"""Is the service well? For load balancers and watchers, who need no account.

`live`: this process answers. `ready`: it can also reach its database, brought up to date, and
its files. `work`: nothing has waited so long for a worker that there can hardly be one. Each
says 200 or 503, and with 503 a reason, in words that hold nothing of what is kept.
"""

from __future__ import annotations

import os
import tempfile
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from holdfast_web.people import store
from holdfast_web.people.models.job import Job, JobState

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

UNWELL = 503
LONG_WAIT = timedelta(minutes=10)
WHY_DATABASE = "The database cannot be reached."
WHY_OLD = "The database is not up to date: run holdfast manage migrate."
WHY_FILES = "Files cannot be written."
WHY_WORK = "Work has waited for ten minutes and no worker is busy."


class Health:
    """Middleware: answers for health before anything asks who the caller is.

    Sessions and people are in the database, whose loss is what has to be told here.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer at once where health was asked for; pass everything else on."""
        if not request.path_info.startswith("/health/"):
            return self.get_response(request)
        try:
            request.resolver_match = resolve(request.path_info)
        except Resolver404:
            return self.get_response(request)
        answer: HttpResponse = request.resolver_match.func(request)
        return answer


@require_safe
@never_cache
def live(request: HttpRequest) -> JsonResponse:
    """Say that this process answers."""
    del request
    return JsonResponse({"live": True})


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """Say whether this process can do what it is for."""
    del request
    return _answer({"database": _database(), "files": _files()})


@require_safe
@never_cache
def work(request: HttpRequest) -> JsonResponse:
    """Say whether the work that people asked for is being taken up."""
    del request
    return _answer({"work": _taken_up()})


def _answer(faults: dict[str, str]) -> JsonResponse:
    said: dict[str, bool | str] = {name: not fault for name, fault in faults.items()}
    if reasons := [fault for fault in faults.values() if fault]:
        said["reason"] = " ".join(reasons)
    return JsonResponse(said, status=UNWELL if reasons else 200)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return "" if _up_to_date() else WHY_OLD
    except (DatabaseError, InterfaceError):
        connection.close()
        return WHY_DATABASE


@cache
def _known_up_to_date() -> bool:
    return True


def _up_to_date() -> bool:
    # A database never goes back: once it was up to date, asking again would only cost time.
    if _known_up_to_date.cache_info().currsize:
        return True
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    return _known_up_to_date()


def _files() -> str:
    try:
        with tempfile.TemporaryFile(dir=store.root()) as stream:
            stream.write(b"\0")
            stream.flush()
            os.fsync(stream.fileno())
    except OSError:
        return WHY_FILES
    return ""


def _taken_up() -> str:
    long_ago = timezone.now() - LONG_WAIT
    waiting = Job.objects.filter(state=JobState.WAITING, asked_at__lt=long_ago)
    busy = Job.objects.filter(state=JobState.RUNNING, beat_at__gte=long_ago)
    try:
        return "" if not waiting.exists() or busy.exists() else WHY_WORK
    except (DatabaseError, InterfaceError):
        connection.close()
        return WHY_DATABASE
