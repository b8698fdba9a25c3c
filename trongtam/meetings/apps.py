from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "trongtam.meetings"
    label = "meetings"

    def ready(self) -> None:
        from trongtam.archive.sights import more_files
        from trongtam.guide import screens as help_screens
        from trongtam.look import registry
        from trongtam.org.changes import carriers, set_up_followers
        from trongtam.resolutions.roots import register_root
        from trongtam.work.keepers import keepers

        from . import acts, exchange, figures, issuing, parts, parts_record, roots, screens
        from .carried import MeetingsCarried
        from .operations.counted import lay_counted_meetings
        from .queries.brought import files_on_the_table
        from .rules.record import leads_cluster

        acts.register_all()
        figures.register_all()
        exchange.register_all()
        issuing.register_all()
        registry.panels.register("meetings.meeting", "papers", parts_record.papers_of_meeting, order=80)
        registry.panels.register("org.unit.more", "meetings.year", parts_record.year_of_unit, order=62)
        set_up_followers.register("meetings.counted", lay_counted_meetings)
        help_screens.add(screens.TOPICS)
        registry.nav.add(
            registry.NavItem("meetings", _("Meetings"), "meet", "meetings:own", bar=True, group=registry.OWN), order=22
        )
        registry.due_items.register("meetings", parts.due, order=12)
        registry.waiting_items.register("meetings", parts.waiting, order=25)
        registry.search.register("meetings", parts.found, order=37)
        registry.panels.register("org.unit.more", "meetings", parts.of_unit, order=55)
        registry.panels.register("work.work", "meetings", parts.of_work, order=30)
        registry.panels.register("targets.target", "meetings", parts.of_target, order=50)
        registry.panels.register("resolutions.clause", "meetings", parts.of_clause, order=50)
        keepers.register("meetings.cluster", leads_cluster)
        more_files.register("meetings.papers", files_on_the_table)
        carriers.register("meetings", MeetingsCarried)
        register_root("decision", label=_("Decision of a meeting"), load=roots.load_decisions)
