"""The access log, partitioned by month from the start, with a default partition that takes the rest."""

import core.ids
from django.db import migrations, models

CREATE = """
CREATE TABLE ledger_accessentry (
    at timestamp with time zone NOT NULL,
    id uuid NOT NULL,
    actor_id varchar(60) NOT NULL,
    actor_label varchar(200) NOT NULL,
    post_label varchar(200) NOT NULL,
    subject_kind varchar(60) NOT NULL,
    subject_id varchar(60) NOT NULL,
    person_id bigint NULL,
    fields jsonb NOT NULL,
    reason varchar(200) NOT NULL,
    PRIMARY KEY (at, id)
) PARTITION BY RANGE (at);
CREATE TABLE ledger_accessentry_default PARTITION OF ledger_accessentry DEFAULT;
CREATE INDEX access_by_person ON ledger_accessentry (person_id, at DESC);
CREATE INDEX access_by_subject ON ledger_accessentry (subject_kind, subject_id, at DESC);
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(CREATE, "DROP TABLE ledger_accessentry")],
            state_operations=[
                migrations.CreateModel(
                    name="AccessEntry",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "at", "id", blank=True, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("id", models.UUIDField(default=core.ids.uuid7)),
                        ("at", models.DateTimeField()),
                        ("actor_id", models.CharField(max_length=60)),
                        ("actor_label", models.CharField(max_length=200)),
                        ("post_label", models.CharField(blank=True, max_length=200)),
                        ("subject_kind", models.CharField(max_length=60)),
                        ("subject_id", models.CharField(max_length=60)),
                        (
                            "person_id",
                            models.BigIntegerField(help_text="Whose data: they may see this entry.", null=True),
                        ),
                        ("fields", models.JSONField(help_text="Names of what was shown.")),
                        ("reason", models.CharField(max_length=200)),
                    ],
                    options={
                        "verbose_name_plural": "access entries",
                        "ordering": ["-at"],
                        "indexes": [
                            models.Index(fields=["person_id", "-at"], name="access_by_person"),
                            models.Index(fields=["subject_kind", "subject_id", "-at"], name="access_by_subject"),
                        ],
                    },
                )
            ],
        )
    ]
