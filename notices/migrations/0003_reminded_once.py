"""Nobody is reminded of the same thing twice; the index is built beside the traffic."""

from django.db import migrations, models

MAKE = """
CREATE UNIQUE INDEX CONCURRENTLY one_reminder_per_person_and_thing
ON notices_notice (reminder_of, kind, person_id) WHERE reminder_of <> ''
"""
DROP = "DROP INDEX CONCURRENTLY one_reminder_per_person_and_thing"


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("accounts", "0004_linked_documents"),
        ("notices", "0002_delivery"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(MAKE, DROP)],
            state_operations=[
                migrations.AddConstraint(
                    model_name="notice",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("reminder_of", ""), _negated=True),
                        fields=("reminder_of", "kind", "person"),
                        name="one_reminder_per_person_and_thing",
                    ),
                )
            ],
        ),
    ]
