"""Units as a sheet: new ones are founded, one below another of the same sheet too; one that stands is renamed or moved from a
day on. Undoing takes a founding, a name or a move back while nothing later was built on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
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

from .. import rules
from ..models import Placement, Unit, UnitKind, UnitName
from ..operations.checks import (
    clean_unit_name,
    printed,
    refuse_twin,
    require_nesting,
    require_past,
    require_standing,
)
from ..operations.reversing import refuse_built_on_move, withdraw_move, withdraw_renaming
from ..operations.unfounding import withdraw_founding
from ..operations.units import check_moving, check_renaming, found_unit, move_unit, rename_unit
from .common import Units, page_of, referred, scope_of

FIELDS = (
    Field("code", gettext_lazy("Unit code"), width=24),
    Field(
        "name",
        gettext_lazy("Name of the unit"),
        required=True,
        width=36,
        also=("ten chi bo", "ten don vi", "ten ap", "ten thon", "ten", "chi bo", "don vi", "ap", "thon", "khu pho"),
    ),
    Field(
        "kind", gettext_lazy("Kind of unit"), required=True, width=18, also=("loai",), every=lambda one: every_kind(one)
    ),
    Field(
        "parent", gettext_lazy("Code of the unit above"), required=True, width=24, every=lambda one: every_parent(one)
    ),
    Field("parent_name", gettext_lazy("Unit above"), told=True, width=30),
    Field("official_code", gettext_lazy("Official code")),
    Field("serves", gettext_lazy("Code of the hamlet that a cell serves"), width=24),
    Field("on", gettext_lazy("Founded on"), kind="date"),
    Field("basis", gettext_lazy("Legal basis"), width=30),
    Field(
        "since", gettext_lazy("New name or place holds from"), kind="date", hint=gettext_lazy("Only where it changes")
    ),
    Field("decision", gettext_lazy("Decision on the new name or place"), width=30),
)


def every_kind(scope: Scope) -> list[tuple[str, str]]:
    """What the units of a list may all be: below a committee cells first, below a commune hamlets."""
    first = UnitKind.CELL if scope.subject.kind in PARTY_HOUSES else UnitKind.HAMLET
    kinds = (first, *(kind for kind in LISTED_KINDS if kind != first))
    return [(str(kind), str(kind.label)) for kind in kinds]


def every_parent(scope: Scope) -> list[tuple[str, str]]:
    """The unit of the sheet itself, then those right below it that hold others."""
    below = scope.subject.children.filter(ended_on=None, kind__in=HOLDERS).order_by("path")
    return [(unit.code, unit.name) for unit in (scope.subject, *below)]


LISTED_KINDS = (UnitKind.CELL, UnitKind.HAMLET, UnitKind.GROUP, UnitKind.CLUSTER)
PARTY_HOUSES = (UnitKind.PARTY_COMMITTEE, UnitKind.CLUSTER)
HOLDERS = (UnitKind.PARTY_COMMITTEE, UnitKind.CLUSTER, UnitKind.HAMLET)


@dataclass(frozen=True, slots=True)
class Meant:
    """A unit to be founded; `parent` and `serves` may be founded by an earlier line, so they go by what the line wrote."""

    code: str
    name: str
    kind: str
    parent: str
    serves: str
    official_code: str
    on: date
    basis: str


@dataclass(frozen=True, slots=True)
class Change:
    """Another name or another place for a unit that stands; None where it stays. The unit above may be founded by an earlier
    line, so it goes by what the line wrote."""

    unit: Unit
    name: str | None
    parent: str | None
    on: date
    basis: str


def require(user: User, scope: Scope) -> None:
    if not rules.can_found_unit(user, scope.subject):
        raise NotAllowed(rules.who_may_keep_units(scope.subject))


def _ours(user: User, scope: Scope) -> Any:
    return Unit.objects.visible_to(user).filter(path__startswith=scope.subject.path, ended_on=None)


def rows(user: User, scope: Scope, _year: int) -> Iterator[Sequence[Value]]:
    """The units below; the unit itself is where the sheet is asked for."""
    below = _ours(user, scope).exclude(pk=scope.subject.pk).select_related("parent", "serves")
    first = {
        placed.unit_id: placed.basis for placed in Placement.objects.filter(unit__in=below).order_by("-valid_from")
    }
    for one in below.order_by("path"):
        serves = one.serves.code if one.serves else None
        yield (
            one.code, one.name, str(UnitKind(one.kind).label), one.parent.code, one.parent.name, one.official_code,
            serves, one.founded_on, first.get(one.pk, ""), None, "",
        )  # fmt: skip


class UnitsDesk:
    """One batch's dealings with the units below one."""

    def __init__(self, errand: Errand):
        self.errand = errand
        self.units = Units(_ours(errand.by, errand.scope).select_related("parent", "serves"))

    def judge(self, entries: Sequence[Entry]) -> list[Verdict]:
        return judged(entries, self._judge)

    def _judge(self, entry: Entry) -> Verdict:
        name, kind = clean_unit_name(entry.text("name")), _kind(entry.text("kind"))
        parent = self.units.find(entry.text("parent"), "parent")
        code = entry.text("code").lower()
        label = f"{name} · {parent.name}"
        stands = self.units.by_code.get(code) or self._same(name, kind, parent)
        if stands is not None and stands.pk is not None:
            _refuse_what_stays(stands, kind, entry)
            return self._changed(entry, stands, name, parent)
        if stands is not None:
            return Verdict(CREATED, label=label, key=_key(name, kind, parent))  # again: the machine refuses the second
        if code and Unit.objects.filter(code=code).exists():
            raise Refused(_("Another unit has the code “%(code)s”.") % {"code": code}, field="code")
        meant = self._meant(entry, code, name, kind)
        self._check(meant, parent)
        self.units.add(Unit(code=code or meant.name, name=name, kind=kind, parent=None, founded_on=meant.on, path=""))
        return Verdict(CREATED, label=label, key=_key(name, kind, parent), plan={}, meant=meant)

    def _changed(self, entry: Entry, unit: Unit, name: str, parent: Unit) -> Verdict:
        """A unit that stands, with the name and the unit above that its line says."""
        above = unit.parent
        assert above is not None  # what stands in a sheet stands below the unit whose sheet it is
        label, key = f"{unit.name} · {above.name}", f"{unit.pk}"
        mark = f"{unit.parent_id} {unit.name}"[:64]
        renamed, moved = name != unit.name, parent.pk != unit.parent_id
        if not renamed and not moved:
            return Verdict(UNCHANGED, label=label, key=key, mark=mark)
        on = entry.day("since") or self.errand.day or timezone.localdate(self.errand.at)
        by, at = self.errand.by, self.errand.at
        said = []
        if renamed:
            check_renaming(unit, by=by, name=name, on=on, at=at)
            said.append(f"{unit.name} → {name}")
        if moved and parent.pk is not None:
            check_moving(unit, parent, by=by, on=on, at=at)
        elif moved:
            self._check_moving_below_new(unit, parent, on)
        if moved:
            said.append(f"{above.name} → {parent.name}")
        said.append(_("from %(day)s") % {"day": printed(on)})
        basis = entry.text("decision") or self.errand.reason
        change = Change(unit, name if renamed else None, entry.text("parent") if moved else None, on, basis)
        plan = {"renamed": renamed, "moved": moved}
        return Verdict(UPDATED, label=label, said="; ".join(said), key=key, mark=mark, plan=plan, meant=change)

    def _check_moving_below_new(self, unit: Unit, parent: Unit, on: date) -> None:
        """Below a unit that an earlier line founds; all else is asked when it stands."""
        require_past(on, self.errand.at)
        require_nesting(unit.kind, parent)
        if on < parent.founded_on:
            raise Refused(_("The unit above does not exist on that day yet."), field="since")

    def _same(self, name: str, kind: str, parent: Unit) -> Unit | None:
        for one in self.units.by_code.values():
            if one.pk is not None and (one.kind, one.parent_id, fold(one.name)) == (kind, parent.pk, fold(name)):
                return one
        return None

    def _meant(self, entry: Entry, code: str, name: str, kind: str) -> Meant:
        serves = entry.text("serves")
        if serves and (kind != UnitKind.CELL or self.units.find(serves, "serves").kind != UnitKind.HAMLET):
            raise Refused(_("A cell serves a hamlet."), field="serves")
        if code and not _is_code(code):
            raise Refused(_("A code has small letters, digits and hyphens: %(code)s.") % {"code": code}, field="code")
        return Meant(
            code,
            name,
            kind,
            entry.text("parent"),
            serves,
            entry.text("official_code")[:10],
            entry.day("on") or timezone.localdate(self.errand.at),
            entry.text("basis") or self.errand.reason,
        )

    def _check(self, meant: Meant, parent: Unit) -> None:
        require_past(meant.on, self.errand.at)
        require_nesting(meant.kind, parent)
        if parent.pk is None:
            if meant.on < parent.founded_on:
                raise Refused(_("The unit above does not exist on that day yet."), field="on")
            return
        if not rules.can_found_unit(self.errand.by, parent):
            raise NotAllowed(rules.who_may_keep_units(parent))
        require_standing(parent, meant.on)
        refuse_twin(meant.name, meant.kind, parent)

    def keep(self, lines: Sequence[tuple[Entry, Verdict]]) -> list[Mapping[str, Any] | NotKept | None]:
        self.units = Units(_ours(self.errand.by, self.errand.scope))
        return one_by_one(lines, self._keep)

    def _keep(self, _entry: Entry, verdict: Verdict) -> Mapping[str, Any]:
        if isinstance(verdict.meant, Change):
            return self._keep_change(verdict.meant)
        meant: Meant = verdict.meant
        made = found_unit(
            by=self.errand.by,
            kind=meant.kind,
            name=meant.name,
            parent=self.units.find(meant.parent, "parent"),
            on=meant.on,
            basis=meant.basis,
            code=meant.code,
            serves=self.units.find(meant.serves, "serves") if meant.serves else None,
            official_code=meant.official_code,
            at=self.errand.at,
        )
        self.units.add(made)
        return {"unit": made.pk, "name": made.name, "parent": made.parent_id}

    def _keep_change(self, change: Change) -> Mapping[str, Any]:
        """Renamed first, then moved: the new place may have a unit of the old name."""
        unit = change.unit
        told: dict[str, Any] = {"by": self.errand.by, "on": change.on, "basis": change.basis, "at": self.errand.at}
        if change.name is not None:
            unit = rename_unit(unit, name=change.name, **told)
        if change.parent is not None:
            unit = move_unit(unit, parent=self.units.find(change.parent, "parent"), **told)
        return {"unit": unit.pk, "name": unit.name, "parent": unit.parent_id}

    def in_the_way(self, lines: Sequence[Done]) -> Mapping[int, str]:
        every = {line.kept["unit"] for line in lines}
        ids = {line.kept["unit"] for line in lines if line.outcome == CREATED}
        units = Unit.objects.in_bulk(every)
        named = referred(Unit, ids, but=(Unit, Placement, UnitName))
        below = set(Unit.objects.filter(parent__in=ids).exclude(pk__in=every).values_list("parent_id", flat=True))
        found = {}
        for line in lines:
            unit = units.get(line.kept["unit"])
            if unit is None or unit.ended_on is not None:
                found[line.number] = _("The unit was ended since.")
            elif (unit.name, unit.parent_id) != (line.kept["name"], line.kept["parent"]):
                found[line.number] = _("The unit was renamed or moved since.")
            elif unit.pk in named or unit.pk in below:
                found[line.number] = _("Something stands for this unit by now: people, figures, units below.")
            elif line.plan.get("moved") and (sentence := _built_on(unit)):
                found[line.number] = sentence
        return found

    def take_back(self, lines: Sequence[Done], *, at: datetime) -> None:
        units = Unit.objects.in_bulk([line.kept["unit"] for line in lines])
        told: dict[str, Any] = {"by": self.errand.by, "reason": self.errand.reason, "at": at}
        for line in lines:
            unit = units[line.kept["unit"]]
            if line.outcome == CREATED:
                withdraw_founding(unit, **told)
                continue
            if line.plan["moved"]:
                withdraw_move(unit, **told)
            if line.plan["renamed"]:
                withdraw_renaming(unit, **told)


