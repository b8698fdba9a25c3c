"""What a unit measures, as a sheet. New indicators are defined; one that stands is put in other words, and means something else
only while nothing rests on it; undoing takes a definition back while nothing was measured by it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
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
    UPDATED,
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
from ..operations.indicators import (
    MEANING,
    amend_definition,
    check_amending,
    check_definition,
    definition_of,
    withdraw_definition,
)
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
_COMPARED = [one.name for one in fields(Definition) if one.name not in ("provider", "code")]


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
        code = entry.text("code")
        stands = self.stands.get(code) if code else self.by_name.get(fold(" ".join(entry.text("name").split())))
        told = self._definition(entry, stands)
        if stands is not None:
            return self._amended(stands, told)
        if told.code and Indicator.objects.filter(code=told.code).exists():
            raise Refused(_("Another indicator has the code “%(code)s”.") % {"code": told.code}, field="code")
        check_definition(self.errand.scope.subject, told)
        return Verdict(CREATED, label=told.name, said=told.unit_of_measure, key=fold(told.name), plan={}, meant=told)

    def _amended(self, stands: Indicator, told: Definition) -> Verdict:
        before = definition_of(stands)
        changed = [name for name in _COMPARED if getattr(before, name) != getattr(told, name)]
        mark = sha256(json.dumps(before.columns(), sort_keys=True).encode()).hexdigest()
        if not changed:
            return Verdict(UNCHANGED, label=told.name, key=stands.code, mark=mark)
        check_amending(stands, told, by=self.errand.by)
        said = "; ".join(f"{_title(name)}: {_shown(before, name)} → {_shown(told, name)}" for name in changed)
        plan = {"was": before.columns()}
        return Verdict(UPDATED, label=told.name, said=said, key=stands.code, mark=mark, plan=plan, meant=(stands, told))

    def _definition(self, entry: Entry, stands: Indicator | None) -> Definition:
        """What the line defines; of one that stands an empty cell keeps what it says already."""
        if stands is not None:
            return self._in_other_words(entry, definition_of(stands))
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

    def _in_other_words(self, entry: Entry, before: Definition) -> Definition:
        told: dict[str, Any] = {
            "name": " ".join(entry.text("name").split()),
            "unit_of_measure": entry.text("unit_of_measure"),
            "hint": entry.text("hint"),
            "parts": [part.strip() for part in entry.text("parts").split(";") if part.strip()],
        }
        given = {name: value for name, value in told.items() if value}
        chosen = {key: _choice(entry, key, kind, needed=False) for key, (_title, kind) in _CHOICES.items()}
        ticks = {key: _tick(entry, key) for key in _TICKS}
        given |= {name: value for name, value in (chosen | ticks).items() if value is not None}
        given["decimals"] = _whole(entry, "decimals", before.decimals)
        given["scale"] = _whole(entry, "scale", before.scale)
        if weight := entry.text("weight"):
            given["weight_id"] = self.known.find(weight, "weight").pk
        return replace(before, **given)

    def keep(self, lines: Sequence[tuple[Entry, Verdict]]) -> list[Mapping[str, Any] | NotKept | None]:
        return one_by_one(lines, self._keep)

    def _keep(self, _entry: Entry, verdict: Verdict) -> Mapping[str, Any]:
        owner, by, at = self.errand.scope.subject, self.errand.by, self.errand.at
        if verdict.outcome == CREATED:
            return {"indicator": define_indicator(owner, verdict.meant, by=by, at=at).pk}
        stands, told = verdict.meant
        made = amend_definition(stands, told, by=by, reason=self.errand.reason, at=at)
        return {"indicator": made.pk, "now": definition_of(made).columns()}

    def in_the_way(self, lines: Sequence[Done]) -> Mapping[int, str]:
        ids = {line.kept["indicator"] for line in lines}
        stands, used = Indicator.objects.in_bulk(ids), referred(Indicator, ids)
        weights = Indicator.objects.filter(weight__isnull=False).values_list("weight", flat=True)
        used |= {pk for pk in weights if pk is not None}
        found = {}
        for line in lines:
            one = stands.get(line.kept["indicator"])
            if one is None or (line.outcome == UPDATED and definition_of(one).columns() != line.kept["now"]):
                found[line.number] = _("What is measured was defined anew since.")
            elif one.pk in used and (line.outcome == CREATED or _means_other(line)):
                found[line.number] = _("Targets or figures rest on this indicator by now.")
        return found

    def take_back(self, lines: Sequence[Done], *, at: datetime) -> None:
        stands = Indicator.objects.in_bulk([line.kept["indicator"] for line in lines])
        told: dict[str, Any] = {"by": self.errand.by, "reason": self.errand.reason, "at": at}
        for line in lines:
            one = stands[line.kept["indicator"]]
            if line.outcome == CREATED:
                withdraw_definition(one, **told)
            else:
                amend_definition(one, Definition(**line.plan["was"]), **told)


def _means_other(line: Done) -> bool:
    """Whether the line changed what gives figures their meaning."""
    return any(line.plan["was"][name] != line.kept["now"][name] for name in MEANING)


def _title(name: str) -> str:
    key = name.removesuffix("_id")
    return next(str(one.title) for one in FIELDS if one.key == key)


def _shown(told: Definition, name: str) -> str:
    """As the sheet writes it."""
    value = getattr(told, name)
    if name in _CHOICES:
        return str(_CHOICES[name][1](value).label)
    if name in _TICKS:
        return "có" if value else "không"
    if name == "weight_id":
        return str(Indicator.objects.get(pk=value).name) if value else "–"
    return "; ".join(value) if name == "parts" else str(value) or "–"


def _choice(entry: Entry, key: str, kind: type[TextChoices], *, needed: bool = True) -> str | None:
    text = entry.text(key)
    if not text:
        if needed and key in _NEEDED:
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
    lead=gettext_lazy(
        "What the unit measures, who types the figures and how often. An empty cell leaves an indicator that stands as it is."
    ),
    fields=FIELDS,
    scope=scope_of,
    require=require,
    rows=rows,
    desk=IndicatorsDesk,
    home=board_of,
)
