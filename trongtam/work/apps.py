from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkConfig(AppConfig):
    name = "trongtam.work"
    label = "work"

    def ready(self) -> None:
        from trongtam.guide import screens as help_screens
        from trongtam.look import registry
        from trongtam.org.changes import carriers, set_up_followers
        from trongtam.resolutions.orphans import clause_carriers

        from . import (
            acts,
            exchange,
            figures,
            issuing,
            jobs,
            parts,
            parts_beside,
            parts_papers,
            parts_recurring,
            screens,
        )
        from .operations.counted import lay_counted_works
        from .operations.succeeding import WorksCarried

        acts.register_all()
        exchange.register_all()
        figures.register_all()
        issuing.register_all()
        jobs.register_all()
        help_screens.add(screens.TOPICS)
        set_up_followers.register("work.counted", lay_counted_works)
        carriers.register("work", WorksCarried)
        registry.nav.add(registry.NavItem("work", _("Assigned work"), "tick", "work:own", group=registry.OWN), order=45)
        registry.due_items.register("work", parts.due, order=20)
        registry.waiting_items.register("work", parts.waiting, order=20)
        registry.search.register("work", parts.found, order=35)
        registry.lists_of_people.add("work:campaign")
        clause_carriers.register("work", parts.carried_clauses)
        registry.panels.register("targets.target", "work", parts.of_target, order=40)
        registry.panels.register("targets.criterion", "work", parts.of_criterion, order=40)
        registry.panels.register("resolutions.clause_side", "work", parts_beside.beside_clauses, order=40)
        registry.panels.register("resolutions.clause", "work", parts.of_clause, order=40)
        registry.panels.register("resolutions.shortcoming", "work", parts.of_shortcoming, order=40)
        registry.panels.register("work.board", "papers", parts_papers.on_board, order=80)
        registry.panels.register("org.unit.more", "work", parts.of_unit, order=60)
        registry.due_items.register("work.recurring", parts_recurring.due, order=21)
        registry.search.register("work.recurring", parts_recurring.found, order=36)
        registry.panels.register("work.own", "work.recurring", parts_recurring.of_own, order=20)
        registry.panels.register("work.board", "work.recurring", parts_recurring.of_board, order=20)
