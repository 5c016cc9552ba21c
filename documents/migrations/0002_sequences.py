"""Numbers of papers and serials of certificates. Gaps are allowed; a number never returns."""

from django.db import migrations

SEQUENCES = ("documents_paper_number", "documents_certificate_serial")


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]

    operations = [
        migrations.RunSQL(f"CREATE SEQUENCE {name}", f"DROP SEQUENCE {name}") for name in SEQUENCES
    ]
