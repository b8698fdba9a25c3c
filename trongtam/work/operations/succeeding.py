"""What a merger or a split of units makes of their works: shown in the rehearsal, carried over by the act itself.

Works that have not ended go on with the unit that takes over; what has ended stays where it was. A recurring work ends with its
organ and begins anew with the next: the days before belong to the old one. Registration for a campaign ends with its organ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trongtam.ground import days
from trongtam.org.changes import Reorganisation, Told
from trongtam.org.models import Unit
from trongtam.targets.models import Indicator

from ..life import ENDED
from ..models import Campaign, Recurring, Turn, Work

if TYPE_CHECKING:
    from trongtam.accounts.models import User

ACT = "succeed"


class WorksCarried:
    """Works that are held by, kept in the lists of, or recorded at units that end; recurring works and open campaigns."""

    title = gettext_lazy("Assigned work")

    def __init__(self, change: Reorganisation) -> None:
        self.change, self.heirs = change, change.heirs
        ending = list(self.heirs)
        along = Work.objects.filter(cooperating__in=ending).values("pk")
        touched = Q(unit__in=ending) | Q(home__in=ending) | Q(holder_unit__in=ending) | Q(pk__in=along)
        running: QuerySet[Work] = Work.objects.filter(touched).exclude(state__in=ENDED)
        self.works = list(running.select_related("unit", "home", "holder_unit").order_by("due", "pk"))
        self.recurring = list(
            Recurring.objects.filter(unit__in=ending).running_on(change.on).select_related("unit").order_by("pk")
        )
        self.campaigns = list(Campaign.objects.open().filter(unit__in=ending).select_related("unit").order_by("pk"))

    def problems(self) -> list[str]:
        return []

    def told(self) -> list[Told]:
        lines = [Told(work.title, self._goes_on(work), open=self._in_doubt(work)) for work in self.works]
        measured = self._measured()
        for one in self.recurring:
            said = _("ends with %(unit)s; %(heir)s goes on with it from %(day)s")
            heir, day = self._named(one.unit_id), days.write(self.change.on)
            told = said % {"unit": one.unit.name, "heir": heir, "day": day}
            lines.append(Told(one.title, told, open=one.pk in measured))
        for campaign in self.campaigns:
            said = _("registration ends with %(unit)s") % {"unit": campaign.unit.name}
            lines.append(Told(campaign.title, said, open=True))
        return lines

    def _measured(self) -> set[int]:
        """Those whose share is an indicator: of the new one it has to be laid anew."""
        keys = {f"recurring:{one.pk}": one.pk for one in self.recurring}
        return {keys[key] for key in Indicator.objects.filter(provider__in=keys).values_list("provider", flat=True)}

    def _goes_on(self, work: Work) -> str:
        before = work.holder_unit if work.holder_unit_id in self.heirs else work.home
        if before is not None and before.pk in self.heirs:
            return f"{before.name} → {self._named(before.pk)}"
        if work.unit_id in self.heirs:
            return _("stays with its holder, in the list of %(heir)s") % {"heir": self._named(work.unit_id)}
        return _("stays with its holder; the new unit works along")

    def _in_doubt(self, work: Work) -> bool:
        """In several parts: somebody has to look whether it went to the right one."""
        parts = Counter(unit for unit, _key, _share in self.change.links)
        return any(parts[one] > 1 for one in (work.unit_id, work.home_id, work.holder_unit_id) if one is not None)

    def _named(self, unit: int) -> str:
        return self.change.names[self.heirs[unit]]

    def carry(self, units: Mapping[str, Unit], *, by: User | None, at: datetime | None) -> Mapping[str, Any]:
        """Move what runs, each with a line in its trail; the book keeps which, as a part of the entry of the whole act."""
        moment = at or timezone.now()
        heirs = {unit: units[key] for unit, key in self.heirs.items()}
        for work in self.works:
            said = _succeed(work, heirs)
            Turn.objects.create(
                work=work,
                act=ACT,
                before=work.state,
                after=work.state,
                reason=self.change.basis,
                said=said,
                by=by,
                at=moment,
            )
        begun = [self._begin_anew(one, heirs[one.unit_id], by, moment).pk for one in self.recurring]
        Campaign.objects.filter(pk__in=[one.pk for one in self.campaigns]).update(
            closed_at=moment, closed_reason=self.change.basis
        )
        return {
            "works_carried": [work.pk for work in self.works],
            "recurring_carried": [[one.pk, pk] for one, pk in zip(self.recurring, begun, strict=True)],
            "campaigns_closed": [one.pk for one in self.campaigns],
        }

    def _begin_anew(self, old: Recurring, unit: Unit, by: User | None, moment: datetime) -> Recurring:
        """The same rule for the new unit; where two that merge had it alike, once."""
        last = self.change.on - timedelta(days=1)
        same = {name: getattr(old, name) for name in ("title", "rule", "unit_kind")}
        kept = Recurring.objects.filter(unit=unit, stopped_on=None, **same).first()
        new = kept or Recurring(
            **same,
            unit=unit,
            start=max(old.start, self.change.on),
            end=old.end,
            basis=old.basis,
            root_kind=old.root_kind,
            root_id=old.root_id,
            is_invented=old.is_invented,
            made_at=moment,
            made_by=by,
        )
        new.end = max(new.end, old.end)
        new.save()
        old.stopped_on, old.stopped_reason = last, self.change.basis
        old.save(update_fields=["stopped_on", "stopped_reason"])
        return new


def _succeed(work: Work, heirs: Mapping[int, Unit]) -> dict[str, list[Any]]:
    """Every place where an ending unit stands; gives place → [before, after]."""
    said: dict[str, list[Any]] = {}
    for place in ("unit", "home", "holder_unit"):
        before = getattr(work, f"{place}_id")
        if before in heirs:
            setattr(work, place, heirs[before])
            said[place] = [before, heirs[before].pk]
    work.save(update_fields=["unit", "home", "holder_unit"])
    if along := list(work.cooperating.filter(pk__in=heirs).values_list("pk", flat=True)):
        after = sorted({heirs[pk].pk for pk in along})
        work.cooperating.remove(*along)
        work.cooperating.add(*after)
        said["cooperating"] = [along, after]
    return said
