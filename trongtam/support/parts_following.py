"""What duties and visits give to the pages of lower rooms, to the desk and to the search."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground import days
from trongtam.ground.holding import holding
from trongtam.ground.prepared import Prepared
from trongtam.ground.vntext import fold
from trongtam.look.registry import DueItem, Found, Panel
from trongtam.org.models import UnitKind
from trongtam.org.reach import Reach
from trongtam.org.views.answers import who

from . import presentation_following as presentation
from .models import FOLLOWED_KINDS, Duty, followed_paths
from .owing import OPEN, sum_of
from .queries import following_pages as pages
from .queries.duties import followers_of, last_visits, owed
from .queries.reports import missing_now, reports_of

if TYPE_CHECKING:
    from trongtam.accounts.models import User
    from trongtam.org.models import Unit

SHOWN = 12


def due(user: User, at: datetime) -> list[DueItem]:
    """Visits that one owes in the span that runs, until its last day; reports of spans that are over. Who follows nothing costs
    one query."""
    if not followed_paths(user):
        return []
    today = timezone.localdate(at)
    now, _before = pages.own(user, today)
    visits = [_due(one) for one in now if one.now is not None and one.now.state == OPEN]
    return visits + _reports_due([one.duty for one in now], today)


def _reports_due(duties: list[Duty], today: date) -> list[DueItem]:
    """Of each duty the report of the last span that is over, until it is handed in or a paper."""
    items = []
    found = reports_of(duties, today)
    for duty in duties:
        report, earlier = missing_now(found[duty.pk])
        if report is None:
            continue
        span = presentation.span_words(report.span)
        items.append(
            DueItem(
                key=f"support.report:{duty.pk}:{report.span.code}",
                title=presentation.sentence(
                    _("Report of visits to %(unit)s, %(span)s") % {"unit": duty.unit.name, "span": span}
                ),
                detail=_("%(count)d earlier ones are missing too.") % {"count": earlier}
                if earlier
                else presentation.asked_words(duty.obligation)
                if duty.obligation is not None
                else "",
                due=report.due,
                url=f"{reverse('support:duty', args=[duty.pk])}?span={report.span.code}#bao-cao",
                kind=_("Report"),
                action=_("Hand the report in"),
            )
        )
    return items


def _due(one: pages.Followed) -> DueItem:
    entry = one.now
    assert entry is not None  # asked before
    told = {"span": presentation.span_words(entry.span), "unit": one.duty.unit.name}
    gone = _("Last there on %(day)s.") % {"day": days.write(one.last.on)} if one.last else ""
    return DueItem(
        key=f"support.visit:{one.duty.pk}:{entry.span.code}",
        title=presentation.sentence(_("Not gone to %(unit)s yet in %(span)s") % told),
        detail=gone or presentation.often(one.duty),
        due=entry.span.end,
        url=reverse("support:record_visit", args=[one.duty.pk]),
        done=len(entry.visits) if entry.asked > 1 else None,
        total=entry.asked if entry.asked > 1 else None,
        kind=_("Visit"),
        action=_("Write the visit down"),
    )


_NAMED = Prepared(
    lambda user, day, words: holding(
        Duty.objects.visible_to(user).on(day).select_related("unit", "person").order_by("unit__path", "pk"),
        words,
        "unit__folded",
        "person__folded",
    )[:SHOWN]
)


def found(text: str, user: User) -> list[Found]:
    """Who follows a unit, by words of the unit's or the person's name."""
    followed_paths(user)  # before the question, which is then prepared
    rows = _NAMED(user, timezone.localdate(), fold(text).split())
    return [
        Found(
            _("%(name)s follows %(unit)s") % {"name": one.person.full_name, "unit": one.unit.name},
            _("Duty to follow"),
            reverse("support:duty", args=[one.pk]),
            str(one.get_tier_display()),
        )
        for one in rows
    ]


def of_unit(request: HttpRequest, unit: Unit) -> Panel | None:
    """Who follows a unit today, the last visit, what was kept this year; of a commune the way to its coverage."""
    user, today = who(request), timezone.localdate()
    if not (Reach.of(user).covers(unit) or any(unit.path.startswith(path) for path in followed_paths(user))):
        return None
    place = unit.kind in (UnitKind.COMMUNE, UnitKind.PARTY_COMMITTEE)
    if unit.kind not in FOLLOWED_KINDS and not place:
        return None
    rows = _followers(unit, today)
    if not rows and not place:
        return None
    url = reverse("support:coverage", args=[unit.code]) if place and Reach.of(user).covers(unit) else ""
    return Panel("support/parts/of_unit.html", {"followers": rows, "coverage_url": url})


def _followers(unit: Unit, today: date) -> list[dict[str, str]]:
    duties = followers_of(unit, today)
    if not duties:
        return []
    last, found = last_visits(duties), owed(duties, today=today)
    rows = []
    for one in duties:
        year = [entry for entry in found[one.pk] if entry.span.end.year == today.year]
        gone = last.get(one.pk)
        rows.append(
            {
                "name": one.person.full_name,
                "url": reverse("support:duty", args=[one.pk]),
                "tier": str(one.get_tier_display()),
                "kept": _("this year: %(kept)s") % {"kept": presentation.sum_words(sum_of(year))},
                "last": _("last there on %(day)s") % {"day": days.write(gone.on)}
                if gone
                else _("no visit is written down yet"),
            }
        )
    return rows
