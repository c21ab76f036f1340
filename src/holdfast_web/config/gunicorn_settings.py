"""How does the web server run? Read by gunicorn; each setting says why it is so."""

from __future__ import annotations

from pathlib import Path

from holdfast_web.config.environment import number

SHARED_MEMORY = "/dev/shm"  # noqa: S108

wsgi_app = "holdfast_web.config.wsgi:application"
workers = number("HOLDFAST_WEB_PROCESSES", 2)
threads = number("HOLDFAST_WEB_THREADS", 4)
worker_class = "gthread"  # a slow upload holds a thread, not the process
timeout = 60  # a process that is stuck is replaced; threads at work keep it alive
graceful_timeout = 25
max_requests = 5000  # a slow leak never becomes an outage
max_requests_jitter = 500
keepalive = 0  # a kept connection waits for its own process while the other is idle
accesslog = None  # our own log names routes, not addresses
control_socket_disable = True
logger_class = "holdfast_web.config.server_log.ServerLog"
# Not the shared folder: a heartbeat file on a slow disk would look like a stuck process.
worker_tmp_dir = SHARED_MEMORY if Path(SHARED_MEMORY).is_dir() else None


def post_worker_init(worker: object) -> None:
    """Make ready before the first request is taken: called by gunicorn in each process."""
    from holdfast_web.config.warming import warm_up  # Django is set up by now

    del worker
    warm_up()
