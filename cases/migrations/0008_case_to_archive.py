"""The closed cases that wait for the archive, found by an index; built beside the traffic."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("cases", "0007_case_by_channel")]

    operations = [
        AddIndexConcurrently(
            model_name="case",
            index=models.Index(
                condition=models.Q(("state__in", ["delivered", "refused"])),
                fields=["closed_at"],
                name="case_to_archive",
            ),
        ),
    ]
