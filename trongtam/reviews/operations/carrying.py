"""What a merger or a split makes of the rounds that are going on: people, what they said and how they voted go on in the new
units; what is locked stays as it was."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trongtam.ground.days import write
from trongtam.org.changes import Reorganisation, Told
from trongtam.org.models import Unit, UnitKind
from trongtam.org.reorganising import MERGED

from ..life import ORDER, SETTLED, State
from ..models import Round, RoundKind, RoundState, Standing, Subject
from ..queries.carried import Lineage, carried_units, lineage_of

if TYPE_CHECKING:
    from trongtam.accounts.models import User

NOTE_MOST = 200


class RoundsCarried:
    """Members and leaders of a unit that ends are judged on in the one that carries it on, at the step they had reached. The
    organisation that ended and its collective are rated no more unless that was decided; the new ones stand in the round. A
    round of a committee goes on with the new committee: two of one period become one; of a committee that is split each part
    has one."""

    title = gettext_lazy("Review rounds that are going on")

    def __init__(self, change: Reorganisation) -> None:
        self.change = change
        self.ended = list(change.heirs)
        touched = Q(unit__in=self.ended) | Q(
            pk__in=Subject.objects.filter(unit__in=self.ended, round__state=RoundState.OPEN).values("round_id")
        )
        named = Round.objects.still_open().filter(touched, is_counts=False)
        self.rounds = list(named.select_related("unit").order_by("pk"))

    def problems(self) -> list[str]:
        return []

    def told(self) -> list[Told]:
        lines = []
        for one in self.rounds:
            people = Subject.objects.filter(round=one, unit__in=self.ended).exclude(person=None).count()
            if one.unit_id in self.ended:
                becomes = _("goes on with %(unit)s") % {"unit": self.change.names[self.change.heirs[one.unit_id]]}
            else:
                becomes = _("%(n)d people are reviewed on in the new units") % {"n": people}
            lines.append(Told(f"{one.title}, {one.unit.name}", becomes))
        return lines

    def carry(self, units: Mapping[str, Unit], *, by: User | None, at: datetime | None) -> Mapping[str, Any]:
        """What the book keeps: of each round how many went over, and into which rounds."""
        trail = []
        for one in self.rounds:
            held = Round.objects.select_for_update(of=("self",)).select_related("unit").get(pk=one.pk)
            moved = _carry_subjects(held, self.change)
            into = _carry_round(held, units, self.change, at=at) if held.unit_id in self.ended else [held.pk]
            trail.append([held.pk, moved, into])
        return {"reviews_carried": trail}


# -- those who stand in it ---------------------------------------------------------------------------------------------


def _carry_subjects(round_: Round, change: Reorganisation) -> int:
    """Everybody of an ended unit to where he is judged now. How many people went over."""
    rows = list(Subject.objects.filter(round=round_, unit__in=change.heirs).select_related("unit", "scheme"))
    lineage = _lineage({one.unit_id for one in rows}, change)
    units = carried_units(lineage)
    moved = 0
    for one in sorted(rows, key=lambda row: -ORDER.index(State(row.state))):  # of two of one person the one further on
        if one.person_id is not None:
            moved += _carry_person(one, units[lineage.place_of(one.kind, one.unit_id, one.person_id)])
    _carry_bodies(round_, [one for one in rows if one.person_id is None], lineage, units)
    return moved


def _lineage(units: Collection[int], change: Reorganisation) -> Lineage:
    return lineage_of(units, change.on - timedelta(days=1))


def _carry_person(one: Subject, place: Unit) -> bool:
    """He stands at the new unit; where he stands there already, he is judged there once."""
    there = Subject.objects.filter(round=one.round_id, kind=one.kind, unit=place, person=one.person_id)
    if there.exists():
        if one.state not in SETTLED:
            one.standing, one.level = Standing.GONE, ""
            one.reason = _("is reviewed in %(unit)s") % {"unit": place.name}
            one.save(update_fields=["standing", "level", "reason"])
        return False
    told = _("came from %(unit)s on %(day)s") % {"unit": one.unit.name, "day": write(place.founded_on)}
    one.note = "; ".join(part for part in (one.note, told) if part)[:NOTE_MOST]
    one.unit = place
    one.save(update_fields=["unit", "note"])
    return True


def _carry_bodies(round_: Round, rows: Sequence[Subject], lineage: Lineage, units: Mapping[int, Unit]) -> None:
    """Organisations and collectives: the ended ones say why they are not rated, those that carry them on begin."""
    for one in rows:
        heirs = [units[pk] for pk in lineage.bodies_of(one.unit_id)]
        if one.state not in SETTLED and one.standing == Standing.RATED:
            told = {"unit": ", ".join(heir.name for heir in heirs), "day": write(lineage.since[one.unit_id])}
            one.standing, one.level = Standing.NOT_RATED, ""
            one.reason = (_("carried on by %(unit)s since %(day)s") % told)[:300]
            one.save(update_fields=["standing", "level", "reason"])
        for heir in heirs:
            note = _("founded on %(day)s") % {"day": write(heir.founded_on)}
            begins = {"scheme": one.scheme, "note": note}
            Subject.objects.get_or_create(round=round_, kind=one.kind, unit=heir, person=None, defaults=begins)


# -- a round whose committee ended -------------------------------------------------------------------------------------


def _carry_round(round_: Round, units: Mapping[str, Unit], change: Reorganisation, *, at: datetime | None) -> list[int]:
    """The round goes on with the committees that carry its own on: the first keeps it, a further part of a split has one of the
    same terms; where the new committee has one of this period already, everybody joins that."""
    old = round_.unit_id
    lineage = _lineage([old], change)
    new = [one for one in units.values() if one.kind == UnitKind.PARTY_COMMITTEE and _carries_on(one, old)]
    new.sort(key=lambda one: one.pk != lineage.heirs[old])
    known = {one.unit_id: one for one in _of_the_period(round_, new)}
    into: list[int] = []
    for place in new:
        target = known.get(place.pk)
        if target is None and not into:
            target = round_
            round_.unit = place
            round_.save(update_fields=["unit"])
        elif target is None:
            target = _another(round_, place)
        into.append(target.pk)
        if target.pk != round_.pk:
            _join(round_, target, place, with_ended=change.kind == MERGED)
    if round_.unit_id == old:  # everybody has joined the other one
        round_.state, round_.locked_at = RoundState.LOCKED, at or timezone.now()
        round_.save(update_fields=["state", "locked_at"])
    return into


def _carries_on(unit: Unit, old: int) -> bool:
    return unit.predecessors.filter(predecessor=old).exists()


def _of_the_period(round_: Round, new: Sequence[Unit]) -> list[Round]:
    if round_.kind == RoundKind.AD_HOC:
        return []
    same = {"kind": round_.kind, "period_code": round_.period_code, "is_counts": False}
    return list(Round.objects.still_open().filter(unit__in=new, **same).exclude(pk=round_.pk))


def _another(round_: Round, place: Unit) -> Round:
    """A round of the same terms for another part."""
    made = Round.objects.get(pk=round_.pk)
    made.pk, made.unit = None, place
    made._state.adding = True
    made.save()
    return made


def _join(round_: Round, target: Round, place: Unit, *, with_ended: bool) -> None:
    """Those below the place stand in the other round now, after a merger also what was said of units that ended."""
    ended = place.predecessors.values("predecessor") if with_ended else []
    below = Unit.objects.filter(Q(path__startswith=place.path) | Q(pk__in=ended)).values("pk")
    there = set(Subject.objects.filter(round=target).values_list("kind", "unit_id", "person_id"))
    rows = list(Subject.objects.filter(round=round_, unit__in=below).values_list("pk", "kind", "unit_id", "person_id"))
    Subject.objects.filter(pk__in=[pk for pk, *key in rows if tuple(key) not in there]).update(round=target)
    twice = [pk for pk, *key in rows if tuple(key) in there]
    Subject.objects.filter(pk__in=twice, state=State.SELF, assessments=None).delete()  # nobody has said a word of it
