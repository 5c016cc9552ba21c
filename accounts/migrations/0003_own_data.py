"""What the portal keeps about a person: wishes, consents that nobody changes, copies of their data."""

import core.ids
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_mandates_of_record"),
        ("ledger", "0003_append_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="Profile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("zh", "Chinese"), ("en", "English")], default="zh", max_length=10
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[("standard", "Standard version"), ("elder", "Larger type")],
                        default="standard",
                        max_length=10,
                    ),
                ),
                (
                    "mobile",
                    models.CharField(
                        blank=True, help_text="Where to write; empty: as registered.", max_length=20
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("by_sms", models.BooleanField(default=True, help_text="Messages also by SMS.")),
                ("by_email", models.BooleanField(default=True, help_text="Messages also by e-mail.")),
                (
                    "chain",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.chain"
                    ),
                ),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="profile",
                        to="accounts.person",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="DataExport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=core.ids.uuid7, editable=False, unique=True)),
                ("asked_at", models.DateTimeField()),
                (
                    "progress",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="Per cent; moves while it is made."
                    ),
                ),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("size", models.PositiveBigIntegerField(default=0, help_text="Bytes.")),
                ("ready_at", models.DateTimeField(null=True)),
                ("expires_at", models.DateTimeField(null=True)),
                ("fetched_at", models.DateTimeField(null=True)),
                (
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exports",
                        to="accounts.profile",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ready_at__isnull", True),
                            models.Q(("expires_at__isnull", False), models.Q(("sha256", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="ready_export_has_its_digest_and_end",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("progress__lte", 100)), name="progress_is_a_share"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("notice", "Was told how data are processed"),
                            ("given", "Agreed that sensitive data are processed"),
                            ("withdrawn", "Took the agreement back"),
                        ],
                        max_length=10,
                    ),
                ),
                ("version", models.CharField(help_text="Of the notice that was shown.", max_length=20)),
                (
                    "elements",
                    models.JSONField(default=list, help_text="Codes of the sensitive elements it is about."),
                ),
                ("about", models.JSONField(default=dict, help_text='For which errand: {"zh", "en"}')),
                (
                    "as_guardian",
                    models.BooleanField(default=False, help_text="For a child under fourteen (art. 31)."),
                ),
                ("at", models.DateTimeField()),
                (
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="accounts.profile",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind", "notice"), models.Q(("elements", []), _negated=True), _connector="OR"
                        ),
                        name="consent_names_what_it_is_about",
                    )
                ],
            },
        ),
        migrations.RunSQL(
            "CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON accounts_consent "
            "FOR EACH ROW EXECUTE FUNCTION ledger_append_only()",
            "DROP TRIGGER append_only ON accounts_consent",
        ),
        migrations.RunSQL(
            "CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON accounts_consent "
            "FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only()",
            "DROP TRIGGER append_only_whole ON accounts_consent",
        ),
    ]
