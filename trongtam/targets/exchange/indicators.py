"""What a unit measures, as a sheet. New indicators are defined; one that stands is not redefined by a sheet, since figures were
stated under it; undoing takes a definition back while nothing was measured by it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trongtam.accounts.models import User
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.sheets import Value
from trongtam.ground.vntext import fold
from trongtam.imports.kinds import (
    CREATED,
    UNCHANGED,
    Done,
    Entry,
    Errand,
    Field,
    Kind,
    NotKept,
    Scope,
    Verdict,
    judged,
    one_by_one,
)
from trongtam.org.exchange.common import referred
from trongtam.org.models import UnitKind

from .. import rules
from ..computing.scope import scope_path
from ..models import Across, Better, Every, Indicator, Measure, Sector, Source
from ..operations import Definition, define_indicator
from ..operations.indicators import check_definition, withdraw_definition
from .common import board_of, indicators_of, scope_of
from .measurements import NO, YES

_CHOICES: dict[str, tuple[Any, type[TextChoices]]] = {
    "measure": (gettext_lazy("Kind of quantity"), Measure),
    "better": (gettext_lazy("What is better"), Better),
    "sector": (gettext_lazy("Sector"), Sector),
    "stated_by": (gettext_lazy("Who types the figures"), UnitKind),
    "every": (gettext_lazy("How often"), Every),
    "across": (gettext_lazy("How units are put together"), Across),
}
_TICKS = {
    "part_of_whole": gettext_lazy("A share of a whole, at most 100%"),
    "counts_people": gettext_lazy("Counts persons or households"),
    "non_negative": gettext_lazy("never below zero"),
}
_NEEDED = ("measure", "sector")
FIELDS = (
    Field("code", gettext_lazy("Indicator code"), width=24),
    Field("name", gettext_lazy("Name"), required=True, width=40),
    Field("unit_of_measure", gettext_lazy("Unit of measure"), required=True),
    *(Field(key, title, required=key in _NEEDED, width=20) for key, (title, _kind) in _CHOICES.items()),
    Field("decimals", gettext_lazy("Digits after the comma"), kind="number"),
    Field("scale", gettext_lazy("scale"), kind="number"),
    Field("weight", gettext_lazy("Weighted by"), width=24),
    Field("hint", gettext_lazy("What exactly is asked"), width=40),
    Field("parts", gettext_lazy("Parts of the whole"), width=30),
    *(Field(key, title) for key, title in _TICKS.items()),
)
_COMPARED = [one.name for one in fields(Definition) if one.name != "provider"]


def require(user: User, scope: Scope) -> None:
    if not rules.can_define_indicator(user, scope.subject):
        raise NotAllowed(rules.who_may_define_indicator(scope.subject))


def _ours(user: User, scope: Scope) -> QuerySet[Indicator]:
    owned = Indicator.objects.visible_to(user).filter(owner__path__startswith=scope_path(scope.subject))
    return owned.exclude(source=Source.LIVE).select_related("weight").order_by("code")


def rows(user: User, scope: Scope, _year: int) -> Iterator[Sequence[Value]]:
    """What the unit and those below have defined for themselves; what comes with the program does not go out."""
    for one in _ours(user, scope):
        chosen = [str(kind(getattr(one, key)).label) for key, (_title, kind) in _CHOICES.items()]
        ticks = ["có" if getattr(one, key) else "không" for key in _TICKS]
        weight = one.weight.code if one.weight else None
        told = (Decimal(one.decimals), Decimal(one.scale), weight, one.hint, "; ".join(one.parts))
        yield (one.code, one.name, one.unit_of_measure, *chosen, *told, *ticks)


class IndicatorsDesk:
    """One batch's dealings with what a unit measures."""

    def __init__(self, errand: Errand):
        self.errand = errand
        self.known = indicators_of(errand.by)
        self.stands = {one.code: one for one in _ours(errand.by, errand.scope)}
        self.by_name = {fold(one.name): one for one in self.stands.values()}

    def judge(self, entries: Sequence[Entry]) -> list[Verdict]:
        return judged(entries, self._judge)

    def _judge(self, entry: Entry) -> Verdict:
        told = self._definition(entry)
        stands = self.stands.get(told.code) if told.code else self.by_name.get(fold(told.name))
        if stands is not None:
            if any(getattr(stands, name) != getattr(told, name) for name in _COMPARED if name != "code"):
                raise Refused(_("What is measured stays as it was defined, since figures rest on it: define another."))
            return Verdict(UNCHANGED, label=told.name, key=stands.code)
        if told.code and Indicator.objects.filter(code=told.code).exists():
            raise Refused(_("Another indicator has the code “%(code)s”.") % {"code": told.code}, field="code")
        check_definition(self.errand.scope.subject, told)
        return Verdict(CREATED, label=told.name, said=told.unit_of_measure, key=fold(told.name), plan={}, meant=told)

    def _definition(self, entry: Entry) -> Definition:
        chosen = {key: _choice(entry, key, kind) for key, (_title, kind) in _CHOICES.items()}
        ticks = {key: _tick(entry, key) for key in _TICKS}
        weight = entry.text("weight")
        given: dict[str, Any] = {name: value for name, value in (chosen | ticks).items() if value is not None}
        unit = entry.text("unit_of_measure")
        percent = unit == "%" and given.get("measure") == Measure.RATIO
        return Definition(
            name=" ".join(entry.text("name").split()),
            unit_of_measure=unit,
            code=entry.text("code"),
            hint=entry.text("hint"),
            decimals=_whole(entry, "decimals", 0),
            scale=_whole(entry, "scale", 100 if percent else 1),
            weight_id=self.known.find(weight, "weight").pk if weight else None,
            parts=[part.strip() for part in entry.text("parts").split(";") if part.strip()],
            **given,
        )

    def keep(self, lines: Sequence[tuple[Entry, Verdict]]) -> list[Mapping[str, Any] | NotKept | None]:
        return one_by_one(lines, self._keep)

    def _keep(self, _entry: Entry, verdict: Verdict) -> Mapping[str, Any]:
        owner = self.errand.scope.subject
        return {"indicator": define_indicator(owner, verdict.meant, by=self.errand.by, at=self.errand.at).pk}

    def in_the_way(self, lines: Sequence[Done]) -> Mapping[int, str]:
        used = referred(Indicator, {line.kept["indicator"] for line in lines})
        weights = Indicator.objects.filter(weight__isnull=False).values_list("weight", flat=True)
        used |= {pk for pk in weights if pk is not None}
        sentence = _("Targets or figures rest on this indicator by now.")
        return {line.number: sentence for line in lines if line.kept["indicator"] in used}

    def take_back(self, lines: Sequence[Done], *, at: datetime) -> None:
        stands = Indicator.objects.in_bulk([line.kept["indicator"] for line in lines])
        for line in lines:
            withdraw_definition(stands[line.kept["indicator"]], by=self.errand.by, reason=self.errand.reason, at=at)


