"""Where this room stands on the desk, in the menu and in the search; registered at start-up."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from trongtam.look import registry
from trongtam.org import shell
from trongtam.org.changes import carriers
from trongtam.org.views.answers import who
from trongtam.resolutions.roots import register_root

from . import parts
from .models.inspections import INSPECTORS, held_units
from .operations.carrying import InspectionsCarried, OpinionsCarried
from .roots import CONCLUSION, load_demands
from .rules import OVERSEERS


def _with_the_post(request: HttpRequest) -> bool:
    """Asks nothing: posts are known."""
    return bool(held_units(who(request), (*OVERSEERS, *INSPECTORS)))


def register_all() -> None:
    restricted = registry.NavItem(
        "inspection",
        _("Inspection, supervision"),
        "find",
        "inspection:programmes",
        visible=_with_the_post,
        group=registry.JUDGING,
    )
    registry.nav.add(restricted, order=49)
    front = registry.NavItem(
        "front",
        _("Front: supervision, criticism"),
        "meet",
        "inspection:opinions",
        visible=shell.has_reach,
        group=registry.JUDGING,
    )
    registry.nav.add(front, order=50)
    registry.due_items.register("inspection", parts.due, order=46)
    registry.search.register("inspection.opinions", parts.found, order=46)
    carriers.register("inspection.programmes", InspectionsCarried)
    carriers.register("inspection.opinions", OpinionsCarried)
    register_root(CONCLUSION, label=_("Conclusion of an inspection"), load=load_demands)
