from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResolutionsConfig(AppConfig):
    name = "trongtam.resolutions"
    label = "resolutions"

    def ready(self) -> None:
        from trongtam.guide import screens
        from trongtam.look import registry
        from trongtam.org.first_steps import first_steps

        from . import acts
        from .queries import found
        from .queries.first_step import document_step
        from .roots import register_root
        from .screens import TOPICS

        screens.add(TOPICS)

        acts.register_all()
        first_steps.register("resolutions.document", document_step, order=20)
        registry.nav.add(
            registry.NavItem("documents", _("Resolutions"), "doc", "resolutions:documents", group=registry.FIGURES),
            order=50,
        )
        registry.search.register("resolutions", found.found, order=30)
        registry.due_items.register("resolutions", found.due, order=40)
        registry.waiting_items.register("resolutions", found.waiting, order=40)
        register_root("clause", label=_("Clause of a document"), load=found.load_clauses)
        register_root("shortcoming", label=_("Named shortcoming"), load=found.load_shortcomings)
        register_loose_ends()


def register_loose_ends() -> None:
    from .orphans import register_orphans
    from .queries import orphans

    register_orphans(
        "resolutions.clauses_without_target",
        label=_("Clauses without a target"),
        advice=_("Set a target for each, or correct the kind of the clause."),
        find=orphans.clauses_without_target,
        order=10,
    )
    register_orphans(
        "resolutions.shortcomings_without_remedier",
        label=_("Shortcomings that nobody remedies"),
        advice=_("Name the unit that remedies it, and until when."),
        find=orphans.shortcomings_without_remedier,
        order=60,
    )
    register_orphans(
        "resolutions.shortcomings_past_due",
        label=_("Shortcomings past their day"),
        advice=_("Ask the unit, or state how it was remedied."),
        find=orphans.shortcomings_past_due,
        order=61,
    )
    register_orphans(
        "resolutions.tasks_without_work",
        label=_("Tasks that nothing carries yet"),
        advice=_("A task is carried by work, or by clauses of a programme below."),
        find=orphans.tasks_without_work,
        order=70,
    )
    register_orphans(
        "resolutions.documents_without_clauses",
        label=_("Documents without clauses"),
        advice=_("Paste the text of the document; it is read into clauses."),
        find=orphans.documents_without_clauses,
        order=80,
    )
