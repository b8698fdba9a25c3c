"""What a merger or a split of units makes of the duties to follow them: the people follow the new units, with a trail."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trongtam.ground.days import write
from trongtam.org.changes import Reorganisation, Told
from trongtam.org.models import Unit

from ..models import Duty, Visit

if TYPE_CHECKING:
    from trongtam.accounts.models import User

# A basis is data, the same in every language.
BASIS = "%s (tiếp tục phân công trước đó)"


class DutiesCarried:
    """Duties that hold on the day go on in the new units: in every part of a split, once where somebody followed several of the
    merged ones. Visits of that month count on in the new unit; after a split in the part with the largest share."""

    title = gettext_lazy("Duties to follow units")

    def __init__(self, change: Reorganisation) -> None:
        self.change = change
        self.goes: dict[int, list[tuple[str, Fraction]]] = defaultdict(list)
        for unit, key, share in change.links:
            self.goes[unit].append((key, share))
        held = Duty.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=change.on), unit__in=list(self.goes))
        self.duties = list(held.select_related("person", "unit").order_by("unit_id", "valid_from", "pk"))

    def problems(self) -> list[str]:
        """Nobody follows a unit, nobody visits it, after its end."""
        told = [
            _("%(name)s begins to follow %(unit)s on %(day)s: choose a later day for the change, or end that duty.")
            % {"name": one.person.full_name, "unit": one.unit.name, "day": write(one.valid_from)}
            for one in self.duties
            if one.valid_from >= self.change.on
        ]
        late = Visit.objects.standing().filter(unit__in=list(self.goes), on__gte=self.change.on).select_related("unit")
        return told + [
            _("A visit to %(unit)s on %(day)s is written down: choose a later day for the change.")
            % {"unit": one.unit.name, "day": write(one.on)}
            for one in late[:3]
        ]

    def told(self) -> list[Told]:
        return [
            Told(
                f"{one.person.full_name}, {one.unit.name}",
                _("goes on with %(units)s")
                % {"units": ", ".join(self.change.names[key] for key, _share in self.goes[one.unit_id])},
            )
            for one in self.duties
        ]

    def carry(self, units: Mapping[str, Unit], *, by: User | None, at: datetime | None) -> Mapping[str, Any]:
        """End the old duties on the day, begin the new ones; of each old one the book keeps which follow it."""
        made: dict[tuple[int, str, str], Duty] = {}
        trail: list[list[int]] = []
        for one in self.duties:
            new = [self._carried(made, one, key, units[key], by=by, at=at) for key, _share in self.goes[one.unit_id]]
            self._end(one, new)
            trail.append([one.pk, *(each.pk for each in new)])
        return {"duties_carried": trail}

    def _carried(
        self,
        made: dict[tuple[int, str, str], Duty],
        old: Duty,
        key: str,
        unit: Unit,
        *,
        by: User | None,
        at: datetime | None,
    ) -> Duty:
        """One duty of a person on a layer of a new unit, however many of the old ones he followed."""
        place = (old.person_id, old.tier, key)
        if place not in made:
            made[place] = Duty.objects.create(
                person=old.person,
                unit=unit,
                tier=old.tier,
                obligation_id=old.obligation_id,
                valid_from=self.change.on,
                valid_to=old.valid_to,
                counted_from=max(old.counted_from, self.change.on),
                basis=(BASIS % self.change.basis)[:255],
                is_invented=old.is_invented,
                made_by=by,
                made_at=at or timezone.now(),
            )
        return made[place]

    def _end(self, old: Duty, new: list[Duty]) -> None:
        shares = [share for _key, share in self.goes[old.unit_id]]
        old.valid_to, old.ended_reason = self.change.on, self.change.basis[:500]
        old.carried_to = new[shares.index(max(shares))]
        old.save(update_fields=["valid_to", "ended_reason", "carried_to"])
