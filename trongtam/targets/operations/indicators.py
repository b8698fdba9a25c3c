"""Define what a unit measures."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields, replace
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
    return _checked(owner, definition, but=None)


def _checked(owner: Unit | None, definition: Definition, *, but: Indicator | None) -> Indicator:
    _check(definition)
    columns = definition.columns()
    columns["code"] = definition.code or _free_code(definition.name)
    source = Source.LIVE if definition.provider else Source.STATED
    made = Indicator(owner=owner, folded=fold(definition.name)[:200], source=source, **columns)
    try:
        known = ["code"] if but is not None else []
        made.full_clean(exclude=["folded", "weight", "owner", "provider", "parts", *known])
    except ValidationError as error:
        name, messages = next(iter(error.message_dict.items()))
        raise Refused(messages[0], field=name) from error
    return made


# What gives the figures of an indicator their meaning; all else is words about it.
MEANING = (
    "unit_of_measure", "decimals", "measure", "better", "scale", "stated_by", "across", "weight_id", "non_negative",
    "part_of_whole", "parts",
)  # fmt: skip


def definition_of(indicator: Indicator) -> Definition:
    """What an indicator is defined as."""
    told = {one.name: getattr(indicator, one.name) for one in fields(Definition)}
    return Definition(**told | {"parts": list(indicator.parts)})


@transaction.atomic
def amend_definition(
    indicator: Indicator, definition: Definition, *, by: User, reason: str, at: datetime | None = None
) -> Indicator:
    """Put an indicator in other words; what gives figures their meaning changes only while nothing rests on it. The code stays.

    Raises NotAllowed, Refused (with its field)."""
    indicator = Indicator.objects.select_for_update(of=("self",)).select_related("owner").get(pk=indicator.pk)
    if not reason.strip():
        raise Refused(_("Please say why."), field="reason")
    before = definition_of(indicator)
    check_amending(indicator, definition, by=by)
    after = definition.columns() | {"code": indicator.code}
    for name, value in after.items():
        setattr(indicator, name, value)
    indicator.folded = fold(definition.name)[:200]
    indicator.save()
    told = {name: [value, after[name]] for name, value in before.columns().items() if value != after[name]}
    book.write("targets.definition_amended", by=by, on=indicator, unit=indicator.owner, after=told, note=reason, at=at)
    return indicator


def check_amending(indicator: Indicator, definition: Definition, *, by: User) -> None:
    """Whether an indicator may be defined so from now on. Raises NotAllowed, Refused."""
    if not rules.can_define_indicator(by, indicator.owner):
        raise NotAllowed(rules.who_may_define_indicator(indicator.owner))
    if indicator.source == Source.LIVE or definition.provider:
        raise Refused(_("“%(name)s” is counted by the program; nothing is typed.") % {"name": indicator.name})
    before = definition_of(indicator)
    other = [name for name in MEANING if getattr(before, name) != getattr(definition, name)]
    if other and is_rested_on(indicator):
        titles = [getattr(Indicator._meta.get_field(name.removesuffix("_id")), "verbose_name", name) for name in other]
        sentence = _(
            "Figures or targets rest on “%(name)s”, so this stays as it is: %(what)s. Define another indicator."
        )
        raise Refused(sentence % {"name": indicator.name, "what": ", ".join(map(str, titles))}, field=other[0])
    _checked(indicator.owner, replace(definition, code=indicator.code), but=indicator)


def is_rested_on(indicator: Indicator) -> bool:
    """Whether anything speaks of an indicator: figures, targets, criteria, forms, or another that it weighs."""
    for relation in Indicator._meta.related_objects:
        table = relation.related_model
        if not isinstance(table, str) and table._base_manager.filter(**{relation.field.name: indicator}).exists():
            return True
    return False


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
