from typing import Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created

# Of pages on disks without arms the planner takes an index alone over a table read in turn, and
# no question here is long enough to be worth compiling.
PLANNING = "SET random_page_cost = 1.1; SET jit = off"


class LedgerConfig(AppConfig):
    name = "majungmul.ledger"
    label = "ledger"

    def ready(self) -> None:
        connection_created.connect(_tell_planner, dispatch_uid="ledger-planner")


def _tell_planner(connection: Any, **_: Any) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(PLANNING)
