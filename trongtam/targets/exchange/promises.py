"""Targets as a sheet, and the parts of a target that units below were given. What exists is amended, all else is set or
allotted, each by its operation; undoing withdraws what was set and amends back what was changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trongtam.accounts.models import User
from trongtam.ground import numbers
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.periods import Period
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
from trongtam.org.models import Unit

from .. import rules
from ..computing.scope import scope_path
from ..models import Comparator, Form, Indicator, Target
from ..operations import Root, allot, amend_target, set_target, withdraw_target
from ..operations.targets import unsaved_target
from ..plan_words import read_plan
from ..presentation.words import pledge
from ..promise import Promise, promise_of
from .common import board_of, indicators_of, period_cell, scope_of, units_of

_NUMBERS = ("plan", "plan_to", "tolerance", "baseline")

_PROMISED = (
    Field("comparator", gettext_lazy("Comparator")),
    Field("plan", gettext_lazy("Plan"), kind="number", hint=gettext_lazy("95, or “from 95”")),
    Field("plan_to", gettext_lazy("Plan, upper end"), kind="number"),
    Field("tolerance", gettext_lazy("Tolerance"), kind="number"),
    Field("baseline", gettext_lazy("Baseline"), kind="number"),
    Field("baseline_on", gettext_lazy("Baseline dated"), kind="date"),
    Field("form", gettext_lazy("What the plan counts")),
    Field("part", gettext_lazy("Part of the whole")),
)
TARGET_FIELDS = (
    Field("code", gettext_lazy("Target code"), width=12),
    Field("unit", gettext_lazy("Unit code"), required=True, width=24),
    Field("unit_name", gettext_lazy("Unit"), told=True, width=30),
    Field("indicator", gettext_lazy("Indicator code"), required=True, width=24),
    Field("indicator_name", gettext_lazy("Indicator"), told=True, width=40),
    Field("period", gettext_lazy("Period"), required=True, width=12),
    *_PROMISED,
)
ALLOTMENT_FIELDS = (
    Field("target", gettext_lazy("Target code"), required=True, width=12),
    Field("target_name", gettext_lazy("Target"), told=True, width=40),
    Field("unit", gettext_lazy("Unit code"), required=True, width=24),
    Field("unit_name", gettext_lazy("Unit"), told=True, width=30),
    *_PROMISED,
)


def code_of(target: Target) -> str:
    """The stable code of a target in sheets."""
    return f"CT{target.pk}"


def require(user: User, scope: Scope) -> None:
    if not rules.can_set_target(user, scope.subject):
        raise NotAllowed(rules.who_may_set_target(scope.subject))


def _ours(user: User, scope: Scope) -> QuerySet[Target]:
    found = Target.objects.visible_to(user).in_force().filter(unit__path__startswith=scope_path(scope.subject))
    return found.select_related("unit", "indicator", "clause__document__term", "document__term")


def target_rows(user: User, scope: Scope, year: int) -> Iterator[Sequence[Value]]:
    """The targets in force whose period touches the year."""
    asked = _ours(user, scope).filter(parent=None, period_start__year__lte=year, period_end__year__gte=year)
    for one in asked.order_by("unit__path", "order", "pk"):
        yield (
            code_of(one), one.unit.code, one.unit.name, one.indicator.code, one.name or one.indicator.name,
            one.period_code, *_written(one),
        )  # fmt: skip


def allotment_rows(user: User, scope: Scope, year: int) -> Iterator[Sequence[Value]]:
    """The parts in force, each beside the target that it is a part of."""
    asked = _ours(user, scope).filter(parent__isnull=False, period_start__year__lte=year, period_end__year__gte=year)
    for one in asked.order_by("parent", "unit__path", "pk"):
        yield (f"CT{one.parent_id}", one.name or one.indicator.name, one.unit.code, one.unit.name, *_written(one))


def _written(target: Target) -> Sequence[Value]:
    told = promise_of(target)
    baseline: Value = told.baseline
    if told.baseline is not None and told.baseline_bound:
        baseline = numbers.with_bound(numbers.write(told.baseline), told.baseline_bound)
    form = str(Form(told.form).label)
    return told.comparator, told.plan, told.plan_to, told.tolerance, baseline, told.baseline_on, form, told.part


@dataclass(frozen=True, slots=True)
class Meant:
    """What a line promises, and the target that stands already."""

    unit: Unit
    indicator: Indicator
    period: Period
    promise: Promise
    stands: Target | None
    parent: Target | None = None


class TargetsDesk:
    """One batch's dealings with targets of a unit and of those below."""

    def __init__(self, errand: Errand):
        self.errand = errand
        self.units, self.indicators = units_of(errand.by, errand.scope), indicators_of(errand.by)
        self.stands: dict[str, Target] = {code_of(one): one for one in _ours(errand.by, errand.scope)}

    # -- judging

    def judge(self, entries: Sequence[Entry]) -> list[Verdict]:
        return judged(entries, self._judge)

    def _judge(self, entry: Entry) -> Verdict:
        meant = self._meant(entry)
        label = f"{meant.unit.name} · {meant.indicator.name} · {meant.period.code}"
        key = f"{meant.parent.pk if meant.parent else ''} {meant.unit.pk} {meant.indicator.pk} {meant.period.code}"
        said = pledge(meant.promise, meant.indicator.unit_of_measure)
        if meant.stands is None:
            self._check_new(meant)
            return Verdict(CREATED, label=label, said=said, key=f"{key} {meant.promise.part}", plan={}, meant=meant)
        before = promise_of(meant.stands)
        plan = {"target": meant.stands.pk, "was": packed(before)}
        key, mark = code_of(meant.stands), f"{meant.stands.pk} {hash_of(before)}"
        if packed(before) == packed(meant.promise):
            return Verdict(UNCHANGED, label=label, said=said, key=key, mark=mark)
        if not rules.can_amend_target(self.errand.by, meant.stands):
            raise NotAllowed(rules.who_may_set_target(meant.unit))
        unsaved_target(
            meant.unit, meant.indicator, meant.period, meant.promise, _root(meant.stands), self.errand.by, ()
        )
        was = pledge(before, meant.indicator.unit_of_measure)
        return Verdict(UPDATED, label=label, said=f"{was} → {said}", key=key, mark=mark, plan=plan, meant=meant)

    def _meant(self, entry: Entry) -> Meant:
        unit = self.units.find(entry.text("unit"), "unit")
        indicator = self.indicators.find(entry.text("indicator"), "indicator")
        period = period_cell(entry.cells.get("period"), entry.text("period"))
        promise = _promise(entry, indicator)
        stands = self._standing(entry, unit, indicator, period, promise)
        if stands is not None and (stands.unit_id, stands.indicator_id, stands.period_code) != (
            unit.pk,
            indicator.pk,
            period.code,
        ):
            raise Refused(_("The unit, the indicator and the period of a target do not change: set a new one."))
        return Meant(unit, indicator, period, promise, stands)

    def _standing(
        self, entry: Entry, unit: Unit, indicator: Indicator, period: Period, promise: Promise
    ) -> Target | None:
        """By its code; without one the only target of this unit, indicator, period and part."""
        if code := entry.text("code").upper():
            if code not in self.stands:
                raise Refused(_("There is no target “%(code)s” here.") % {"code": code}, field="code")
            return self.stands[code]
        place = (unit.pk, indicator.pk, period.code, promise.part)
        found = [
            one
            for one in self.stands.values()
            if one.parent_id is None and (one.unit_id, one.indicator_id, one.period_code, one.part) == place
        ]
        if len(found) > 1:
            raise Refused(_("Several targets stand here for the same: write the code of the one that is meant."))
        return found[0] if found else None

    def _check_new(self, meant: Meant) -> None:
        if not rules.can_set_target(self.errand.by, meant.unit):
            raise NotAllowed(rules.who_may_set_target(meant.unit))
        unsaved_target(meant.unit, meant.indicator, meant.period, meant.promise, Root(), self.errand.by, ())

    # -- keeping

    def keep(self, lines: Sequence[tuple[Entry, Verdict]]) -> list[Mapping[str, Any] | NotKept | None]:
        return one_by_one(lines, self._keep)

    def _keep(self, _entry: Entry, verdict: Verdict) -> Mapping[str, Any]:
        meant: Meant = verdict.meant
        by, at = self.errand.by, self.errand.at
        if meant.stands is not None:
            made = amend_target(meant.stands, meant.promise, by=by, basis=self.errand.reason, at=at)
        else:
            made = self._set(meant, by, at)
        return {"target": made.pk, "now": packed(promise_of(made))}

    def _set(self, meant: Meant, by: User, at: datetime | None) -> Target:
        return set_target(meant.unit, meant.indicator, meant.period, meant.promise, by=by, at=at)

    # -- undoing

    def in_the_way(self, lines: Sequence[Done]) -> Mapping[int, str]:
        found = {}
        ids = [line.kept["target"] for line in lines]
        stands = Target.objects.select_related("indicator").in_bulk(ids)
        new = {line.kept["target"] for line in lines if line.outcome == CREATED}
        parts = Target.objects.in_force().filter(parent__in=new).exclude(pk__in=new)
        shared = set(parts.values_list("parent_id", flat=True))
        for line in lines:
            one = stands[line.kept["target"]]
            if one.withdrawn_at is not None:
                found[line.number] = _("The target was withdrawn since.")
            elif packed(promise_of(one)) != line.kept["now"]:
                found[line.number] = _("The target was amended since.")
            elif one.pk in shared:
                found[line.number] = _("Units below were given their parts of it since.")
        return found

    def take_back(self, lines: Sequence[Done], *, at: datetime) -> None:
        stands = Target.objects.in_bulk([line.kept["target"] for line in lines])
        for line in lines:
            one, by, why = stands[line.kept["target"]], self.errand.by, self.errand.reason
            if line.outcome == CREATED:
                withdraw_target(one, by=by, reason=why, at=at)
            else:
                amend_target(one, unpacked(line.plan["was"]), by=by, basis=why, acknowledged=_SURE, at=at)


