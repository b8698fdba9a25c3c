"""What the list of works can be filtered and sorted by, and what goes out of it as a sheet."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from trongtam.look.lists import Column, Filter, Listing, Order, among
from trongtam.org.reach import Reach

from . import presenting_campaigns as campaigns
from .asking import Phase
from .models import Focus, Kind, Work, WorkState
from .presentation import stage_words, standing_words
from .queries import portions
from .queries.works import holder_of, late_on, row, stuck_on

if TYPE_CHECKING:
    from trongtam.accounts.models import User

LATE, STUCK, PERSON, UNIT = "late", "stuck", "person", "unit"
PARTS = (
    (portions.GIVEN, _("assigned, whatever became of it")),
    (portions.RUNNING, _("in hand")),
    (portions.WAITING, _("handed in, waits for appraisal")),
    (portions.JUDGED, _("appraised")),
    (portions.IN_TIME, _("appraised: in time")),
    (portions.BEYOND, _("appraised: beyond what was asked")),
    (portions.ENDED, _("stopped or carried over")),
)


def works_listing(user: User, day: date) -> Listing:
    """Of one viewer on one day: names and standings are his."""
    reach = Reach.of(user)
    # Looked up once: a sheet of 20,000 lines would translate each word as often.
    kinds, focuses, states = ({value: str(label) for value, label in one.choices} for one in (Kind, Focus, WorkState))

    def pressing(works: QuerySet[Work], value: str) -> QuerySet[Work]:
        return works.filter(late_on(day) if value == LATE else stuck_on(day))

    def part(works: QuerySet[Work], value: str) -> QuerySet[Work]:
        return works.filter(portions.portion(value, day))

    def chosen_from(works: QuerySet[Work], value: str) -> QuerySet[Work]:
        # No code of a focus is part of another one.
        return works.filter(focus__contains=value)

    def held(works: QuerySet[Work], value: str) -> QuerySet[Work]:
        return works.filter(holder_person__isnull=value == UNIT)

    def told(work: Any) -> str:
        return standing_words(row(work, day, reach))

    columns = (
        Column(_("Work"), lambda work: work.title, width=60),
        Column(_("Who does it"), lambda work: holder_of(work, reach), width=34),
        Column(_("Place"), lambda work: work.home.name, width=28),
        Column(_("Kind of work"), lambda work: kinds[work.kind]),
        Column(_("Chosen from"), lambda work: ", ".join(focuses[one] for one in work.focuses)),
        Column(_("Stage"), stage_words, width=18),
        Column(_("From the day"), lambda work: work.start, "date", 12),
        Column(_("Done by"), lambda work: work.due, "date", 12),
        Column(_("Percent"), lambda work: work.percent, "number", 10),
        Column(_("State"), lambda work: states[work.state], width=26),
        Column(_("How it stands"), told, width=26),
    )
    orders = (
        Order("due", _("Day"), ("due", "pk")),
        Order("title", _("Work"), words="title"),
        Order("percent", _("Percent"), ("percent", "due", "pk")),
    )
    filters = (
        Filter("press", _("What presses"), pressing, ((LATE, _("late")), (STUCK, _("stuck")))),
        Filter("part", _("Part of the list"), part, PARTS),
        Filter("state", _("State"), "state", WorkState.choices),
        Filter("kind", _("Kind of work"), "kind", Kind.choices),
        Filter("focus", _("Chosen from"), chosen_from, Focus.choices),
        Filter("holder", _("Who does it"), held, ((UNIT, _("collectives")), (PERSON, _("persons")))),
    )
    return Listing(_("Works"), columns, orders, filters, text="folded", hint=_("Work"), at_once=True)


def campaigns_listing() -> Listing:
    """Of plain rows (`presenting_campaigns.ShownCampaign`), the newest year first."""
    columns = (
        Column(_("Campaign"), lambda row: row.campaign.title, width=50),
        Column(_("Year"), lambda row: row.campaign.period_code, width=10),
        Column(_("Register from"), lambda row: row.campaign.opens_on, "date", 14),
        Column(_("Register until"), lambda row: row.campaign.due, "date", 14),
        Column(_("Must register"), lambda row: len(row.found.reckoning.asked), "number", 14, 0),
        Column(_("Registered"), lambda row: row.found.reckoning.enough, "number", 14, 0),
        Column(_("Missing"), lambda row: row.found.reckoning.missing, "number", 12, 0),
        Column(_("How it stands"), lambda row: row.words, width=26),
    )
    orders = (
        Order("year", _("Year"), lambda row: (-int(row.campaign.period_code), -row.campaign.opens_on.toordinal())),
        Order("title", _("Campaign"), words=lambda row: row.campaign.title),
        Order("due", _("Register until"), lambda row: row.campaign.due),
    )
    kept = among(lambda row: "closed" if row.found.phase is Phase.CLOSED else "open")
    states = Filter("state", _("State"), kept, (("open", _("not closed")), ("closed", _("closed"))))
    text = _campaign_text
    return Listing(_("Campaigns of registration"), columns, orders, (states,), text=text, hint=_("Campaign"))


def _campaign_text(row: Any) -> str:
    return f"{row.campaign.title} {row.campaign.period_code}"


def holders_listing(title: str) -> Listing:
    """Of plain rows (`queries.campaigns.HolderRow`), collectives first, each by name."""
    columns = (
        Column(_("Who registers"), lambda row: row.name, width=34),
        Column(_("Place"), lambda row: row.place, width=28),
        Column(_("How it stands"), campaigns.stand_words, width=28),
        Column(_("Missing works"), lambda row: row.short, "number", 14, 0),
        Column(_("Works"), lambda row: "; ".join(work.title for work, _late, _off in row.works), width=60),
    )
    kinds = among(lambda row: PERSON if row.is_person else UNIT)
    groups = (
        ("missing", _("missing")),
        ("waiting", _("waits for approval")),
        ("done", _("approved")),
        ("beside", _("registered without being asked")),
    )
    filters = (
        Filter("how", _("How it stands"), among(campaigns.group_of), groups),
        Filter("holder", _("Who registers"), kinds, ((UNIT, _("collectives")), (PERSON, _("persons")))),
    )
    return Listing(title, columns, (), filters, text=_holder_text, hint=_("Name, place or work"))


def _holder_text(row: Any) -> str:
    return " ".join([row.name, row.place, *(work.title for work, _late, _off in row.works)])
