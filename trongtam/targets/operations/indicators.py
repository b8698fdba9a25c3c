"""Define what a unit measures."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.vntext import fold
from trongtam.ledger import book
from trongtam.org.models import Unit

from .. import rules
from ..live import is_registered
from ..models import Indicator, Source

if TYPE_CHECKING:
    from trongtam.accounts.models import User

_ACROSS_OF_MEASURE = {
    "flow": ("sum", "none"),
    "stock": ("sum", "weighted", "none"),
    "ratio": ("ratio", "weighted", "none"),
    "yes_no": ("share_of_units", "none"),
    "composition": ("none",),
}


@dataclass(frozen=True)
class Definition:
    """The columns of an indicator but its owner; `weight_id` is another's id, `provider` the key of what counts it live."""

    name: str
    unit_of_measure: str
    measure: str
    sector: str
    code: str = ""
    hint: str = ""
    decimals: int = 0
    better: str = "more"
    scale: int = 1
    stated_by: str = "commune"
    across: str = "sum"
    weight_id: int | None = None
    every: str = "month"
    non_negative: bool = True
    part_of_whole: bool = False
    counts_people: bool = False
    parts: list[str] = field(default_factory=list)
    provider: str = ""

    def columns(self) -> dict[str, Any]:
        """The columns of an indicator but its owner and folded name."""
        return asdict(self)


@transaction.atomic
def define_indicator(owner: Unit | None, definition: Definition, *, by: User, at: datetime | None = None) -> Indicator:
    """Add an indicator of a unit. Raises NotAllowed, Refused (with its field) when its parts do not fit together."""
    if not rules.can_define_indicator(by, owner):
        raise NotAllowed(rules.who_may_define_indicator(owner))
    made = insert_indicator(owner, definition)
    book.write("targets.indicator_defined", by=by, on=made, unit=owner, after=definition.columns(), at=at)
    return made


def insert_indicator(owner: Unit | None, definition: Definition) -> Indicator:
    """Check and keep an indicator; the caller has asked the rule and writes the book. Raises Refused."""
    made = check_definition(owner, definition)
    made.save()
    return made


def check_definition(owner: Unit | None, definition: Definition) -> Indicator:
    """The indicator that would be kept, not kept yet. Raises Refused."""
    _check(definition)
    columns = definition.columns()
    columns["code"] = definition.code or _free_code(definition.name)
    source = Source.LIVE if definition.provider else Source.STATED
    made = Indicator(owner=owner, folded=fold(definition.name)[:200], source=source, **columns)
    try:
        made.full_clean(exclude=["folded", "weight", "owner", "provider", "parts"])
    except ValidationError as error:
        name, messages = next(iter(error.message_dict.items()))
        raise Refused(messages[0], field=name) from error
    return made


@transaction.atomic
def withdraw_definition(indicator: Indicator, *, by: User, reason: str, at: datetime | None = None) -> None:
    """Take a mistaken definition back, while no target or figure rests on it; the book keeps both. Raises NotAllowed, Refused."""
    indicator = Indicator.objects.select_for_update(of=("self",)).select_related("owner").get(pk=indicator.pk)
    if not rules.can_define_indicator(by, indicator.owner):
        raise NotAllowed(rules.who_may_define_indicator(indicator.owner))
    before = {"code": indicator.code, "name": indicator.name}
    owner = indicator.owner
    book.write("targets.definition_withdrawn", by=by, on=indicator, unit=owner, before=before, note=reason, at=at)
    try:
        indicator.delete()
    except ProtectedError as held:
        raise Refused(_("Targets or figures rest on this indicator by now.")) from held


def _check(definition: Definition) -> None:
    allowed = (*_ACROSS_OF_MEASURE.get(definition.measure, ()), "share_of_units")
    if definition.across not in allowed:
        raise Refused(_("Units cannot be combined in this way for this kind of quantity."), field="across")
    if definition.across == "weighted" and definition.weight_id is None:
        raise Refused(_("Please name the indicator that gives the weight."), field="weight_id")
    if definition.provider and not is_registered(definition.provider):
        raise Refused(_("The program does not know how to count this."), field="provider")
    if definition.measure == "composition" and len(definition.parts) < 2:
        raise Refused(_("A composition needs at least two parts."), field="parts")


def _free_code(name: str) -> str:
    base = slugify(fold(name))[:50] or "indicator"
    taken = set(Indicator.objects.filter(code__startswith=base).values_list("code", flat=True))
    number = 1
    code = base
    while code in taken:
        number += 1
        code = f"{base}-{number}"
    return code
