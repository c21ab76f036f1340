from django.db import migrations

from holdfast_web.people import trail_guard


def lay(apps, schema_editor):
    trail_guard.lay(schema_editor.connection)


def lift(apps, schema_editor):
    trail_guard.lift(schema_editor.connection)


class Migration(migrations.Migration):
    """The database itself refuses to change or remove an event of the audit trail."""

    dependencies = [("people", "0002_releases_invitations_emergencies")]

    operations = [migrations.RunPython(lay, lift)]
