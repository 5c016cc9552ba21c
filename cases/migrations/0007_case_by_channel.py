"""The index under the figures of each channel, built while cases go on."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("cases", "0006_came_through")]

    operations = [
        AddIndexConcurrently(
            model_name="case",
            index=models.Index(fields=["came_through", "created_at"], name="case_by_channel"),
        ),
    ]