def _choice(entry: Entry, key: str, kind: type[TextChoices]) -> str | None:
    text = entry.text(key)
    if not text:
        if key in _NEEDED:
            raise Refused(_("“%(title)s” is missing.") % {"title": _CHOICES[key][0]}, field=key)
        return None
    known = {fold(str(one.label)): one.value for one in kind} | {fold(str(one.value)): one.value for one in kind}
    if (found := known.get(fold(text))) is None:
        names = {"text": text, "known": ", ".join(str(one.label) for one in kind)}
        raise Refused(_("“%(text)s” is none of: %(known)s.") % names, field=key)
    return str(found)


def _tick(entry: Entry, key: str) -> bool | None:
    text = fold(entry.text(key))
    if text and text not in YES | NO:
        raise Refused(_("“%(text)s” is neither yes nor no.") % {"text": text}, field=key)
    return text in YES if text else None


def _whole(entry: Entry, key: str, usual: int) -> int:
    cell = entry.number_text(key)
    if cell == "":
        return usual
    if not str(cell).isdecimal():
        raise Refused(_("“%(text)s” must be a whole number.") % {"text": cell}, field=key)
    return int(str(cell))


KIND = Kind(
    title=gettext_lazy("Indicators measured"),
    lead=gettext_lazy("What the unit measures: the unit of measure, who types the figures and how often."),
    fields=FIELDS,
    scope=scope_of,
    require=require,
    rows=rows,
    desk=IndicatorsDesk,
    home=board_of,
)
