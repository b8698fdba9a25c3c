"""What the schemes, tables and papers of this room hang into the house at start-up."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from trongtam.look import registry
from trongtam.org.reach import Reach, Right

from . import jobs, parts_papers
from .operations.taking_out import sweep_parts


def makes_schemes(request: HttpRequest) -> bool:
    """Offices and secretaries find the schemes in the navigation; others come to one from whoever is rated by it."""
    return Reach.of(request.user).may_anywhere(Right.REPORTS)


def register_all() -> None:
    """Called once, when the room is ready."""
    jobs.register_all()
    registry.tidying.register("reviews.forms_parts", sweep_parts)
    registry.panels.register("reviews.table", "papers", parts_papers.of_round, order=80)
    registry.panels.register("reviews.round", "papers", parts_papers.of_round, order=80)
    registry.panels.register("reviews.form", "papers", parts_papers.of_subject, order=80)
    registry.panels.register("org.unit", "reviews.below", parts_papers.below_unit, order=65)
    place = registry.NavItem(
        "schemes", _("Schemes"), "doc", "reviews:schemes", visible=makes_schemes, group=registry.JUDGING
    )
    registry.nav.add(place, order=64)
