from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "trongtam.reports"
    label = "reports"

    def ready(self) -> None:
        from trongtam.guide import screens
        from trongtam.look import registry
        from trongtam.org import shell

        from . import acts, issuing, jobs, owed_words, panels
        from .queries.lists import found
        from .screens import TOPICS

        screens.add(TOPICS)

        acts.register_all()
        issuing.register_all()
        jobs.register_all()
        registry.search.register("reports", found, order=60)
        registry.search.register("reports.owed", owed_words.found, order=62)
        registry.due_items.register("reports.owed", owed_words.due_items, order=30)
        registry.panels.register("resolutions.document", "reports", panels.of_document, order=60)
        registry.panels.register("targets.round", "reports", panels.of_round, order=60)
        item = registry.NavItem(
            "reports", _("Reports"), "report", "reports:reports", visible=shell.has_reach, group=registry.PAPERS
        )
        registry.nav.add(item, order=40)
