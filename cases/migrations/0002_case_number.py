"""The sequence behind case numbers: gaps are allowed, repetition is not."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "CREATE SEQUENCE case_number AS bigint START 1", "DROP SEQUENCE case_number", elidable=False
        )
    ]
