"""What the list of works can be filtered and sorted by, and what goes out of it as a sheet."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from trongtam.look.lists import Column, Filter, Listing, Order
from trongtam.org.reach import Reach

from .models import Focus, Kind, Work, WorkState
from .presentation import stage_words, standing_words
from .queries.works import holder_of, late_on, row, stuck_on

if TYPE_CHECKING:
    from trongtam.accounts.models import User

LATE, STUCK, PERSON, UNIT = "late", "stuck", "person", "unit"


def works_listing(user: User, day: date) -> Listing:
    """Of one viewer on one day: names and standings are his."""
    reach = Reach.of(user)

    def pressing(works: QuerySet[Work], value: str) -> QuerySet[Work]:
        return works.filter(late_on(day) if value == LATE else stuck_on(day))

    def held(works: QuerySet[Work], value: str) -> QuerySet[Work]:
        return works.filter(holder_person__isnull=value == UNIT)

    def told(work: Any) -> str:
        return standing_words(row(work, day, reach))

    columns = (
        Column(_("Work"), lambda work: work.title, width=60),
        Column(_("Who does it"), lambda work: holder_of(work, reach), width=34),
        Column(_("Place"), lambda work: work.home.name, width=28),
        Column(_("Kind of work"), lambda work: str(work.get_kind_display())),
        Column(_("Chosen from"), lambda work: str(work.get_focus_display()) if work.focus else ""),
        Column(_("Stage"), stage_words, width=18),
        Column(_("From the day"), lambda work: work.start, "date", 12),
        Column(_("Done by"), lambda work: work.due, "date", 12),
        Column(_("Percent"), lambda work: work.percent, "number", 10),
        Column(_("State"), lambda work: str(work.get_state_display()), width=26),
        Column(_("How it stands"), told, width=26),
    )
    orders = (
        Order("due", _("Day"), ("due", "pk")),
        Order("title", _("Work"), words="title"),
        Order("percent", _("Percent"), ("percent", "due", "pk")),
    )
    filters = (
        Filter("press", _("What presses"), pressing, ((LATE, _("late")), (STUCK, _("stuck")))),
        Filter("state", _("State"), "state", WorkState.choices),
        Filter("kind", _("Kind of work"), "kind", Kind.choices),
        Filter("focus", _("Chosen from"), "focus", Focus.choices),
        Filter("holder", _("Who does it"), held, ((UNIT, _("collectives")), (PERSON, _("persons")))),
    )
    return Listing(_("Works"), columns, orders, filters, text="folded", hint=_("Work"))
