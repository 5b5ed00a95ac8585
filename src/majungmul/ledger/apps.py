from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "majungmul.ledger"
    label = "ledger"
