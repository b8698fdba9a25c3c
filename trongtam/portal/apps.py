from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "trongtam.portal"
    label = "portal"

    def ready(self) -> None:
        from trongtam.guide import screens
        from trongtam.ledger import acts
        from trongtam.look import registry

        from .screens import TOPICS
        from .upkeep import TableCount
        from .views.desk import waiting_count

        screens.add(TOPICS)

        acts.register("portal.demonstration_laid", _("laid the demonstration data"))
        registry.clock.register("portal.tables", TableCount(), order=950)
        registry.nav.add(
            registry.NavItem("desk", _("My work"), "desk", "home", bar=True, count=waiting_count, group=registry.OWN),
            order=10,
        )
