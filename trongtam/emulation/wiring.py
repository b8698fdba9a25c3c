"""Where this room stands on the pages of lower rooms, on the desk and in the search; registered at start-up."""

from django.utils.translation import gettext_lazy as _

from trongtam.archive.sights import more_files
from trongtam.look import registry
from trongtam.org import shell
from trongtam.org.changes import carriers, erasure_followers

from . import jobs, parts
from .operations import forget_person
from .operations.carrying import ExemplarsCarried, LaddersCarried, MovementsCarried
from .queries.exemplars import files_to_learn_from


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
    more_files.register("emulation.exemplars", files_to_learn_from)
    carriers.register("emulation.movements", MovementsCarried)
    carriers.register("emulation.exemplars", ExemplarsCarried)
    carriers.register("emulation.ladders", LaddersCarried)
    erasure_followers.register("emulation.exemplars", forget_person)
    jobs.register_all()
