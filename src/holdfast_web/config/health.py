"""Is the service well? For load balancers and watchers, who need no account and learn nothing.

`live`: this process answers. `ready`: it can also reach its database, brought up to date, and
its files. `work`: nothing has waited so long for a worker that there can hardly be one.
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
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from holdfast_web.people import store
from holdfast_web.people.models.job import Job, JobState

if TYPE_CHECKING:
    from django.http import HttpRequest

UNWELL = 503
LONG_WAIT = timedelta(minutes=10)


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


def _answer(checks: dict[str, bool]) -> JsonResponse:
    return JsonResponse(checks, status=200 if all(checks.values()) else UNWELL)


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return _up_to_date()
    except (DatabaseError, InterfaceError):
        connection.close()
        return False


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


def _files() -> bool:
    try:
        with tempfile.TemporaryFile(dir=store.root()) as stream:
            stream.write(b"\0")
            stream.flush()
            os.fsync(stream.fileno())
    except OSError:
        return False
    return True


def _taken_up() -> bool:
    long_ago = timezone.now() - LONG_WAIT
    waiting = Job.objects.filter(state=JobState.WAITING, asked_at__lt=long_ago)
    busy = Job.objects.filter(state=JobState.RUNNING, beat_at__gte=long_ago)
    try:
        return not waiting.exists() or busy.exists()
    except (DatabaseError, InterfaceError):
        connection.close()
        return False
