"""What a merger or a split makes of movements, exemplars and ladders: they go on with the unit that carries on, and say whose
they were. Awards stay with whoever received them; years in a row read across the change by themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trongtam.org.changes import Reorganisation, Told
from trongtam.org.models import Unit

from ..models import Commitment, Copy, CopyResult, Exemplar, ExemplarKind, ExemplarState, Ladder, Movement, Rung

if TYPE_CHECKING:
    from trongtam.accounts.models import User


class MovementsCarried:
    """Movements are kept by whoever carries their organ on; commitments to those that run bind the new unit, once."""

    title = gettext_lazy("Movements and commitments")

    def __init__(self, change: Reorganisation) -> None:
        self.change, self.heirs = change, change.heirs
        ending = list(self.heirs)
        kept = Movement.objects.filter(keeper__in=ending).select_related("keeper")
        self.movements = list(kept.order_by("valid_from", "pk"))
        bound = Commitment.objects.filter(unit__in=ending, movement__closed_on__isnull=True)
        self.commitments = list(bound.select_related("unit", "movement").order_by("movement_id", "unit__path", "pk"))

    def problems(self) -> list[str]:
        return []

    def told(self) -> list[Told]:
        split = self.change.kind == "split"
        lines = [
            Told(one.title, _("goes on with %(heir)s") % {"heir": self._named(one.keeper_id)}, split)
            for one in self.movements
            if one.closed_on is None
        ]
        return lines + [
            Told(f"{one.unit.name}: {one.movement.title}", self._commits(one.unit_id), split)
            for one in self.commitments
        ]

    def _commits(self, unit: int) -> str:
        return _("the commitment binds %(heir)s") % {"heir": self._named(unit)}

    def _named(self, unit: int) -> str:
        return self.change.names[self.heirs[unit]]

    def carry(self, units: Mapping[str, Unit], *, by: User | None, at: datetime | None) -> Mapping[str, Any]:
        for movement in self.movements:
            movement.keeper = units[self.heirs[movement.keeper_id]]
            movement.save(update_fields=["keeper"])
        rows: dict[tuple[int, str], list[Commitment]] = defaultdict(list)
        for one in self.commitments:
            rows[one.movement_id, self.heirs[one.unit_id]].append(one)
        said = [[one.pk, one.unit_id, one.text] for one in self.commitments]
        for (_movement, key), group in rows.items():
            self._bind(group, units[key])
        return {"movements_kept": [one.pk for one in self.movements], "commitments_carried": said}

    def _bind(self, group: Sequence[Commitment], heir: Unit) -> None:
        """One commitment of the new unit: of several the words of each, under its name. The book keeps the rows as they were."""
        first, *others = group
        first.unit_before = first.unit_before or first.unit
        if others:
            first.text = "\n".join(f"{one.unit.name}: {one.text}" for one in group)
        first.unit = heir
        first.save(update_fields=["unit", "unit_before", "text"])
        Commitment.objects.filter(pk__in=[one.pk for one in others]).delete()


class ExemplarsCarried:
    """What others learn from goes on with the new unit; so does what a unit was trying out."""

    title = gettext_lazy("Exemplars and who copies them")

    def __init__(self, change: Reorganisation) -> None:
        self.change, self.heirs = change, change.heirs
        ending = list(self.heirs)
        open_ones = Exemplar.objects.filter(unit__in=ending).exclude(state=ExemplarState.ENDED)
        self.exemplars = list(open_ones.select_related("unit").order_by("pk"))
        tried = Copy.objects.filter(unit__in=ending, result=CopyResult.TRYING)
        self.copies = list(tried.select_related("unit", "exemplar").order_by("begun_on", "pk"))

    def problems(self) -> list[str]:
        return []

    def told(self) -> list[Told]:
        """Whether a merged unit is still one to learn from, somebody has to look at. Persons without the words about them."""
        split = self.change.kind == "split"
        lines = [
            Told(_what(one), self._goes_on(one.unit_id), split or one.kind == ExemplarKind.UNIT)
            for one in self.exemplars
        ]
        return lines + [
            Told(f"{one.unit.name}: {_what(one.exemplar)}", self._goes_on(one.unit_id), split)
            for one in self.copies
            if self._moves(one)
        ]

    def _goes_on(self, unit: int) -> str:
        return _("goes on with %(heir)s") % {"heir": self.change.names[self.heirs[unit]]}

    def _moves(self, copy: Copy) -> bool:
        """Not where the copying unit becomes one with whom it copied: then nothing is left to copy."""
        return self.heirs.get(copy.exemplar.unit_id) != self.heirs[copy.unit_id]

    def carry(self, units: Mapping[str, Unit], *, by: User | None, at: datetime | None) -> Mapping[str, Any]:
        for exemplar in self.exemplars:
            exemplar.unit_before = exemplar.unit_before or exemplar.unit
            exemplar.unit = units[self.heirs[exemplar.unit_id]]
            exemplar.save(update_fields=["unit", "unit_before"])
        carried: list[int] = []
        for copy in [one for one in self.copies if self._moves(one)]:
            heir = units[self.heirs[copy.unit_id]]
            # Several merged units may have tried the same: the first of them goes on, the others stay as they were.
            if not Copy.objects.filter(exemplar=copy.exemplar_id, unit=heir).exists():
                copy.unit_before, copy.unit = copy.unit_before or copy.unit, heir
                copy.save(update_fields=["unit", "unit_before"])
                carried.append(copy.pk)
        return {"exemplars_carried": [one.pk for one in self.exemplars], "copies_carried": carried}


def _what(exemplar: Exemplar) -> str:
    title = str(exemplar.get_kind_display()) if exemplar.kind == ExemplarKind.PERSON else exemplar.title
    return f"{title} ({exemplar.unit.name})"


class LaddersCarried:
    """A ladder of a unit that ends ends with it; the new unit goes on from the same month with the same indicators, which read
    what the old ones stated too. It ends for good where the unit becomes one with its exemplar."""

    title = gettext_lazy("Who wants to catch up with whom")

    def __init__(self, change: Reorganisation) -> None:
        self.change, self.heirs = change, change.heirs
        running = Ladder.objects.climbing().filter(
            models.Q(unit__in=self.heirs) | models.Q(exemplar__unit__in=self.heirs)
        )
        running = running.select_related("unit", "exemplar__unit").prefetch_related("rungs")
        touched = list(running.order_by("since", "pk"))
        self.over = [one for one in touched if self._heir(one.unit_id) == self._heir(one.exemplar.unit_id)]
        self.ladders = [one for one in touched if one.unit_id in self.heirs and one not in self.over]

    def _heir(self, unit: int) -> str | int:
        return self.heirs.get(unit, unit)

    def problems(self) -> list[str]:
        return []

    def told(self) -> list[Told]:
        split = self.change.kind == "split"
        ended = _("ends: the two are one unit")
        lines = [Told(_ladder(one), ended) for one in self.over]
        for one in self.ladders:
            told = {"heir": self.change.names[self.heirs[one.unit_id]]}
            lines.append(Told(_ladder(one), _("goes on with %(heir)s") % told, split))
        return lines

    def carry(self, units: Mapping[str, Unit], *, by: User | None, at: datetime | None) -> Mapping[str, Any]:
        made = [[one.pk, self._go_on(one, units[self.heirs[one.unit_id]], by, at).pk] for one in self.ladders]
        for one in chain(self.over, self.ladders):
            one.ended_on, one.ended_reason = max(self.change.on, one.since), self.change.basis[:500]
            one.save(update_fields=["ended_on", "ended_reason"])
        return {"ladders_carried": made, "ladders_ended": [one.pk for one in self.over]}

    def _go_on(self, old: Ladder, heir: Unit, by: User | None, at: datetime | None) -> Ladder:
        """Once where several merged units climbed after the same exemplar: from the earliest month, on all their indicators."""
        same = Ladder.objects.climbing().filter(unit=heir, exemplar=old.exemplar_id).first()
        made = same or Ladder.objects.create(
            unit=heir,
            exemplar=old.exemplar,
            since=old.since,
            aim=old.aim,
            proxy=old.proxy,
            is_invented=old.is_invented,
            made_at=at or timezone.now(),
            made_by=by,
        )
        _take_over(made, old.rungs.all())
        return made


def _take_over(ladder: Ladder, rungs: Iterable[Rung]) -> None:
    known = list(ladder.rungs.values_list("indicator_id", flat=True))
    new = [one for one in rungs if one.indicator_id not in known]
    Rung.objects.bulk_create(
        Rung(ladder=ladder, order=order, indicator_id=one.indicator_id, basis=one.basis)
        for order, one in enumerate(new, start=len(known) + 1)
    )


def _ladder(one: Ladder) -> str:
    return f"{one.unit.name} → {one.exemplar.unit.name}"
