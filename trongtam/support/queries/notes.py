"""Notes of self-managed groups, rolled up to the hamlet and offered to the cell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils import timezone

from trongtam.ground.vntext import sort_key
from trongtam.org.models import Unit, UnitKind
from trongtam.org.reach import Reach, Right

from ..keeping import month_of, months_back
from ..models import GroupNote
from ..models.said import served_paths

if TYPE_CHECKING:
    from trongtam.accounts.models import User


def _by_name(groups: QuerySet[Unit]) -> list[Unit]:
    """As people order them: hamlet by hamlet, “Tổ 2” before “Tổ 10”."""
    rows = groups.select_related("parent")
    return sorted(rows, key=lambda one: (sort_key(one.parent.name) if one.parent else "", sort_key(one.name)))


def groups_of(unit: Unit, day: date) -> QuerySet[Unit]:
    """The groups in a unit: itself, those below, and of a cell those in the hamlet that it serves."""
    inside = Q(path__startswith=unit.path)
    if unit.kind == UnitKind.CELL and unit.serves is not None:
        inside |= Q(path__startswith=unit.serves.path)
    return Unit.objects.on(day).filter(inside, kind=UnitKind.GROUP)


def notes_for(unit: Unit, month_code: str) -> list[GroupNote]:
    """The notes of a month from the groups in a hamlet, or in the hamlet that a cell serves. One query (two for a cell)."""
    inside = Q(group__path__startswith=unit.path)
    if unit.kind == UnitKind.CELL and unit.serves is not None:
        inside |= Q(group__path__startswith=unit.serves.path)
    found = GroupNote.objects.current().filter(inside, month_code=month_code)
    return sorted(found.select_related("group"), key=lambda one: sort_key(one.group.name))


@dataclass(frozen=True, slots=True)
class GroupMonth:
    """A group in a month: its note, or None where it is still owed."""

    group: Unit
    note: GroupNote | None


def months_of_hamlet(unit: Unit, month_code: str, user: User) -> list[GroupMonth]:
    """Every group of a hamlet with its note of a month, as the person sees them. Two queries."""
    seen = GroupNote.objects.current().visible_to(user).filter(month_code=month_code)
    groups = groups_of(unit, timezone.localdate())
    notes = {one.group_id: one for one in seen.filter(group__in=groups.values("pk"))}
    return [GroupMonth(one, notes.get(one.pk)) for one in _by_name(groups)]


def last_months(day: date, count: int = 13) -> list[str]:
    """Codes of this month and those before that are kept, the newest first."""
    return [months_back(day, back) for back in range(count)]


def notes_owed(user: User, day: date) -> list[Unit]:
    """Groups for which one writes the note and that have none of this month: of one's own group; of a hamlet head all that have a
    hamlet's note to lead. Two queries for those who hold such a post."""
    paths = [
        post.unit_path
        for post in Reach.of(user).posts
        if Right.STATE in post.rights and post.unit is not None and post.unit.kind == UnitKind.GROUP
    ]
    if not paths:
        return []
    inside = Q(pk__in=[])
    for path in paths:
        inside |= Q(path__startswith=path)
    written = GroupNote.objects.current().filter(month_code=month_of(day)).values("group_id")
    return _by_name(Unit.objects.on(day).filter(inside, kind=UnitKind.GROUP).exclude(pk__in=written))


def writable_groups(user: User, day: date) -> list[Unit]:
    """Groups for which one may write: one's own, those of one's hamlet, those in the hamlet that one's cell serves. One query."""
    inside = Q(pk__in=[])
    for post in Reach.of(user).posts:
        if Right.STATE in post.rights:
            inside |= Q(path__startswith=post.unit_path)
    for path in served_paths(user):
        inside |= Q(path__startswith=path)
    return _by_name(Unit.objects.on(day).filter(inside, kind=UnitKind.GROUP))
