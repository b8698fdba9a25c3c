"""What a merger or a split of units makes of their targets: shown in the rehearsal, carried over by the act itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trongtam.org.changes import Reorganisation, Told
from trongtam.org.models import Unit

from ..figures.carried import NewTarget, Promised, Stays, Why, carry
from ..models import Carried, Measurement, Target
from ..presentation import words

if TYPE_CHECKING:
    from trongtam.accounts.models import User


class TargetsCarried:
    """The targets of the units that end whose period is not over on the day."""

    title = gettext_lazy("Targets")

    def __init__(self, change: Reorganisation) -> None:
        self.change = change
        ending = [unit for unit, _key, _share in change.links]
        held = Target.objects.in_force().filter(unit__in=ending, period_end__gte=change.on, for_criteria=False)
        rows = held.select_related("indicator", "unit").order_by("order", "pk")
        self.targets = {target.pk: target for target in rows}
        self.late = Measurement.objects.current().filter(unit__in=ending, period_start__gte=change.on)
        self.new, self.stays = carry(map(promised, self.targets.values()), change.links)

    def problems(self) -> list[str]:
        """A unit states nothing for the time after its end."""
        late = list(self.late.values_list("unit__name", "indicator__name").distinct()[:3])
        return [
            _("%(unit)s has stated “%(name)s” for days after it ends: withdraw that figure first.")
            % {"unit": unit, "name": name}
            for unit, name in late
        ]

    def told(self) -> list[Told]:
        lines = [Told(self._named(one.sources[0][0]), self._added(one)) for one in self.new]
        several = len(self.change.names) > 1 and self.change.kind == "split"
        for one in self.stays:
            target = self.targets[one.target]  # type: ignore[index]  # the ids that were given
            where = f" → {self.change.names[one.to]}" if several else ""
            said = _("stays the target of %(unit)s until a new one is set: %(why)s")
            text = said % {"unit": target.unit.name, "why": WHY[one.why]}
            lines.append(Told(self._named(one.target), text + where, open=True))
        return lines

    def _named(self, pk: Any) -> str:
        target = self.targets[pk]
        return f"{target.name or target.indicator.name}, {words.named(target.period_code)}"

    def _added(self, one: NewTarget) -> str:
        first = self.targets[one.sources[0][0]]  # type: ignore[index]  # the ids that were given
        unit = first.indicator.unit_of_measure
        total = words.quantity(first.value_of(one.plan), unit)
        if any(share != 1 for _target, share in one.sources):
            return _("%(unit)s: %(plan)s, an estimate by its share") % {
                "unit": self.change.names[one.to],
                "plan": total,
            }
        parts = [self.targets[pk] for pk, _share in one.sources]  # type: ignore[index]  # the ids that were given
        return " + ".join(words.bare(part.value_of(part.plan)) for part in parts) + f" = {total}"

    def carry(self, units: Mapping[str, Unit], *, by: User | None, at: datetime | None) -> Mapping[str, Any]:
        """Make the new targets, each with the trail to those that it is made of."""
        made = []
        for one in self.new:
            sources = [self.targets[pk] for pk, _share in one.sources]  # type: ignore[index]  # the ids that were given
            target = _new(one, sources, units[one.to])
            target.save()
            Carried.objects.bulk_create(
                Carried(source=self.targets[pk], target=target, share=_kept(share))  # type: ignore[index]  # as given
                for pk, share in one.sources
            )
            made.append([target.pk, [pk for pk, _share in one.sources]])
        return {"targets_carried": made, "targets_staying": sorted({_id(one) for one in self.stays})}


WHY = {
    Why.NOT_ADDITIVE: gettext_lazy("such plans do not add up"),
    Why.NOT_EVERYWHERE: gettext_lazy("not every unit had promised it"),
    Why.SEVERAL: gettext_lazy("one unit has several of them"),
}


def _id(one: Stays) -> int:
    return int(str(one.target))


def _kept(share: Fraction) -> str:
    return format(float(share), ".8f") if share != 1 else "1"


def promised(target: Target) -> Promised:
    """A target as the rule of carrying takes it. What adds up over units does so for amounts, as a level."""
    indicator = target.indicator
    additive = indicator.across == "sum" and indicator.measure in ("flow", "stock") and target.form == "level"
    sort = (target.indicator_id, target.period_code, target.part, target.form, target.comparator, target.decimals)
    return Promised(
        target.pk,
        target.unit_id,
        sort,
        additive,
        target.plan,
        target.plan_to,
        target.tolerance,
        target.baseline,
        target.baseline_on,
        target.baseline_bound,
    )


def _first_set(sources: Sequence[Target]) -> datetime | None:
    """Since when the first of them was there; not known of one, not known of all."""
    known = [source.set_at for source in sources if source.set_at is not None]
    return min(known) if len(known) == len(sources) else None


def _new(one: NewTarget, sources: Sequence[Target], unit: Unit) -> Target:
    """A target of the new unit. What all of its sources have alike (clause, superior target) it has too; who holds it is said
    anew."""
    first = sources[0]
    same = {
        name: getattr(first, name)
        for name in ("document_id", "clause_id", "parent_id", "name")
        if len({getattr(source, name) for source in sources}) == 1
    }
    return Target(
        indicator=first.indicator,
        unit=unit,
        period_code=first.period_code,
        period_start=first.period_start,
        period_end=first.period_end,
        comparator=first.comparator,
        form=first.form,
        decimals=first.decimals,
        part=first.part,
        order=min(source.order for source in sources),
        plan=one.plan,
        plan_to=one.plan_to,
        tolerance=one.tolerance,
        baseline=one.baseline,
        baseline_on=one.baseline_on,
        baseline_bound=one.baseline_bound,
        set_at=_first_set(sources),
        set_by_superior=all(source.set_by_superior for source in sources),
        is_invented=any(source.is_invented for source in sources),
        **same,
    )
