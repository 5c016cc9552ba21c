"""What was published stays as it was: only the last day in force may still be written, or drawn in."""

from django.db import migrations

KEEP = """
CREATE FUNCTION matters_keep_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.published_at IS NULL THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - 'effective_to' IS DISTINCT FROM to_jsonb(OLD) - 'effective_to'
        OR (OLD.effective_to IS NOT NULL
            AND (NEW.effective_to IS NULL OR NEW.effective_to > OLD.effective_to)) THEN
        RAISE EXCEPTION '% % is published and can not be changed', TG_TABLE_NAME, OLD.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION matters_keep_parts() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    part jsonb := to_jsonb(CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END);
    held boolean;
BEGIN
    EXECUTE format('SELECT published_at IS NOT NULL FROM %I WHERE id = $1', TG_ARGV[0])
        INTO held USING (part ->> TG_ARGV[1])::bigint;
    IF held THEN
        RAISE EXCEPTION '% belongs to a published version and can not be changed', TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
"""
VERSIONS = ("matters_handbook", "matters_onethingversion")
PARTS = {
    "matters_materialline": ("matters_handbook", "handbook_id"),
    "matters_edge": ("matters_onethingversion", "one_thing_version_id"),
    "matters_thingmatter": ("matters_onethingversion", "one_thing_version_id"),
}


def _watch_version(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER keep_published BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION matters_keep_published()",
        f"DROP TRIGGER keep_published ON {table}",
    )


def _watch_part(table: str, parent: str, column: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER keep_parts BEFORE INSERT OR UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION matters_keep_parts('{parent}', '{column}')",
        f"DROP TRIGGER keep_parts ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [("matters", "0002_tables")]
    operations = [
        migrations.RunSQL(KEEP, "DROP FUNCTION matters_keep_published(), matters_keep_parts()"),
        *(_watch_version(table) for table in VERSIONS),
        *(_watch_part(table, *parent) for table, parent in PARTS.items()),
    ]
