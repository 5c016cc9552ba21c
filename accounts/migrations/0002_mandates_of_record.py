"""Mandates are given, taken up and ended on record.

No act could write the table before, so it is empty: a row that somebody wrote by hand stops this
migration, because nothing on record says that it was given.
"""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("ledger", "0003_append_only"),
    ]

    operations = [
        migrations.AddField(
            model_name="mandate",
            name="accepted_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="mandate",
            name="given_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="mandate",
            name="chain",
            field=models.OneToOneField(
                default=None, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.chain"
            ),
            preserve_default=False,
        ),
    ]
