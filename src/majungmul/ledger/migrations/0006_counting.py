"""Lists by what changed last, and counts of open calls, from indexes alone."""

import django.utils.timezone
from django.db import migrations, models
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce


def fill(apps, schema_editor):
    newest = apps.get_model("ledger", "OpportunityVersion").objects.filter(
        opportunity=OuterRef("pk"), number=OuterRef("version")
    )
    apps.get_model("ledger", "Opportunity").objects.update(
        changed_at=Coalesce(Subquery(newest.values("seen_at")[:1]), F("first_seen"))
    )


class Migration(migrations.Migration):
    dependencies = [("ledger", "0005_search_slices")]

    operations = [
        migrations.AddField(
            model_name="opportunity",
            name="changed_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="opportunity",
            index=models.Index(
                condition=models.Q(("same_as__isnull", True)),
                fields=["kind", "changed_at", "id"],
                name="changed_last",
            ),
        ),
        migrations.AddIndex(
            model_name="opportunity",
            index=models.Index(
                condition=models.Q(("withdrawn_at__isnull", True)),
                fields=[
                    "ends_at",
                    "same_as",
                    "kind",
                    "opens",
                    "closes_at",
                    "listed_on",
                    "source",
                    "field",
                    "nationwide",
                    "regions",
                ],
                name="counted_open",
            ),
        ),
    ]
