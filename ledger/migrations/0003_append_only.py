"""The database itself refuses to change or delete what the ledger wrote."""

from django.db import migrations

TABLES = ("ledger_event", "ledger_sequencedevent", "ledger_checkpoint", "ledger_accessentry")

FUNCTION = """
CREATE FUNCTION ledger_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % are never changed or deleted.', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
"""

TRIGGERS = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION ledger_append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only();
"""

UNDO = """
DROP TRIGGER append_only ON {table};
DROP TRIGGER append_only_whole ON {table};
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_access_by_month")]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION ledger_append_only()"),
        *(
            migrations.RunSQL(TRIGGERS.format(table=table), UNDO.format(table=table))
            for table in TABLES
        ),
    ]
