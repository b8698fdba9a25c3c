"""What a merger or a split makes of open recommendations and notices: they go on with the unit that carries on, with a trail."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext

from trongtam.org.changes import Reorganisation, Told
from trongtam.org.models import Unit

from ..life import Act
from ..models import NoticeTo, Recommendation, Turn

if TYPE_CHECKING:
    from trongtam.accounts.models import User


class RecommendationsCarried:
    """Open recommendations that a unit which ends has to answer: the new unit owes the answer, by the same day. Those that it
    raised itself stay where they were raised; whoever answers for the new unit reads them."""

    title = gettext_lazy("Recommendations")

    def __init__(self, change: Reorganisation) -> None:
        self.change, self.goes = change, change.heirs
        held = Recommendation.objects.open().filter(organ__in=self.goes).select_related("organ")
        self.held = list(held.order_by("due_on", "pk"))

    def problems(self) -> list[str]:
        return []

    def told(self) -> list[Told]:
        split = self.change.kind == "split"
        return [
            Told(f"{one.organ.name}: {one}", self.change.names[self.goes[one.organ_id]], split) for one in self.held
        ]

    def carry(self, units: Mapping[str, Unit], *, by: User | None, at: datetime | None) -> Mapping[str, Any]:
        moment = at or timezone.now()
        for one in self.held:
            before, one.organ = one.organ, units[self.goes[one.organ_id]]
            one.save(update_fields=["organ"])
            Turn.objects.create(
                recommendation=one,
                act=Act.CARRY,
                before=one.state,
                after=one.state,
                text=self.change.basis,
                organ=one.organ,
                organ_before=before,
                due_on=one.due_on,
                by=by,
                at=moment,
            )
        return {"recommendations_carried": [one.pk for one in self.held]}


class NoticesCarried:
    """Notices that a unit which ends has not acknowledged or not told yet stand with the new unit."""

    title = gettext_lazy("Notices from above")

    def __init__(self, change: Reorganisation) -> None:
        self.change, self.goes = change, change.heirs
        waiting = Q(acknowledged_at__isnull=True) | Q(told_on__isnull=True)
        lines = NoticeTo.objects.standing().filter(waiting, unit__in=self.goes)
        self.lines = list(lines.select_related("notice", "unit").order_by("pk"))

    def problems(self) -> list[str]:
        return []

    def told(self) -> list[Told]:
        by_unit: dict[Unit, int] = {}
        for line in self.lines:
            by_unit[line.unit] = by_unit.get(line.unit, 0) + 1
        said = []
        for unit, count in by_unit.items():
            what = ngettext("%(unit)s: %(n)d notice", "%(unit)s: %(n)d notices", count) % {
                "unit": unit.name,
                "n": count,
            }
            said.append(Told(what, self.change.names[self.goes[unit.pk]]))
        return said

    def carry(self, units: Mapping[str, Unit], *, by: User | None, at: datetime | None) -> Mapping[str, Any]:
        for line in self.lines:
            unit = units[self.goes[line.unit_id]]
            # Several merged units may have had the same notice: the new one has it once.
            made, _is_new = NoticeTo.objects.get_or_create(notice=line.notice, unit=unit)
            line.handed_to = made
            line.save(update_fields=["handed_to"])
        return {"notices_carried": [line.pk for line in self.lines]}
