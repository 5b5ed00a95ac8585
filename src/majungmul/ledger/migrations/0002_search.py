"""The search index of each database. FTS5 keeps no copy of the text; pg_trgm indexes pairs."""

from django.db import migrations

SQLITE = (
    "CREATE VIRTUAL TABLE ledger_search USING fts5("
    "title, body, tags, content='', tokenize=\"unicode61 remove_diacritics 0\")",
)
POSTGRES = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE TABLE ledger_search"
    " (opportunity_id bigint PRIMARY KEY, title text NOT NULL, body text NOT NULL)",
    # checked again row by row, so quick to unpack; a server built without lz4 keeps its own way
    "DO $$ BEGIN ALTER TABLE ledger_search ALTER COLUMN body SET COMPRESSION lz4;"
    " EXCEPTION WHEN feature_not_supported THEN NULL; END $$",
    "CREATE INDEX ledger_search_title ON ledger_search USING gin (title gin_trgm_ops)",
    "CREATE INDEX ledger_search_body ON ledger_search USING gin (body gin_trgm_ops)",
)


def create(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE ledger_search")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