_SURE = ("plan_zero", "outside_term")


def _root(target: Target) -> Root:
    return Root(clause=target.clause, document=target.document)


class AllotmentsDesk(TargetsDesk):
    """One batch's dealings with the parts of targets."""

    def _meant(self, entry: Entry) -> Meant:
        code = entry.text("target").upper()
        parent = self.stands.get(code)
        if parent is None:
            raise Refused(_("There is no target “%(code)s” here.") % {"code": code}, field="target")
        unit = self.units.find(entry.text("unit"), "unit")
        stands = next(
            (one for one in self.stands.values() if one.parent_id == parent.pk and one.unit_id == unit.pk), None
        )
        period = Period.parse(parent.period_code)
        return Meant(unit, parent.indicator, period, _promise(entry, parent.indicator), stands, parent)

    def _check_new(self, meant: Meant) -> None:
        assert meant.parent is not None
        if not rules.can_allot(self.errand.by, meant.parent):
            raise NotAllowed(rules.who_may_set_target(meant.parent.unit))
        if meant.unit.pk == meant.parent.unit_id or not meant.unit.path.startswith(scope_path(meant.parent.unit)):
            names = {"unit": meant.unit.name, "above": meant.parent.unit.name}
            raise Refused(_("%(unit)s does not stand below %(above)s.") % names, field="unit")
        root = _root(meant.parent)
        unsaved_target(meant.unit, meant.indicator, meant.period, meant.promise, root, self.errand.by, ())

    def _set(self, meant: Meant, by: User, at: datetime | None) -> Target:
        assert meant.parent is not None
        return allot(meant.parent, meant.unit, meant.promise, by=by, at=at)


