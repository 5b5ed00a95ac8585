"""Lists, sorts and counts from indexes alone, and searching without leavings.

On PostgreSQL texts that are searched stand within their rows; on SQLite the index of words loses
what changed calls had said before. Made so that a filled ledger is read all the while: new indexes
and a new table first, which keep writers waiting, and the old ones dropped at the very end.
"""

from django.db import migrations, models
from django.db.models import Q

WORDS = "(string_to_array(btrim(body) || ' ' || tags, ' ') COLLATE \"C\")"
# A text is looked at again in each row found: out of line, that takes four times as long.
WITHIN_ROWS = "WITH (toast_tuple_target = 8160)"
# What filters and orders ask of calls found by their words; SQLite has the rows by their keys.
BY_KEY = (
    # An index answers alone for pages of rows that were vacuumed since they were written.
    "ALTER TABLE ledger_opportunity SET (autovacuum_vacuum_insert_scale_factor = 0.02,"
    " autovacuum_vacuum_scale_factor = 0.05)",
    "CREATE INDEX IF NOT EXISTS found_calls ON ledger_opportunity (id) INCLUDE (same_as_id, kind,"
    " withdrawn_at, field, places, ends_at, closes_at, opens, end_kind, listed_on, amount_order,"
    " search_revision)",
)
MAKE = (
    "LOCK TABLE ledger_search IN SHARE MODE",
    "CREATE TABLE ledger_search_next (opportunity_id bigint PRIMARY KEY, title text NOT NULL,"
    f" body text NOT NULL, tags text NOT NULL DEFAULT '') {WITHIN_ROWS}",
    "DO $$ BEGIN ALTER TABLE ledger_search_next ALTER COLUMN body SET COMPRESSION lz4;"
    " EXCEPTION WHEN feature_not_supported THEN NULL; END $$",
    "INSERT INTO ledger_search_next"
    " SELECT opportunity_id, title, body, tags FROM ledger_search ORDER BY opportunity_id",
    f"CREATE INDEX ledger_search_next_words ON ledger_search_next USING gin ({WORDS})",
)
CHANGE_OVER = (
    "DROP TABLE ledger_search",
    "ALTER TABLE ledger_search_next RENAME TO ledger_search",
    "ALTER INDEX ledger_search_next_pkey RENAME TO ledger_search_pkey",
    "ALTER INDEX ledger_search_next_words RENAME TO ledger_search_words",
)


def on_postgres(statements):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement)

    return migrations.RunPython(run, migrations.RunPython.noop)


def drop_leavings(apps, schema_editor):
    """SQLite kept what changed calls had said before: a tenth more of it is worth writing anew."""
    from majungmul.ledger.search import index

    if schema_editor.connection.vendor == "sqlite":
        calls = apps.get_model("ledger", "Opportunity")
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM ledger_search_docsize")
            (entries,) = cursor.fetchone()
        if entries > 1.1 * calls.objects.count():
            index.rebuild(model=calls)


def give_rows(apps, schema_editor):
    """Back: the provinces of a call as rows again, out of its own column."""
    calls = apps.get_model("ledger", "Opportunity").objects.values_list("pk", "places")
    model = apps.get_model("ledger", "OpportunityRegion")
    rows = (model(opportunity_id=pk, code=code) for pk, codes in calls for code in codes.split(","))
    model.objects.bulk_create(rows, batch_size=1000)


def by(column, **known):
    return migrations.AddIndex(
        model_name="opportunity",
        index=models.Index(
            fields=["kind", column, "id"],
            condition=Q(same_as__isnull=True, **known),
            name=f"by_{column}",
        ),
    )


class Migration(migrations.Migration):
    dependencies = [("ledger", "0006_counting")]

    operations = [
        migrations.AddIndex(
            model_name="opportunity",
            index=models.Index(
                fields=[
                    "ends_at",
                    "withdrawn_at",
                    "same_as",
                    "kind",
                    "opens",
                    "closes_at",
                    "listed_on",
                    "source",
                    "places",
                    "field",
                    "end_kind",
                    "amount_order",
                    "id",
                ],
                name="running_calls",
            ),
        ),
        on_postgres(BY_KEY),
        by("title"),
        by("first_seen"),
        by("total_budget", total_budget__isnull=False),
        by("selected_count", selected_count__isnull=False),
        migrations.RunPython(drop_leavings, migrations.RunPython.noop),
        on_postgres(MAKE),
        on_postgres(CHANGE_OVER),
        migrations.RemoveIndex(model_name="opportunity", name="counted_open"),
        migrations.RemoveIndex(model_name="opportunity", name="ledger_oppo_field_fd338f_idx"),
        migrations.RunPython(migrations.RunPython.noop, give_rows),
        migrations.DeleteModel("OpportunityRegion"),
    ]
