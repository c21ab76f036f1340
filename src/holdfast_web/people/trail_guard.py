"""How does the database itself refuse to change or remove an event of the trail?

By triggers, laid by a migration. Whoever may alter tables can drop them; then the chain of
hashes still tells (`queries.trail.verify`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "people_auditevent"
REFUSAL = "the audit trail is append-only"

SQLITE = tuple(
    f"CREATE TRIGGER audit_no_{what.lower()} BEFORE {what} ON {TABLE} "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for what in ("UPDATE", "DELETE")
)
POSTGRESQL = (
    # TRUNCATE of an empty table is let through: that is how a fresh database is made ready.
    "CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "IF TG_OP <> 'TRUNCATE' OR EXISTS (SELECT 1 FROM people_auditevent) THEN "
    "RAISE EXCEPTION 'the audit trail is append-only'; END IF; RETURN NULL; END $$",
    f"CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON {TABLE} "
    "FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    f"CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON {TABLE} "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
)
SQLITE_GONE = tuple(f"DROP TRIGGER audit_no_{what}" for what in ("update", "delete"))
POSTGRESQL_GONE = ("DROP FUNCTION audit_refuse() CASCADE",)


def lay(connection: BaseDatabaseWrapper) -> None:
    """Lay the triggers."""
    _run(connection, SQLITE if connection.vendor == "sqlite" else POSTGRESQL)


def lift(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away: to undo the migration, and in tests that empty the database."""
    _run(connection, SQLITE_GONE if connection.vendor == "sqlite" else POSTGRESQL_GONE)


def _run(connection: BaseDatabaseWrapper, statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
