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
        from .operations import read_waiting
        from .queries.found import due, found, found_files, held
        from .screens import TOPICS

        screens.add(TOPICS)

        acts.register_all()
        jobs.register_all()
        registry.search.register("archive.papers", found, order=65)
        registry.search.register("archive.files", found_files, order=66)
        registry.meanwhile.register("archive.texts", read_waiting)
        registry.due_items.register("archive.held", held, order=5)
        registry.due_items.register("archive.papers", due, order=50)
        item = registry.NavItem(
            "papers", _("Outgoing papers"), "doc", "archive:papers", visible=shell.has_reach, group=registry.PAPERS
        )
        registry.nav.add(item, order=45)
