from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class TargetsConfig(AppConfig):
    name = "trongtam.targets"
    label = "targets"

    def ready(self) -> None:
        from trongtam.look import registry
        from trongtam.org.changes import carriers, set_up_followers, tree_followers
        from trongtam.org.first_steps import first_steps
        from trongtam.resolutions.roots import register_root

        from . import acts, exchange, own_counts, parts, parts_of_rounds
        from .operations import lay_counted, refresh_after_move
        from .operations.carrying import TargetsCarried
        from .operations.rounds_carried import RoundsCarried
        from .queries import first_steps as steps
        from .queries.criteria.roots import load_criteria

        acts.register_all()
        exchange.register_all()
        own_counts.register_all()
        register_root("criterion", label=_("Criterion"), load=load_criteria)
        first_steps.register("targets.targets", steps.targets_step, order=30)
        first_steps.register("targets.figure", steps.figure_step, order=50)
        first_steps.register("targets.board", steps.board_step, order=60)
        tree_followers.register("targets.standings", refresh_after_move)
        set_up_followers.register("targets.counted", lay_counted)
        carriers.register("targets", TargetsCarried)
        carriers.register("targets.rounds", RoundsCarried)
        _add_places()
        _add_panels()
        registry.due_items.register("targets", parts.sheets_due, order=20)
        registry.waiting_items.register("targets.rounds", parts_of_rounds.waiting)
        registry.search.register("targets", parts.found, order=20)
        _add_loose_ends()


def _add_places() -> None:
    """The room's places in the navigation, and which topic of the guides is theirs."""
    from trongtam.guide import screens
    from trongtam.look import registry

    from .screens import TOPICS

    screens.add(TOPICS)
    registry.nav.add(
        registry.NavItem("board", _("Where do we stand?"), "board", "targets:own_board", bar=True, group=registry.OWN),
        order=20,
    )
    registry.nav.add(
        registry.NavItem("criteria", _("Criteria"), "seal", "targets:own_criteria", group=registry.FIGURES), order=25
    )
    registry.nav.add(
        registry.NavItem(
            "entry", _("Type figures"), "in", "targets:own_entry", visible=_states_figures, group=registry.OWN
        ),
        order=30,
    )
    registry.nav.add(
        registry.NavItem(
            "rounds", _("Reporting rounds"), "report", "targets:rounds", visible=_has_rounds, group=registry.FIGURES
        ),
        order=32,
    )


def _states_figures(request: HttpRequest) -> bool:
    from trongtam.org.reach import Reach, Right

    reach = Reach.of(request.user)
    return reach.may_anywhere(Right.STATE) or reach.may_anywhere(Right.STATE_FOR)


def _has_rounds(request: HttpRequest) -> bool:
    from trongtam.org.reach import Reach, Right

    return _states_figures(request) or Reach.of(request.user).may_anywhere(Right.TARGETS)


def _add_panels() -> None:
    """What the pages of other rooms, and the desk, show of targets."""
    from trongtam.look.registry import panels

    from . import parts, parts_of_rounds

    for page, maker in (
        ("resolutions.clause_side", parts.beside_clauses),
        ("resolutions.document_back", parts.back_to_clauses),
        ("resolutions.document_next", parts.next_for_document),
        ("resolutions.clause", parts.set_for_clause),
        ("org.unit.more", parts.unit_stands),
        ("portal.desk", parts.own_unit_stands),
    ):
        panels.register(page, "targets", maker)
    panels.register("resolutions.document", "targets", parts.set_for_document, order=40)
    panels.register("org.unit.more", "targets.criteria", parts.unit_criteria)
    panels.register("portal.desk", "targets.rounds", parts_of_rounds.progress, order=90)


def _add_loose_ends() -> None:
    from trongtam.resolutions.orphans import register_orphans

    from . import parts

    register_orphans(
        "targets.without_owner",
        label=_("Targets without an owner"),
        advice=_("Name the person in charge on the target's page."),
        find=parts.without_owner,
        order=20,
    )
    register_orphans(
        "targets.never_measured",
        label=_("Targets never measured"),
        advice=_("Ask the units that state it, or state the first figure."),
        find=parts.never_measured,
        order=30,
    )
