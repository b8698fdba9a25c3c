from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "trongtam.ledger"
    label = "ledger"
