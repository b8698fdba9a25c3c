"""Who follows which unit on a day, and what each duty owes, made and was excused from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from django.db.models import Q, QuerySet

from trongtam.org.models import Unit, UnitKind

from ..models import Duty, MonthExcused, Obligation, Visit
from ..owing import NOTHING_SET, Entry, Stint, Went, entries_of

FOLLOWED_WITH = ("person", "unit", "obligation")


def followers_of(unit: Unit, on: date) -> list[Duty]:
    """Duties that hold on a day: to the unit itself, to the cluster that it stands in, to the hamlet that a cell serves, to
    the cells that serve a hamlet. For invitations and for the roll of guests. One query."""
    places = Q(unit=unit)
    if unit.kind == UnitKind.CELL:
        places |= Q(unit__kind=UnitKind.CLUSTER, unit=unit.parent_id) | Q(unit=unit.serves_id)
    if unit.kind == UnitKind.HAMLET:
        places |= Q(unit__serves=unit, unit__kind=UnitKind.CELL)
    found = Duty.objects.on(on).filter(places, person__erased_at__isnull=True)
    return list(found.select_related(*FOLLOWED_WITH).order_by("tier", "valid_from", "pk"))


def owed(duties: Iterable[Duty], *, today: date, until: date | None = None) -> dict[int, list[Entry]]:
    """Duty → the spans that it owes up to today, in their order (see `owing`); every duty has a list. With all duties to the same
    units, so that a span which somebody else owes is not told twice. Three queries, one more for each merger before.

    `until`: as things stood on that day: visits after it do not count."""
    asked = list(duties)
    day = until if until is not None else today
    found: dict[int, list[Entry]] = {duty.pk: [] for duty in asked}
    for entry in entries(Duty.objects.filter(unit__in={duty.unit_id for duty in asked}), today=day):
        if entry.duty in found:
            found[entry.duty].append(entry)
    return found


def entries(duties: QuerySet[Duty], *, today: date) -> list[Entry]:
    """The spans of whole lanes: give all duties to a unit, or all in a territory."""
    rows = _with_those_before(duties.select_related("obligation"))
    return entries_of(
        [stint for duty in rows.values() for stint in stints_of(duty)],
        _went(rows, today),
        today=today,
        excused=set(MonthExcused.objects.filter(duty__in=rows).values_list("duty_id", "span_code")),
        heirs={pk: duty.carried_to_id for pk, duty in rows.items() if duty.carried_to_id is not None},
    )


def _with_those_before(duties: QuerySet[Duty]) -> dict[int, Duty]:
    """With the duties that a merger has carried into them, whose visits may count here, and all that stand in their lanes."""
    rows = {duty.pk: duty for duty in duties}
    asked: Collection[int] = set(rows)
    while asked:
        before = Duty.objects.filter(carried_to__in=asked).exclude(pk__in=rows).values("unit")
        more = Duty.objects.filter(unit__in=before).exclude(pk__in=rows).select_related("obligation")
        new = {duty.pk: duty for duty in more}
        rows |= new
        asked = set(new)
    return rows


def _went(rows: Collection[int], today: date) -> list[Went]:
    made = Visit.objects.standing().filter(duty__in=rows, on__lte=today).order_by("on", "pk")
    return [Went(pk, duty, on) for pk, duty, on in made.values_list("pk", "duty_id", "on")]


def stints_of(duty: Duty) -> Iterator[Stint]:
    """The days of a duty, by whether its obligation held on them."""
    obligation, place = duty.obligation, (duty.unit_id, duty.tier)
    if obligation is None:
        yield Stint(duty.pk, place, duty.valid_from, duty.valid_to, NOTHING_SET, 1, duty.counted_from, duty.replaces_id)
        return
    plain = (NOTHING_SET, 1, duty.counted_from, duty.replaces_id)
    days = under_obligation(duty, obligation)
    if days is None:
        yield Stint(duty.pk, place, duty.valid_from, duty.valid_to, *plain)
        return
    begins, ends = days
    if duty.valid_from < begins:
        yield Stint(duty.pk, place, duty.valid_from, begins, *plain)
    counted = (obligation.every, obligation.visits, duty.counted_from, duty.replaces_id)
    yield Stint(duty.pk, place, begins, ends, *counted)
    if ends is not None and (duty.valid_to is None or ends < duty.valid_to):
        yield Stint(duty.pk, place, ends, duty.valid_to, *plain)


def under_obligation(duty: Duty, obligation: Obligation) -> tuple[date, date | None] | None:
    """The days of a duty on which its obligation held: from, and the first day on which it did not any more; None: on none."""
    begins, ends = max(duty.valid_from, obligation.valid_from), _sooner(duty.valid_to, obligation.valid_to)
    return None if ends is not None and begins >= ends else (begins, ends)


def _sooner(one: date | None, other: date | None) -> date | None:
    known = [day for day in (one, other) if day is not None]
    return min(known) if known else None


def last_visits(duties: Iterable[Duty]) -> dict[int, Visit]:
    """Duty → its newest visit that stands. One query."""
    found: dict[int, Visit] = {}
    rows = Visit.objects.standing().filter(duty__in=[duty.pk for duty in duties]).order_by("-on", "-pk")
    for visit in rows.select_related("unit"):
        found.setdefault(visit.duty_id, visit)
    return found
