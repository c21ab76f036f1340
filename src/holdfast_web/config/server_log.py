"""How does the web server's own log look? Like ours: one line of JSON, no person's address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gunicorn.glogging import Logger

from holdfast_web.config.logs import Json

if TYPE_CHECKING:
    from gunicorn.config import Config


class ServerLog(Logger):
    """Writes what the web server says of itself."""

    def setup(self, cfg: Config) -> None:
        """Give its handlers our format."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(Json())
        self.error_log.propagate = False
