"""Criteria as a sheet. Lines of a unit's own sets make and change them; of a set that is not its own, a line lays thresholds over
it. Undoing puts each set back as it was while nobody follows what came by the sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import groupby
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trongtam.accounts.models import User
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.sheets import Value
from trongtam.imports.kinds import (
    CREATED,
    REFUSED,
    UNCHANGED,
    UPDATED,
    Done,
    Entry,
    Errand,
    Kind,
    NotKept,
    Scope,
    Verdict,
)
from trongtam.org.models import Unit

from .. import rules
from ..criteria.lines import AT_COLUMNS, Line, key_of_line, lacking, lines_of, merged, table_after
from ..criteria.rows import PLAIN
from ..criteria.shapes import CriteriaSet, check_set, read_levels, read_set, told_levels
from ..models import CriteriaOverlay, KeptSet
from ..operations.criteria import adopted_by, check_free, check_levels_laid, keep_set, lay_levels, read_by, withdraw_set
from ..presentation.criteria import set_levels
from ..queries.criteria.shelves import levels_of, sets_for
from .criteria_cells import FIELDS, HEAD, key_cells, new_set, read_head, read_line, with_head, written

BETWEEN = "--"  # unit--set: the sheet of one set
EMPTY: Line = dict.fromkeys((*PLAIN, "year", *AT_COLUMNS), "")


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose sheet it is; `set_code` of one set, empty for all that the unit made or laid thresholds over."""

    unit: Unit
    set_code: str = ""


@dataclass(frozen=True, slots=True)
class Meant:
    set_code: str
    line: Line
    head: Mapping[str, Any]


def scope_of(user: User, code: str) -> Scope:
    """A unit, or a unit and one set that it may take ("xa-mau--NTM-2022"); 404 for who does not see it."""
    seen = Unit.objects.visible_to(user)
    unit, set_code = seen.filter(code=code).first(), ""
    if unit is None:
        before, _between, set_code = code.rpartition(BETWEEN)
        unit = get_object_or_404(seen, code=before)
    name = f"{unit.name} · {set_code}" if set_code else unit.name
    return Scope(code, name, Subject(unit, set_code), demo=unit.is_demonstration)


def require(user: User, scope: Scope) -> None:
    unit = scope.subject.unit
    if not rules.can_lay_levels(user, unit):
        raise NotAllowed(rules.who_may_lay_levels(unit))


def page_of(scope: Scope) -> str:
    unit, set_code = scope.subject.unit, scope.subject.set_code
    if set_code and set_code in sets_for(unit):
        return reverse("targets:criteria_set", args=[unit.code, set_code])
    return reverse("targets:criteria_sets", args=[unit.code])


def rows(_user: User, scope: Scope, _year: int) -> Iterator[Sequence[Value]]:
    """The unit's own sets, and the sets over which it laid thresholds; or the one that is asked for."""
    shelf = _Shelf(scope.subject.unit)
    asked = scope.subject.set_code
    for code, one in shelf.sets.items():
        if code == asked or (not asked and (code in shelf.own or code in shelf.overlays)):
            for line in shelf.lines(code):
                leaf = one.leaf(line["leaf"]) if line["leaf"] else None
                yield written(line, one, set_levels(one, leaf) if leaf else "")


class _Shelf:
    """What a unit has of sets: those it may take, which of them are its own, and what it laid over the others."""

    def __init__(self, unit: Unit):
        self.unit = unit
        self.sets = sets_for(unit)
        self.own = {row.code: row for row in KeptSet.objects.filter(owner=unit)}
        self.overlays = {row.set_code: row for row in CriteriaOverlay.objects.filter(unit=unit).select_related("unit")}

    def is_own(self, code: str) -> bool:
        """A code that nobody uses yet becomes a set of the unit's own."""
        return code in self.own or code not in self.sets

    def laid(self, code: str) -> dict[str, Any]:
        row = self.overlays.get(code)
        return levels_of(row) if row is not None else {}

    def lines(self, code: str) -> list[Line]:
        if code not in self.sets:
            return []
        return lines_of(self.sets[code], None if self.is_own(code) else self.laid(code))


