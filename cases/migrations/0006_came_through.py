"""Through which registered channel an applicant came: null for every case there is."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_channels"),
        ("cases", "0005_reminders_due"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="came_through",
            field=models.ForeignKey(
                db_index=False,
                help_text="The registered channel that handed the applicant over; null where none is known.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cases",
                to="accounts.accesschannel",
            ),
        ),
    ]
