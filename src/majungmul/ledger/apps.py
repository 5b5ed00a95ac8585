import gc

from django.apps import AppConfig

READING = 20_000  # objects between two looks for rings


class LedgerConfig(AppConfig):
    name = "majungmul.ledger"
    label = "ledger"

    def ready(self) -> None:
        """Reading a text makes thousands of small objects that form no rings: looking for rings
        every seven hundred of them takes a twentieth of the time of taking notices in."""
        gc.set_threshold(READING, *gc.get_threshold()[1:])