# -- a promise from its cells, and as JSON keeps it --------------------------------------------------------------------


def _promise(entry: Entry, indicator: Indicator) -> Promise:
    comparator = _comparator(entry.text("comparator"))
    plan, plan_to = entry.number_text("plan"), _number(entry, "plan_to", indicator)
    value: Decimal | None = None
    if isinstance(plan, Decimal):
        value = plan
    elif plan:
        read = read_plan(plan, unit=indicator.unit_of_measure)
        if comparator and read.comparator and comparator != read.comparator:
            sentence = _("“%(text)s” says something else than “%(chosen)s”. Please choose one of them.")
            raise Refused(sentence % {"text": plan, "chosen": Comparator(comparator).label}, field="plan")
        value, comparator, plan_to = (
            read.low,
            comparator or read.comparator,
            plan_to if read.high is None else read.high,
        )
    baseline = entry.number_text("baseline")
    read_base = (
        numbers.read(baseline, unit=indicator.unit_of_measure) if isinstance(baseline, str) and baseline else None
    )
    form = _form(entry.text("form"))
    return Promise(
        plan=value,
        comparator=comparator or Promise(form=form).usual_comparator(indicator),
        plan_to=plan_to,
        tolerance=_number(entry, "tolerance", indicator),
        baseline=read_base.value if read_base else baseline if isinstance(baseline, Decimal) else None,
        baseline_on=entry.day("baseline_on"),
        baseline_bound=read_base.bound if read_base and read_base.bound != numbers.EXACTLY else None,
        form=form,
        part=entry.text("part"),
    )


