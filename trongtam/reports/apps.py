from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "trongtam.reports"
    label = "reports"

    def ready(self) -> None:
        from trongtam.look import registry
        from trongtam.org import shell

        from . import acts

        acts.register_all()
        item = registry.NavItem("reports", _("Reports"), "report", "reports:reports", visible=shell.has_reach)
        registry.nav.add(item, order=40)
