"""What the book brings to the desk: what the office entered for one's unit, objections to answer, answers one waits for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, DateTimeField, Exists, F, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trongtam.ledger.acts import act_of
from trongtam.ledger.changes import words_of
from trongtam.ledger.models import Entry, Objection
from trongtam.look.registry import DueItem, WaitingItem

from .. import rules
from ..models import Unit
from ..reach import Reach, Right
from .book import book_url

if TYPE_CHECKING:
    from trongtam.accounts.models import User

# The month of a sheet and the closing day of the next one: by then the unit has met the figure on its own sheet again.
LOOKED_AT_WITHIN = timedelta(days=45)
SINGLY = 3
AT_MOST = 20


@dataclass(frozen=True)
class _Mine:
    """A row of the book that waits for the person (entered for a unit of his) or for which he waits (he objected)."""

    entry: Entry
    who: str
    objection: int | None
    reason: str | None
    since: datetime | None


def _own_units(user: User) -> dict[int, Unit]:
    """The units for which the person speaks. No query: they come with the posts."""
    posts = Reach.of(user).posts
    return {post.unit_id: post.unit for post in posts if Right.STATE in post.rights and post.unit is not None}


def _mine(user: User, at: datetime) -> list[_Mine]:
    """Both kinds, the newest first, in one query; what is due and what is waited for on one desk ask it once."""
    known: tuple[datetime, list[_Mine]] | None = user.__dict__.get("_mine_in_the_book")
    if known is None or known[0] != at:
        known = user.__dict__["_mine_in_the_book"] = at, [_read(row) for row in _rows(user, at)]
    return known[1]


def _rows(user: User, at: datetime) -> QuerySet[Entry, dict[str, Any]]:
    columns = ("pk", "act", "at", "unit_id", "on_kind", "payload", "who", "objection", "reason", "since")
    entries = Entry.objects.order_by().annotate(who=F("by__display_name"))
    answered_here = Objection.objects.filter(entry=OuterRef("pk"))
    entered = entries.filter(
        ~Exists(answered_here),
        ~Q(by=user),  # what somebody enters for another he need not be told of
        unit_id__in=list(_own_units(user)),
        proxy=True,
        at__gte=at - LOOKED_AT_WITHIN,
        confirmation__isnull=True,
    ).annotate(
        objection=Value(None, Objection._meta.pk),
        reason=Value(None, TextField()),
        since=Value(None, DateTimeField()),
    )
    objected = entries.filter(objections__by=user, objections__answered_at__isnull=True).annotate(
        objection=F("objections__pk"), reason=F("objections__reason"), since=F("objections__at")
    )
    both: QuerySet[Entry, dict[str, Any]] = objected.values(*columns).union(entered.values(*columns), all=True)
    return both.order_by("-at", "-pk")


def _read(row: dict[str, Any]) -> _Mine:
    told = {name: row[name] for name in ("pk", "act", "at", "unit_id", "on_kind", "payload")}
    return _Mine(Entry(**told), row["who"] or "", row["objection"], row["reason"], row["since"])


def due_entered(user: User, at: datetime) -> list[DueItem]:
    """What the office entered for a unit of the person, until somebody there has confirmed it or objected, or the time for
    it is over: the newest singly, of more only how many."""
    found: list[DueItem] = []
    for unit in _own_units(user).values():
        entered = [row for row in _mine(user, at) if row.objection is None and row.entry.unit_id == unit.pk]
        found += [_entered(row, unit) for row in entered[:SINGLY]]
        if rest := len(entered[SINGLY:]):
            found.append(_entered_more(rest, unit))
    return found


def _entered(row: _Mine, unit: Unit) -> DueItem:
    act = act_of(row.entry.act)
    said = "" if act.personal else words_of(row.entry)
    day = timezone.localdate(row.entry.at).strftime("%d/%m/%Y")
    names = {"who": row.who or _("the program"), "day": day, "unit": unit.name}
    return DueItem(
        key=f"org.entered:{row.entry.pk}",
        title=_("The office entered for the unit: %(what)s") % {"what": said or act.name},
        detail=_("%(unit)s. By %(who)s on %(day)s: please confirm what is right, or say what is not.") % names,
        due=None,
        url=book_url(unit, row.entry),
        kind=_("Entered for the unit"),
        action=_("Look and answer"),
    )


def _entered_more(count: int, unit: Unit) -> DueItem:
    title = ngettext(
        "The office entered %(n)d more thing for the unit", "The office entered %(n)d more things for the unit", count
    )
    return DueItem(
        key=f"org.entered:{unit.code}",
        title=title % {"n": count},
        detail=_("%(unit)s. All of it stands in the book.") % {"unit": unit.name},
        due=None,
        url=book_url(unit),
        kind=_("Entered for the unit"),
        action=_("Look and answer"),
    )


def waiting_objections(user: User, at: datetime) -> list[WaitingItem]:
    """One's own objections that have no answer yet."""
    own = [row for row in _mine(user, at) if row.objection is not None][:AT_MOST]
    units = _units_of(own, user)
    return [
        WaitingItem(
            key=f"org.objection:{row.objection}",
            title=_("Answer to your objection"),
            detail=row.reason,
            since=timezone.localdate(row.since) if row.since else None,
            url=book_url(units[row.entry.unit_id or 0], row.entry),
            kind="org.objection",
        )
        for row in own
        if row.entry.unit_id in units
    ]


def _units_of(rows: list[_Mine], user: User) -> dict[int, Unit]:
    """The units of these rows; one query only where the person has left the post in which he objected."""
    own = _own_units(user)
    left = {row.entry.unit_id for row in rows if row.entry.unit_id and row.entry.unit_id not in own}
    return own | Unit.objects.in_bulk(left) if left else own


def due_objections(user: User, at: datetime) -> list[DueItem]:
    """Objections that wait for the answer of this person's office. One query."""
    if not Reach.of(user).may_anywhere(Right.STATE_FOR):
        return []
    reached = Unit.objects.reached_by(user)
    here = Unit.objects.filter(pk=OuterRef("entry__unit_id"))
    told = {name: Subquery(here.values(name)[:1], output_field=CharField()) for name in ("name", "code", "path")}
    waiting = Objection.objects.filter(answered_at__isnull=True, entry__unit_id__in=reached.values("pk"))
    found = waiting.select_related("entry").annotate(**{f"unit_{name}": one for name, one in told.items()})
    pairs = [(objection, _unit_told(objection)) for objection in found.order_by("at")[:AT_MOST]]
    return [
        DueItem(
            key=f"org.objection:{objection.pk}",
            title=_("%(unit)s objects") % {"unit": unit.name},
            detail=objection.reason,
            due=None,
            url=book_url(unit, objection.entry),
            kind="org.objection",
        )
        for objection, unit in pairs
        if rules.can_answer_objection(user, unit)
    ]


def _unit_told(objection: Any) -> Unit:
    return Unit(
        pk=objection.entry.unit_id, name=objection.unit_name, code=objection.unit_code, path=objection.unit_path
    )
