from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrgConfig(AppConfig):
    name = "trongtam.org"
    label = "org"

    def ready(self) -> None:
        from trongtam.look import registry

        from . import accounts_wiring, acts, shell
        from .queries.found import due_probations, found

        acts.register_all()
        accounts_wiring.connect()
        registry.search.register("org", found, order=50)
        registry.due_items.register("org.probation", due_probations)
        registry.where.provide(shell.where)
        registry.role.provide(shell.role)
        registry.demonstration.provide(shell.demonstration)
        registry.nav.add(registry.NavItem("units", _("Units"), "unit", "org:units", visible=shell.has_reach), order=60)
        registry.nav.add(
            registry.NavItem("people", _("People"), "person", "org:people", visible=shell.keeps_people), order=70
        )
