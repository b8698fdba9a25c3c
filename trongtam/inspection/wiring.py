"""Where this room stands on the desk, in the menu and in the search; registered at start-up."""

from django.utils.translation import gettext_lazy as _

from trongtam.look import registry
from trongtam.org import shell
from trongtam.resolutions.roots import register_root

from . import parts
from .roots import CONCLUSION, load_demands


def register_all() -> None:
    place = registry.NavItem(
        "inspection",
        _("Inspection, supervision"),
        "find",
        "inspection:opinions",
        visible=shell.has_reach,
        group=registry.JUDGING,
    )
    registry.nav.add(place, order=49)
    registry.due_items.register("inspection", parts.due, order=46)
    registry.search.register("inspection.opinions", parts.found, order=46)
    register_root(CONCLUSION, label=_("Conclusion of an inspection"), load=load_demands)
