from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0008_notices_of_referrals"),
    ]

    operations = [
        migrations.AddField(
            model_name="organisation",
            name="keep_originals",
            field=models.BooleanField(default=False),
        ),
    ]
