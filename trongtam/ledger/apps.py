from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LedgerConfig(AppConfig):
    name = "trongtam.ledger"
    label = "ledger"

    def ready(self) -> None:
        from trongtam.ledger import acts

        acts.register("ledger.personal_erased", _("erased personal content of the book"))
