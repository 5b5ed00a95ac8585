"""The search index in slices: months and sizes of sums as words, on PostgreSQL beside the text."""

from django.db import migrations

POSTGRES = (
    "DROP INDEX ledger_search_title",
    "DROP INDEX ledger_search_body",
    "ALTER TABLE ledger_search ADD COLUMN tags text NOT NULL DEFAULT ''",
    "CREATE INDEX ledger_search_words ON ledger_search"
    " USING gin (string_to_array(btrim(body) || ' ' || tags, ' '))",
)


def change(apps, schema_editor):
    from majungmul.ledger.search import index

    if schema_editor.connection.vendor == "postgresql":
        for statement in POSTGRES:
            schema_editor.execute(statement)
    index.rebuild(model=apps.get_model("ledger", "Opportunity"))


class Migration(migrations.Migration):
    dependencies = [("ledger", "0004_resumable_runs")]
    operations = [migrations.RunPython(change, migrations.RunPython.noop)]
