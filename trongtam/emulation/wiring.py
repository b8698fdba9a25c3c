"""Where this room stands on the pages of lower rooms, on the desk and in the search; registered at start-up."""

from django.utils.translation import gettext_lazy as _

from trongtam.look import registry
from trongtam.org import shell

from . import jobs, parts


def register_all() -> None:
    place = registry.NavItem(
        "emulation",
        _("Emulation, exemplars"),
        "up",
        "emulation:exemplars",
        visible=shell.has_reach,
        group=registry.JUDGING,
    )
    registry.nav.add(place, order=48)
    registry.lists_of_people.add("emulation:awards")
    registry.due_items.register("emulation.movements", parts.due, order=45)
    registry.search.register("emulation.found", parts.found, order=45)
    registry.panels.register("org.unit.more", "emulation.unit", parts.of_unit, order=60)
    jobs.register_all()
