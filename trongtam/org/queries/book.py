"""The book of a unit as its people read it: who did what, for whom, what changed; personal entries masked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ledger import acts
from trongtam.ledger.changes import Change, Names, changes_of, link_of, names_of, words_of
from trongtam.ledger.models import Confirmation, Entry, Objection

from .. import rules
from ..models import Unit
from ..reach import Reach, Right

if TYPE_CHECKING:
    from trongtam.accounts.models import User


# How many changes of one entry are shown in the book, and on the page of the entry alone.
IN_THE_BOOK, ALONE = 8, 30


@dataclass(frozen=True)
class BookRow:
    """An entry as the page shows it. `masked`: about one person, whose name and changes are not shown here.
    `changes`: the first of them; `more` others are left to the page of the entry alone.
    `link`: words and address of the page where the thing itself is seen, both empty where there is none."""

    entry: Entry
    act: str
    who: str
    unit: str
    proxy: bool
    masked: bool
    note: str = ""
    words: str = ""
    changes: list[Change] = field(default_factory=list)
    more: int = 0
    link: tuple[str, str] = ("", "")
    confirmation: Confirmation | None = None
    objections: list[Objection] = field(default_factory=list)
    may_object: bool = False
    may_confirm: bool = False
    may_answer: bool = False

    @property
    def at(self) -> datetime:
        return self.entry.at


def entries_of(user: User, unit: Unit) -> QuerySet[Entry]:
    """Entries of the unit and all below it for who may read its book; of the unit itself for its own people."""
    if rules.can_read_book(user, unit):
        return Entry.objects.filter(unit_id__in=Unit.objects.under(unit).values("pk"))
    return Entry.objects.filter(unit_id=unit.pk) if rules.can_read_own_book(user, unit) else Entry.objects.none()


def told(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """With what a row says of the people: who did it, who confirmed it."""
    return entries.select_related("by", "confirmation__by")


def midnight(day: date) -> datetime:
    """When a day begins, where the commune is."""
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


def act_choices(entries: QuerySet[Entry]) -> list[tuple[str, str]]:
    """The acts that stand in these entries, by their names."""
    codes = entries.order_by("act").values_list("act", flat=True).distinct()
    named = {act.code for act in acts.registered()}
    return sorted(((code, str(acts.act_of(code).name)) for code in codes if code in named), key=lambda pair: pair[1])


def rows(entries: Iterable[Entry], user: User, *, most: int | None = ALONE) -> list[BookRow]:
    """Entries (see `told`) with their units and objections: two queries, however many they are, and one for
    each kind of thing that they point to. `most`: so many changes of
    each are shown, all of them where it is None."""
    entries = list(entries)
    units = Unit.objects.in_bulk({entry.unit_id for entry in entries if entry.unit_id})
    objections: dict[int, list[Objection]] = {}
    for objection in Objection.objects.filter(entry__in=entries).select_related("by", "answered_by").order_by("pk"):
        objections.setdefault(objection.entry_id, []).append(objection)
    names = names_of(entry for entry in entries if not _masked(entry, user))
    return [
        _row(entry, units.get(entry.unit_id or 0), objections.get(entry.pk, []), user, most, names) for entry in entries
    ]


def _masked(entry: Entry, user: User) -> bool:
    return acts.act_of(entry.act).personal and entry.by_id != user.pk


def _row(
    entry: Entry, unit: Unit | None, objections: list[Objection], user: User, most: int | None, names: Names
) -> BookRow:
    act, reach = acts.act_of(entry.act), Reach.of(user)
    masked = _masked(entry, user)
    waits = any(objection.answered_at is None for objection in objections)
    changes = [] if masked else changes_of(entry, names)
    confirmation: Confirmation | None = getattr(entry, "confirmation", None)
    may_speak = bool(unit and entry.proxy and entry.by_id != user.pk and not waits and reach.may(Right.STATE, unit))
    return BookRow(
        entry=entry,
        act=str(act.name),
        who=str(entry.by) if entry.by else _("the program"),
        unit=unit.name if unit else "",
        proxy=entry.proxy,
        masked=masked,
        note="" if masked else (entry.payload or {}).get("note", ""),
        words="" if masked else words_of(entry),
        changes=changes[:most],
        more=len(changes[most:]) if most is not None else 0,
        link=("", "") if masked else link_of(entry),
        confirmation=confirmation,
        objections=objections,
        may_object=may_speak,
        may_confirm=may_speak and confirmation is None,
        may_answer=bool(unit and waits and reach.may(Right.STATE_FOR, unit)),
    )


def book_url(unit: Unit, entry: Entry | None = None) -> str:
    from django.urls import reverse

    address = reverse("org:book", args=[unit.code])
    return f"{address}?entry={entry.pk}" if entry else address