def _number(entry: Entry, key: str, indicator: Indicator) -> Decimal | None:
    cell = entry.number_text(key)
    if isinstance(cell, Decimal):
        return cell
    return numbers.read(cell, unit=indicator.unit_of_measure).value if cell else None


def _comparator(text: str) -> str:
    if not text:
        return ""
    known = {fold(str(one.label)): one.value for one in Comparator} | {one.value: one.value for one in Comparator}
    found = known.get(text) or known.get(fold(text))
    if found is None:
        raise Refused(_("“%(text)s” is no comparator: write >=, <=, = or range.") % {"text": text}, field="comparator")
    return str(found)


def _form(text: str) -> str:
    if not text:
        return Form.LEVEL
    known = {fold(str(one.label)): one.value for one in Form} | {one.value: one.value for one in Form}
    found = known.get(text) or known.get(fold(text))
    if found is None:
        raise Refused(_("“%(text)s” does not say what the plan counts.") % {"text": text}, field="form")
    return str(found)


def packed(promise: Promise) -> dict[str, Any]:
    """Plain JSON values; equal where two promises say the same."""
    told: dict[str, Any] = {}
    for name in _NUMBERS:
        number = getattr(promise, name)
        told[name] = None if number is None else numbers.write(number, group=False)
    on = promise.baseline_on
    told["baseline_on"] = on.isoformat() if on else None
    bound = promise.baseline_bound or numbers.EXACTLY
    return told | {"comparator": promise.comparator, "form": str(promise.form), "part": promise.part, "bound": bound}


def unpacked(told: Mapping[str, Any]) -> Promise:
    given: dict[str, Any] = {
        name: None if told[name] is None else Decimal(told[name].replace(",", ".")) for name in _NUMBERS
    }
    on = date.fromisoformat(told["baseline_on"]) if told["baseline_on"] else None
    words = {name: told[name] for name in ("comparator", "form", "part")}
    return Promise(**given, **words, baseline_on=on, baseline_bound=told["bound"])


def hash_of(promise: Promise) -> str:
    """Short, and another for another promise."""
    told = packed(promise)
    return " ".join(f"{told[name] or ''}" for name in ("comparator", "plan", "plan_to", "baseline"))[:40]


TARGETS = Kind(
    title=gettext_lazy("Targets"),
    lead=gettext_lazy(
        "What was promised, one line for one target. A target that stands already is amended, with the decision."
    ),
    fields=TARGET_FIELDS,
    scope=scope_of,
    require=require,
    rows=target_rows,
    desk=TargetsDesk,
    home=board_of,
    yearly=True,
)
ALLOTMENTS = Kind(
    title=gettext_lazy("Parts of targets"),
    lead=gettext_lazy("What each unit below is given of a target, one line for one unit and target."),
    fields=ALLOTMENT_FIELDS,
    scope=scope_of,
    require=require,
    rows=allotment_rows,
    desk=AllotmentsDesk,
    home=board_of,
    yearly=True,
)
