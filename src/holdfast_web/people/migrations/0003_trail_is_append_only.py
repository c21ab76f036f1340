from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from holdfast_web.people import trail_guard


def lay(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    trail_guard.lay(schema_editor.connection)


def lift(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    trail_guard.lift(schema_editor.connection)


class Migration(migrations.Migration):
    """The database itself refuses to change or remove an event of the audit trail."""

    dependencies = [("people", "0002_releases_invitations_emergencies")]

    operations = [migrations.RunPython(lay, lift)]
