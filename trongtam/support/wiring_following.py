"""Where duties and visits stand on the pages of lower rooms, on the desk and in the search; registered at start-up."""

from django.utils.translation import gettext_lazy as _

from trongtam.archive.rules import storers
from trongtam.archive.sights import more_files
from trongtam.look import registry
from trongtam.org import prepared, shell
from trongtam.org.changes import carriers, set_up_followers
from trongtam.targets import live

from . import issuing_visits, jobs, parts_visit_report
from . import parts_following as parts
from .operations.carrying import DutiesCarried
from .operations.counted import lay_counted_visits
from .queries import figures
from .queries import following_pages as pages
from .rules import following


def register_all() -> None:
    prepared.beside.append("_followed")
    more_files.register("support.following", pages.files_brought)
    storers.register("support.following", following.brings_files)
    registry.lists_of_people.add("support:duties")
    place = registry.NavItem(
        "following", _("Following units"), "person", "support:own", visible=shell.has_reach, group=registry.GRASSROOTS
    )
    registry.nav.add(place, order=46)
    registry.due_items.register("support.visits", parts.due, order=25)
    registry.search.register("support.duties", parts.found, order=37)
    registry.panels.register("org.unit", "support.following", parts.of_unit, order=40)
    carriers.register("support.duties", DutiesCarried)
    set_up_followers.register("support.counted", lay_counted_visits)
    jobs.register_all()
    issuing_visits.register_all()
    registry.panels.register("support.duty", "support.report", parts_visit_report.on_duty, order=20)
    live.register(figures.VISITS_KEPT, figures.visits_kept, whole=True, proof=figures.prove_visits)
