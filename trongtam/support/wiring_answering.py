"""What this part gives to the rest of the house at start-up: recommendations, notices, notes of groups."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from trongtam.guide import screens as help_screens
from trongtam.look import registry
from trongtam.org import prepared
from trongtam.org.changes import carriers
from trongtam.resolutions.roots import register_root
from trongtam.targets import live

from . import issuing_answering, jobs_answering
from . import parts_answering as parts
from .operations import forget_old_notes
from .operations.carrying_answering import NoticesCarried, RecommendationsCarried
from .operations.said import guard_of_drafts
from .queries import figures_answering as figures
from .queries.roots import load_directions, load_recommendations
from .screens_answering import TOPICS


def register_all() -> None:
    prepared.beside.append("_served_paths")
    help_screens.add(TOPICS)
    registry.draft_guards.register("support.denunciation", guard_of_drafts)
    registry.tidying.register("support.group_notes", forget_old_notes)
    register_root("recommendation", label=_("Recommendation"), load=load_recommendations)
    register_root("direction", label=_("Direction of a superior"), load=load_directions)
    issuing_answering.register_all()
    jobs_answering.register_all()
    registry.nav.add(
        registry.NavItem(
            "recommendations", _("Recommendations"), "put", "support:recommendations", group=registry.GRASSROOTS
        ),
        order=47,
    )
    registry.nav.add(
        registry.NavItem("notices", _("Notices from above"), "get", "support:notices", group=registry.PAPERS), order=48
    )
    registry.due_items.register("support.answering", parts.due, order=25)
    registry.waiting_items.register("support.answering", parts.waiting, order=25)
    registry.search.register("support.answering", parts.found, order=37)
    registry.panels.register("org.unit.more", "support.answering", parts.of_unit, order=65)
    carriers.register("support.recommendations", RecommendationsCarried)
    carriers.register("support.notices", NoticesCarried)
    live.register(figures.IN_TIME, figures.in_time, whole=True, proof=figures.prove)
