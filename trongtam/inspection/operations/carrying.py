"""What a merger or a split makes of what is restricted, and of replies that are owed to the Front.

Whoever rehearses a merger need not have the post: of programmes and conclusions the rehearsal tells one sentence, the same
whether there is any or not, and the book keeps ids of programmes and of what conclusions ask for, whose works everybody knows.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from trongtam.org.changes import Reorganisation, Told
from trongtam.org.models import Unit

from ..models import Demand, DemandState, FollowUp, FrontOpinion, FrontState, Programme

if TYPE_CHECKING:
    from trongtam.accounts.models import User


class InspectionsCarried:
    """Programmes are kept by whoever carries the committee on, with all that stands in them; what a conclusion asks of a unit is
    done by whoever carries the unit on, by the same day. The subject stays who was inspected."""

    title = gettext_lazy("Inspection, supervision")

    def __init__(self, change: Reorganisation) -> None:
        self.change, self.heirs = change, change.heirs
        ending = list(self.heirs)
        self.programmes = list(Programme.objects.filter(keeper__in=ending).order_by("pk"))
        asked = Demand.objects.filter(holder_unit__in=ending, state=DemandState.OPEN)
        self.demands = list(asked.select_related("holder_unit").order_by("pk"))

    def problems(self) -> list[str]:
        return []

    def told(self) -> list[Told]:
        what = _("Programmes and conclusions, if there are any")
        return [Told(what, _("go on with who carries the units on; read by those with the post alone"))]

    def carry(self, units: Mapping[str, Unit], *, by: User | None, at: datetime | None) -> Mapping[str, Any]:
        for programme in self.programmes:
            programme.keeper = units[self.heirs[programme.keeper_id]]
            programme.save(update_fields=["keeper"])
        for demand in self.demands:
            assert demand.holder_unit is not None
            before, demand.holder_unit = demand.holder_unit, units[self.heirs[demand.holder_unit.pk]]
            demand.save(update_fields=["holder_unit"])
            with override("vi"):
                # Words that stay are data, the same in every language.
                told = {"before": before.name, "heir": demand.holder_unit.name, "basis": self.change.basis}
                said = _("%(before)s is carried on by %(heir)s, which does it from now on. %(basis)s") % told
            FollowUp.objects.create(demand=demand, on=self.change.on, text=said, by=by, at=at or timezone.now())
        return {
            "programmes_kept": [one.pk for one in self.programmes],
            "demands_carried": [one.pk for one in self.demands],
        }


class OpinionsCarried:
    """A reply that a unit which ends owes the Front is owed by the new one, by the same day; who takes note of it likewise."""

    title = gettext_lazy("Replies owed to the Front")

    def __init__(self, change: Reorganisation) -> None:
        self.change, self.heirs = change, change.heirs
        ending = list(self.heirs)
        touched = FrontOpinion.objects.filter(Q(reply_from__in=ending) | Q(keeper__in=ending))
        self.opinions = list(touched.exclude(state=FrontState.SETTLED).select_related("reply_from").order_by("pk"))

    def problems(self) -> list[str]:
        return []

    def told(self) -> list[Told]:
        split = self.change.kind == "split"
        lines = []
        for one in self.opinions:
            heir = self.heirs.get(one.reply_from_id)
            if heir is not None and one.state == FrontState.WAITING:
                becomes = _("the reply is owed by %(heir)s") % {"heir": self.change.names[heir]}
            else:
                becomes = _("goes on with who carries the units on")
            lines.append(Told(one.about, becomes, split))
        return lines

    def carry(self, units: Mapping[str, Unit], *, by: User | None, at: datetime | None) -> Mapping[str, Any]:
        for one in self.opinions:
            if one.keeper_id in self.heirs:
                one.keeper = units[self.heirs[one.keeper_id]]
            if one.reply_from_id in self.heirs and one.state == FrontState.WAITING:
                one.asked_first = one.asked_first or one.reply_from
                one.reply_from = units[self.heirs[one.reply_from_id]]
            one.save(update_fields=["keeper", "reply_from", "asked_first"])
        return {"opinions_carried": [one.pk for one in self.opinions]}
