"""The database itself refuses to change or delete what the ledger wrote."""

from django.db import migrations

TABLES = ("ledger_event", "ledger_sequencedevent", "ledger_checkpoint", "ledger_accessentry")
PARTITION = "ledger_accessentry_default"  # row triggers come down from its table, this one does not

FUNCTION = """
CREATE FUNCTION ledger_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % are never changed or deleted.', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
"""

ROWS = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION ledger_append_only()
"""
WHOLE = """
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only()
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_access_by_month")]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION ledger_append_only()"),
        *(
            migrations.RunSQL(ROWS.format(table=table), f"DROP TRIGGER append_only ON {table}")
            for table in TABLES
        ),
        *(
            migrations.RunSQL(WHOLE.format(table=table), f"DROP TRIGGER append_only_whole ON {table}")
            for table in (*TABLES, PARTITION)
        ),
    ]
