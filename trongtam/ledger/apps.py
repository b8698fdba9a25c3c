from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LedgerConfig(AppConfig):
    name = "trongtam.ledger"
    label = "ledger"

    def ready(self) -> None:
        from trongtam.ledger import acts
        from trongtam.look import registry

        from .operations import forget_messages, send_waiting

        acts.register("ledger.personal_erased", _("erased personal content of the book"))
        registry.clock.register("ledger.outbox", send_waiting, order=900)
        registry.tidying.register("ledger.outbox", forget_messages)
