from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "trongtam.portal"
    label = "portal"

    def ready(self) -> None:
        from trongtam.ledger import acts

        acts.register("portal.demonstration_laid", _("laid the demonstration data"))
