"""Lists by what changed last and counts of open calls from indexes alone; fewer places to write."""

import django.utils.timezone
from django.db import migrations, models
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce

import majungmul.ledger.models.base

WITH_UUID = (
    "award", "budget", "companyprofile", "document", "opportunity", "organization", "program",
    "statement", "storedverdict", "watch",
)  # fmt: skip
BY_CONTENT = "ledger_document_sha256_7b261dc4"


def drop_index(apps, schema_editor):
    """Of its index alone: as a changed column, SQLite would copy every text there is."""
    for name in (BY_CONTENT, f"{BY_CONTENT}_like"):
        schema_editor.execute(f"DROP INDEX IF EXISTS {name}")


WORDS = "string_to_array(btrim(body) || ' ' || tags, ' ')"


def compare_bytes(apps, schema_editor):
    """PostgreSQL compares the words of the search index by their bytes, whatever the server's
    language: faster, and all that telling them apart takes."""
    index_words(schema_editor, f'({WORDS} COLLATE "C")')


def compare_by_locale(apps, schema_editor):
    index_words(schema_editor, WORDS)


def index_words(schema_editor, words):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX ledger_search_words")
        schema_editor.execute(
            f"CREATE INDEX ledger_search_words ON ledger_search USING gin ({words})"
        )


def make_index(apps, schema_editor):
    schema_editor.execute(f"CREATE INDEX {BY_CONTENT} ON ledger_document (sha256)")


CODES = {
    "sqlite": "(SELECT group_concat(code) FROM"
    " (SELECT code FROM ledger_opportunityregion AS r WHERE r.opportunity_id = o.id ORDER BY code))",
    "postgresql": "(SELECT string_agg(code, ',' ORDER BY code)"
    " FROM ledger_opportunityregion AS r WHERE r.opportunity_id = o.id)",
}


def fill(apps, schema_editor):
    newest = apps.get_model("ledger", "OpportunityVersion").objects.filter(
        opportunity=OuterRef("pk"), number=OuterRef("version")
    )
    apps.get_model("ledger", "Opportunity").objects.update(
        changed_at=Coalesce(Subquery(newest.values("seen_at")[:1]), F("first_seen"))
    )
    codes = CODES[schema_editor.connection.vendor]
    schema_editor.execute(
        f"UPDATE ledger_opportunity AS o SET places = coalesce({codes}, '99')"  # noqa: S608
    )
    if schema_editor.connection.vendor == "postgresql":  # makes no index while checks are pending
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0005_search_slices")]

    operations = [
        migrations.AddField(
            model_name="opportunity",
            name="changed_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AddField(
            model_name="opportunity",
            name="places",
            field=models.CharField(default="99", max_length=60),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="opportunity",
            index=models.Index(
                condition=models.Q(("same_as__isnull", True)),
                fields=["kind", "changed_at", "id", "same_as"],
                name="changed_last",
            ),
        ),
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
                ],
                name="counted_open",
            ),
        ),
        migrations.RemoveIndex(model_name="opportunity", name="ledger_oppo_listed__52a06f_idx"),
        migrations.AddIndex(
            model_name="opportunity",
            index=models.Index(
                fields=["listed_on", "id", "funder"], name="newest_with_funder"
            ),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                condition=models.Q(("opportunity__isnull", True)),
                fields=["sha256"],
                name="files_by_content",
            ),
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(drop_index, make_index)],
            state_operations=[
                migrations.AlterField(
                    model_name="document", name="sha256", field=models.CharField(max_length=64)
                ),
                *(
                    migrations.AlterField(
                        model_name=name,
                        name="uuid",
                        field=models.UUIDField(
                            default=majungmul.ledger.models.base.public_id,
                            editable=False,
                            unique=True,
                        ),
                    )
                    for name in WITH_UUID
                ),
            ],
        ),
        migrations.RunPython(compare_bytes, compare_by_locale),
    ]
