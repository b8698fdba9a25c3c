"""What acts on duties and visits ask alike."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.days import write
from trongtam.ground.errors import Refused
from trongtam.org.models import Unit

from ..models import FOLLOWED_KINDS, KINDS_OF


def day_of(at: datetime | None) -> date:
    return timezone.localdate(at or timezone.now())


def reason_given(reason: str) -> str:
    said = " ".join(reason.split())
    if not said:
        raise Refused(_("Please say why; the other side reads it."), field="reason")
    return said


def check_unit(unit: Unit, tier: str, first: date, last: date | None) -> None:
    """A unit that is followed on this layer, on all days of the duty. Raises Refused."""
    if tier not in KINDS_OF:
        raise Refused(_("Please choose the layer."), field="tier")
    told = {"unit": unit.name, "kind": str(unit.get_kind_display()).lower()}
    if unit.kind not in FOLLOWED_KINDS:
        sentence = _(
            "Nobody is assigned to follow a unit of this kind (%(kind)s): communes, clusters, cells, hamlets and groups are."
        )
        raise Refused(sentence % told, field="unit")
    if unit.kind not in KINDS_OF[tier]:
        raise Refused(_("On this layer no unit of this kind (%(kind)s) is followed.") % told, field="tier")
    if first < unit.founded_on:
        sentence = _("%(unit)s exists since %(day)s only. Please choose a later day.")
        raise Refused(sentence % {**told, "day": write(unit.founded_on)}, field="valid_from")
    if unit.ended_on is not None and (last is None or last > unit.ended_on):
        sentence = _("%(unit)s ended on %(day)s. Assign the duty to the unit that carries it on.")
        raise Refused(sentence % {**told, "day": write(unit.ended_on)}, field="unit")