class CriteriaDesk:
    """One batch's dealings with the sets of a unit."""

    def __init__(self, errand: Errand):
        self.errand = errand
        self.subject: Subject = errand.scope.subject
        self.shelf = _Shelf(self.subject.unit)
        self.stands = {code: {key_of_line(line): line for line in self.shelf.lines(code)} for code in self.shelf.sets}
        self.drafts = dict(self.shelf.sets)
        self.tables = {code: self.shelf.laid(code) for code in self.shelf.sets}
        self.said: dict[tuple[str, ...], tuple[int, tuple[Any, ...]]] = {}

    # -- judging

    def judge(self, entries: Sequence[Entry]) -> list[Verdict]:
        """Lines of one indicator stand or fall together: only all of them say what it asks."""
        found: list[Verdict] = []
        for _indicator, group in groupby(entries, key=_together):
            found += self._judge_group(list(group))
        return found

    def _judge_group(self, group: list[Entry]) -> list[Verdict]:
        meant: dict[int, Meant] = {}
        wrong: dict[int, str] = {}
        for entry in group:
            try:
                meant[entry.number] = self._meant(entry)
            except (Refused, NotAllowed) as refusal:
                wrong[entry.number] = str(refusal)
        try:
            self._lay(list(meant.values()))
        except Refused as refusal:
            wrong |= {number: str(refusal) for number, one in meant.items() if self._changes(one)}
        return [
            Verdict(REFUSED, label=_label(meant.get(entry.number)), said=wrong[entry.number])
            if entry.number in wrong
            else self._verdict(meant[entry.number])
            for entry in group
        ]

    def _meant(self, entry: Entry) -> Meant:
        code = entry.text("set") or self.subject.set_code
        if not code:
            raise Refused(_("“%(title)s” is missing.") % {"title": _("Code of the set")}, field="set")
        if self.subject.set_code and code != self.subject.set_code:
            raise Refused(_("This sheet is of the set %(code)s.") % {"code": self.subject.set_code}, field="set")
        if len(code) > 40 or not code.replace("-", "").replace("_", "").isalnum() or not code.isascii():
            raise Refused(_("A code has letters, digits and hyphens: %(code)s.") % {"code": code}, field="set")
        one = self.shelf.sets.get(code)
        stands = self.stands.get(code, {}).get(key_cells(entry))
        line, head = read_line(entry, stands, EMPTY), read_head(entry, one)
        if one is None:
            new_set(code, head)
        elif not self.shelf.is_own(code):
            self._refuse_another(one, line, head, stands)
        self._refuse_otherwise(entry.number, code, line, head)
        return Meant(code, line, head)

    def _refuse_another(self, one: CriteriaSet, line: Line, head: Mapping[str, Any], stands: Line | None) -> None:
        """Of a set that is not one's own only the thresholds are laid over it."""
        first = stands or next(
            (at for key, at in self.stands[one.code].items() if key[0] == key_of_line(line)[0]), None
        )
        same = first is not None and all(first[name] == line[name] for name in PLAIN)
        if not same or any(getattr(one, name) != head[name] for name in HEAD):
            sentence = _(
                "The set %(code)s is not your own: a line can only lay thresholds over it. For other words make a set."
            )
            raise Refused(sentence % {"code": one.code})

    def _refuse_otherwise(self, number: int, code: str, line: Line, head: Mapping[str, Any]) -> None:
        """What several lines say of one set, criterion, indicator or part, they say alike."""
        together: list[tuple[tuple[str, ...], tuple[Any, ...]]] = [
            ((code,), tuple(head.values())),
            ((code, line["criterion"]), (line["criterion_name"],)),
        ]
        if line["indicator"]:
            names = ("indicator_name", "enough", "if_any", "by_province", "verified", "source", "note")
            about = (code, line["criterion"], line["indicator"])
            together.append((about, tuple(line[name] for name in names)))
            together.append(((code, "", "", line["leaf"]), tuple(line[name] for name in PLAIN)))
        for key, told in together:
            first, before = self.said.setdefault(key, (number, told))
            if before != told:
                raise Refused(_("Line %(number)s of the sheet says otherwise of the same.") % {"number": first})

    def _lay(self, group: list[Meant]) -> None:
        """The drafts after a group of lines. Raises Refused where they make no sense together."""
        for code, lines in groupby((one for one in group if self._changes(one)), key=lambda one: one.set_code):
            told = list(lines)
            if self.shelf.is_own(code):
                draft = self._draft(code, told)
                check_free(self.subject.unit, draft)
                self.drafts[code] = draft
            else:
                self.tables[code] = self._tables(code, told)

    def _draft(self, code: str, told: Sequence[Meant]) -> CriteriaSet:
        before = self.drafts.get(code)
        one = with_head(before, told[0].head) if before is not None else new_set(code, told[0].head)
        made = merged(one, [each.line for each in told])
        check_set(made)
        return made

    def _tables(self, code: str, told: Sequence[Meant]) -> dict[str, Any]:
        tables = dict(self.tables[code])
        for each in told:
            leaf, number = each.line["leaf"], int(each.line["criterion"])
            tables[leaf] = read_levels(table_after(told_levels(tables.get(leaf, {})), each.line), number, leaf)
        tables = {leaf: table for leaf, table in tables.items() if table}
        check_levels_laid(self.shelf.sets[code], tables)
        return tables

    def _changes(self, meant: Meant) -> bool:
        return self._outcome(meant) != UNCHANGED

    def _outcome(self, meant: Meant) -> str:
        one = self.shelf.sets.get(meant.set_code)
        before = self.stands.get(meant.set_code, {}).get(key_of_line(meant.line))
        if one is None or before is None:
            nothing = not any(meant.line[name] for name in AT_COLUMNS)
            return UNCHANGED if nothing and one is not None and not self.shelf.is_own(one.code) else CREATED
        same = before == meant.line and all(getattr(one, name) == meant.head[name] for name in HEAD)
        return UNCHANGED if same else UPDATED

    def _verdict(self, meant: Meant) -> Verdict:
        code, outcome = meant.set_code, self._outcome(meant)
        before = self.stands.get(code, {}).get(key_of_line(meant.line))
        return Verdict(
            outcome,
            label=_label(meant),
            said=self._said(meant, before, outcome),
            key=" ".join((code, *key_of_line(meant.line))),
            mark=_hash_of(before) if before else "",
            plan={"set": code},
            meant=meant,
        )

    def _said(self, meant: Meant, before: Line | None, outcome: str) -> str:
        one = self.drafts.get(meant.set_code)
        leaf = one.leaf(meant.line["leaf"]) if one is not None and meant.line["leaf"] else None
        parts = []
        if outcome == UPDATED and before is not None:
            titles = {each.key: str(each.title) for each in FIELDS}
            changed = [name for name in EMPTY if before[name] != meant.line[name]]
            parts += [f"{titles[name]}: {_shown(before[name])} → {_shown(meant.line[name])}" for name in changed[:6]]
        elif one is not None and leaf is not None:
            parts.append(set_levels(one, leaf))
        if one is not None and leaf is not None and self.shelf.is_own(one.code) and (places := lacking(one, leaf)):
            names = ", ".join(one.place_names[place] for place in places if place)
            about = {"number": meant.line["criterion"], "code": leaf.code, "places": names}
            sentence = _("Criterion %(number)s, indicator %(code)s: no threshold yet for %(places)s.")
            parts.append(sentence % about if names else _("no threshold yet"))
        return "; ".join(part for part in parts if part)

    # -- keeping

    def keep(self, lines: Sequence[tuple[Entry, Verdict]]) -> list[Mapping[str, Any] | NotKept | None]:
        """Each set once, with all its lines; what its operation refuses is not kept, the other sets are."""
        by_set: dict[str, list[Meant]] = {}
        for _entry, verdict in lines:
            by_set.setdefault(verdict.meant.set_code, []).append(verdict.meant)
        answers = {code: self._keep_set(code, told) for code, told in by_set.items()}
        found: list[Mapping[str, Any] | NotKept | None] = []
        for _entry, verdict in lines:
            code = verdict.meant.set_code
            answer = answers[code]
            found.append(answer)
            if not isinstance(answer, NotKept):
                answers[code] = {}
        return found

    def _keep_set(self, code: str, told: Sequence[Meant]) -> Mapping[str, Any] | NotKept:
        unit, by, at, why = self.subject.unit, self.errand.by, self.errand.at, self.errand.reason
        self.drafts, self.tables = dict(self.shelf.sets), {one: self.shelf.laid(one) for one in self.shelf.sets}
        try:
            if self.shelf.is_own(code):
                before = self.shelf.own.get(code)
                was = {"was": before.content, "basis": before.basis} if before is not None else {"was": None}
                made = keep_set(unit, self._draft(code, told), by=by, basis=why, at=at)
                return {"set": code, **was, "now": made.content}
            overlay = self.shelf.overlays.get(code)
            was = {"was": overlay.levels, "basis": overlay.basis} if overlay is not None else {"was": {}, "basis": why}
            laid = lay_levels(unit, code, self._tables(code, told), by=by, basis=why, at=at)
            return {"set": code, "laid": True, **was, "now": laid.levels}
        except Refused as refusal:
            return NotKept(str(refusal))

    # -- undoing

    def in_the_way(self, lines: Sequence[Done]) -> Mapping[int, str]:
        """Told at the first line of each set."""
        found = {}
        for line in (one for one in lines if one.kept.get("set")):
            if sentence := self._built_on(line.kept):
                found[line.number] = sentence
        return found

    def _built_on(self, kept: Mapping[str, Any]) -> str:
        code = kept["set"]
        if kept.get("laid"):
            row = self.shelf.overlays.get(code)
            if row is None or row.levels != kept["now"]:
                return _("The thresholds over this set were changed since.")
            names = read_by(row)
        else:
            own = self.shelf.own.get(code)
            if own is None or own.content != kept["now"]:
                return _("This set was changed since.")
            names = adopted_by(code)
        return _("This set was adopted by: %(names)s.") % {"names": ", ".join(names)} if names else ""

    def take_back(self, lines: Sequence[Done], *, at: datetime) -> None:
        by, why, unit = self.errand.by, self.errand.reason, self.subject.unit
        for kept in (one.kept for one in lines if one.kept.get("set")):
            code = kept["set"]
            if kept.get("laid"):
                levels = {leaf: read_levels(table, 0, leaf) for leaf, table in kept["was"].items()}
                lay_levels(unit, code, levels, by=by, basis=kept["basis"], at=at)
            elif kept["was"] is None:
                withdraw_set(self.shelf.own[code], by=by, reason=why, at=at)
            else:
                keep_set(unit, read_set(kept["was"]), by=by, basis=kept["basis"], at=at)


def _together(entry: Entry) -> tuple[str, ...]:
    """What a line is judged with."""
    cells = [str(entry.cells.get(name) or "") for name in ("set", "criterion", "indicator")]
    return tuple(cells) if cells[2] else (*cells, str(entry.number))


def _label(meant: Meant | None) -> str:
    if meant is None:
        return ""
    line = meant.line
    place = " · ".join(part for part in (meant.set_code, line["criterion"], line["leaf"]) if part)
    name = line["leaf_name"] or line["criterion_name"]
    return f"{place} {name}" + (f" · {line['year']}" if line["year"] else "")


def _shown(cell: str) -> str:
    return cell.replace(".", ",") if cell.replace(".", "", 1).isdecimal() else cell or "–"


def _hash_of(line: Line) -> str:
    return sha256(repr(sorted(line.items())).encode()).hexdigest()


KIND = Kind(
    title=gettext_lazy("Criteria"),
    lead=gettext_lazy(
        "Sets of criteria of your own, and your thresholds over those of the country. One line for one part and year."
    ),
    fields=FIELDS,
    scope=scope_of,
    require=require,
    rows=rows,
    desk=CriteriaDesk,
    home=page_of,
    portion=10_000,
)
