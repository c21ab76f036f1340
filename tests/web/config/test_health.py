"""What a load balancer is told."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from holdfast_web.config import health
from holdfast_web.people.models import Job
from holdfast_web.people.models.job import JobState


@pytest.fixture(autouse=True)
def _asked_anew():
    health._known_up_to_date.cache_clear()


@pytest.fixture(params=[None, "s" * 32], ids=["without a cookie", "with a cookie"])
def client(client, request):
    """Give a caller like a load balancer, and one like a browser."""
    if request.param:
        client.cookies["sessionid"] = request.param
    return client


def test_a_process_that_answers_is_alive_without_a_database(client):
    answer = client.get("/health/live")  # without the mark, a query would be refused

    assert (answer.status_code, answer.json()) == (200, {"live": True})
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_a_process_is_ready_with_its_database_and_its_files(client):
    answer = client.get("/health/ready")

    assert (answer.status_code, answer.json()) == (200, {"database": True, "files": True})


@pytest.mark.django_db
def test_a_process_is_not_ready_before_the_database_is_up_to_date(client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'people'")

    answer = client.get("/health/ready")

    assert (answer.status_code, answer.json()) == (
        503,
        {
            "database": False,
            "files": True,
            "reason": "The database is not up to date: run holdfast manage migrate.",
        },
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/health/live", {"live": True}),
        ("/health/ready", {"database": False, "files": True}),
        ("/health/work", {"work": False}),
    ],
)
def test_a_database_that_is_gone_is_a_reason_and_no_fault(client, path, said):
    def gone(*asked):
        raise OperationalError("the connection is closed")

    client.raise_request_exception = False
    with connection.execute_wrapper(gone):
        answer = client.get(path)

    why = {} if path == "/health/live" else {"reason": "The database cannot be reached."}
    assert answer.json() == said | why
    assert answer.status_code == (503 if why else 200)


def test_only_what_is_an_address_of_health_is_answered_so_early(client):
    assert client.get("/health/live", HTTP_HOST="10.0.0.7").status_code == 200
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        client.get("/health/other", headers={"cookie": "sessionid=" + "s" * 32})


@pytest.mark.django_db
def test_a_process_is_not_ready_without_its_files(client, settings, tmp_path):
    (tmp_path / "store").write_text("no folder")
    settings.HOME = tmp_path

    answer = client.get("/health/ready")

    assert (answer.status_code, answer.json()) == (
        503, {"database": True, "files": False, "reason": "Files cannot be written."}
    )  # fmt: skip


@pytest.mark.parametrize(
    ("waited", "busy", "status"), [(1, False, 200), (11, False, 503), (11, True, 200)]
)
def test_work_that_nobody_takes_up_is_told(client, northmere, waited, busy, status):
    now = timezone.now()
    Job.objects.create(organisation=northmere, kind="tests.count")
    Job.objects.update(asked_at=now - timedelta(minutes=waited))
    if busy:
        Job.objects.create(
            organisation=northmere, kind="tests.count", state=JobState.RUNNING,
            started_at=now, beat_at=now,
        )  # fmt: skip

    assert client.get("/health/work").status_code == status
