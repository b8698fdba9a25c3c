from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TargetsConfig(AppConfig):
    name = "trongtam.targets"
    label = "targets"

    def ready(self) -> None:
        from trongtam.look import registry

        registry.nav.add(
            registry.NavItem("board", _("Where do we stand?"), "board", "targets:own_board", bar=True), order=20
        )
