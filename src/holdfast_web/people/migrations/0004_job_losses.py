from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0003_trail_is_append_only")]

    operations = [
        migrations.AddField(
            model_name="job",
            name="losses",
            field=models.PositiveSmallIntegerField(default=0),
        ),
    ]