def _built_on(unit: Unit) -> str:
    """Why the last move of a unit cannot be taken back; empty where it can."""
    try:
        refuse_built_on_move(unit)
    except Refused as refusal:
        return str(refusal)
    return ""


def _refuse_what_stays(stands: Unit, kind: str, entry: Entry) -> None:
    """What no sheet changes of a unit that stands."""
    if kind != stands.kind:
        raise Refused(_("The kind of a unit does not change."), field="kind")
    on, serves = entry.day("on"), entry.text("serves")
    told = (
        on not in (None, stands.founded_on)
        or entry.text("official_code") not in ("", stands.official_code)
        or (serves and serves != (stands.serves.code if stands.serves else ""))
    )
    if told:
        sentence = _(
            "A sheet changes a unit's name and the unit above it; the other columns of a unit that stands stay as they are."
        )
        raise Refused(sentence)


def _is_code(code: str) -> bool:
    return len(code) <= 40 and code.isascii() and all(sign.isalnum() or sign in "-_" for sign in code)


def _key(name: str, kind: str, parent: Unit) -> str:
    return f"{kind} {parent.code} {fold(name)}"


def _kind(text: str) -> str:
    known = {fold(str(one.label)): one.value for one in UnitKind} | {fold(one.value): one.value for one in UnitKind}
    found = known.get(fold(text)) if text else None
    if found is None:
        raise Refused(_("“%(text)s” is no kind of unit.") % {"text": text}, field="kind")
    return str(found)


KIND = Kind(
    title=gettext_lazy("Units"),
    lead=gettext_lazy(
        "One line for one unit. New ones are founded; a changed name renames and another unit above moves, from the line's day."
    ),
    asks_day=gettext_lazy("New names and places whose line says no day hold from"),
    fields=FIELDS,
    scope=scope_of,
    require=require,
    rows=rows,
    desk=UnitsDesk,
    home=page_of,
    portion=5000,
)
