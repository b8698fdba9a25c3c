from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArchiveConfig(AppConfig):
    name = "trongtam.archive"
    label = "archive"

    def ready(self) -> None:
        from trongtam.guide import screens
        from trongtam.look import registry
        from trongtam.org import shell

        from . import acts, jobs
        from .queries.found import due, found
        from .screens import TOPICS

        screens.add(TOPICS)

        acts.register_all()
        jobs.register_all()
        registry.search.register("archive.papers", found, order=65)
        registry.due_items.register("archive.papers", due, order=50)
        item = registry.NavItem("papers", _("Outgoing papers"), "doc", "archive:papers", visible=shell.has_reach)
        registry.nav.add(item, order=45)
