"""What is open and soon due is found by an index; built beside the traffic."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("accounts", "0004_linked_documents"),
        ("cases", "0004_several_parties"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="correction",
            index=models.Index(
                condition=models.Q(("answered_at__isnull", True)),
                fields=["due_at"],
                name="correction_open_due",
            ),
        ),
        AddIndexConcurrently(
            model_name="undertaking",
            index=models.Index(
                condition=models.Q(("fulfilled_at__isnull", True)),
                fields=["due_at"],
                name="undertaking_owed_due",
            ),
        ),
    ]
