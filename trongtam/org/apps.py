from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrgConfig(AppConfig):
    name = "trongtam.org"
    label = "org"

    def ready(self) -> None:
        from trongtam.guide import guides, screens
        from trongtam.look import registry

        from . import accounts_wiring, acts, exchange, prepared, shell
        from .first_steps import first_steps
        from .queries.first_steps import due_first_steps, logins_step, units_step
        from .queries.found import due_probations, found
        from .screens import TOPICS

        screens.add(TOPICS)

        first_steps.register("org.units", units_step, order=10)
        first_steps.register("org.logins", logins_step, order=40)
        registry.due_items.register("org.first_steps", due_first_steps, order=90)
        acts.register_all()
        prepared.register()
        registry.lists_of_people.update(("org:people", "org:accounts"))
        exchange.register_all()
        accounts_wiring.connect()
        registry.search.register("org", found, order=50)
        registry.due_items.register("org.probation", due_probations)
        registry.where.provide(shell.where)
        registry.role.provide(shell.role)
        registry.offices.provide(shell.offices)
        guides.readers.provide(shell.guides)
        registry.demonstration.provide(shell.demonstration)
        registry.nav.add(
            registry.NavItem("units", _("Units"), "unit", "org:units", visible=shell.has_reach, group=registry.PEOPLE),
            order=60,
        )
        registry.nav.add(
            registry.NavItem(
                "people", _("People"), "person", "org:people", visible=shell.keeps_people, group=registry.PEOPLE
            ),
            order=70,
        )
