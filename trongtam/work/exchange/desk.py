"""One batch's dealings with the works of an organ: every line is judged by what the acts will ask, then done by these acts."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from trongtam.ground.errors import Refused
from trongtam.ground.sheets import Value
from trongtam.ground.vntext import fold
from trongtam.imports.kinds import (
    CREATED,
    UNCHANGED,
    UPDATED,
    Done,
    Entry,
    Errand,
    NotKept,
    Verdict,
    judged,
    one_by_one,
)

from .. import life
from ..asking import is_off
from ..models import Campaign, Focus, Kind, Work, WorkState, focuses_in
from ..operations import assign_work, plan_of, take_assignment_back
from ..operations.walking import day_of
from ..operations.writing import check_days, home_of
from ..plan import Plan
from ..queries.campaigns import running
from ..queries.works import works_of
from . import changed
from .cells import pk_of
from .fields import title_of
from .outgoing import Written, day_text, ours
from .reading_line import Reader
from .who import PERSON, UNIT, Everybody

LONGEST_SAID = 400


@dataclass(frozen=True, slots=True)
class _New:
    """A work to assign; `campaign`: the open one of its year, where it takes this work."""

    plan: Plan
    campaign: Campaign | None


TOLD_ONLY = ("code", "place", "percent", "state")


class WorksDesk:
    """See `imports.kinds.Desk`."""

    def __init__(self, errand: Errand):
        self.errand, self.organ = errand, errand.scope.subject
        self.who = Everybody(self.organ, errand.by)
        self.written = Written(errand.by, self.who)
        self.reader = Reader(self.who, errand.by)
        self._homes: dict[tuple[Any, date], int] = {}

    # -- judging

    def judge(self, entries: Sequence[Entry]) -> list[Verdict]:
        """Three queries or so for all lines, one for each holder and beginning day that is new, some for each changed work."""
        self._load(entries)
        return judged(entries, self._judge)

    def _load(self, entries: Sequence[Entry]) -> None:
        """The works that lines name by code, or by the same title."""
        codes = [pk for entry in entries if (pk := pk_of(_plain(entry, "code"))) is not None]
        titles = {fold(_plain(entry, "title"))[:400] for entry in entries if not _plain(entry, "code")} - {""}
        self.by_pk = (
            {one.pk: one for one in ours(self.errand.by, self.errand.scope).filter(pk__in=codes)} if codes else {}
        )
        self.twins: dict[tuple[str, str], list[Work]] = defaultdict(list)
        alike = works_of(self.organ, self.errand.by).filter(~Q(state=WorkState.WITHDRAWN), folded__in=titles)
        for one in alike if titles else ():
            self.twins[one.period_code, one.folded].append(one)
        stand = {**self.by_pk, **{one.pk: one for held in self.twins.values() for one in held}}
        self.cells = self.written.cells(stand.values())

    def _judge(self, entry: Entry) -> Verdict:
        work = self._by_code(entry)
        if work is None:
            meant = self.reader.new(entry)
            work = self._twin(meant)
            if work is None:
                return self._created(meant)
        return self._standing(entry, work)

    def _by_code(self, entry: Entry) -> Work | None:
        code = entry.text("code")
        if not code:
            return None
        work = self.by_pk.get(pk_of(code) or 0)
        if work is None:
            raise Refused(_("There is no work “%(code)s” in this list.") % {"code": code}, field="code")
        return work

    def _twin(self, meant: Plan) -> Work | None:
        """The work of the same year, holder and title: a line without a code that was brought in before."""
        asked = (meant.unit.pk if meant.unit else None, meant.person.pk if meant.person else None)
        alike = self.twins.get((meant.year, fold(meant.title)[:400]), ())
        found = [one for one in alike if (one.holder_unit_id, one.holder_person_id) == asked]
        if len(found) > 1:
            raise Refused(_("Several works stand here for the same: write the code of the one that is meant."))
        if found and found[0].state in life.REGISTERING:
            raise Refused(_("This work is being registered already: approve it on its page."), field="title")
        return found[0] if found else None

    def _created(self, meant: Plan) -> Verdict:
        self._check(meant)
        holder = meant.unit or meant.person
        label, said = meant.title, _("%(holder)s, done by %(day)s")
        told = {"holder": self._label(meant), "day": day_text(meant.due)}
        campaign, why = self._campaign(meant)
        key = f"{meant.year} {type(holder).__name__} {holder.pk if holder else ''} {_digest(fold(meant.title))}"
        mark = f"campaign {campaign.pk}" if campaign is not None else ""
        new = _New(meant, campaign)
        said = _cut("; ".join(part for part in (said % told, why) if part))
        return Verdict(CREATED, label=label[:200], said=said, key=key, mark=mark, plan={}, meant=new)

    @cached_property
    def _campaigns(self) -> dict[str, Campaign]:
        """By their years: those that take registrations. One query."""
        return running(self.organ, day_of(self.errand.at))

    def _campaign(self, meant: Plan) -> tuple[Campaign | None, str]:
        """Where a breakthrough work counts as registered, and a sentence about it; that it does not, and why not."""
        held = self._campaigns.get(meant.year) if meant.kind == Kind.BREAKTHROUGH else None
        if held is None:
            return None, ""
        if is_off(held.focuses, focuses_in(meant.focus)):
            asked = ", ".join(str(one.label) for one in Focus if one.value in held.focuses)
            sentence = _("does not count in “%(title)s”, which asks for works chosen from: %(focuses)s")
            return None, sentence % {"title": held.title, "focuses": asked}
        return held, _("counts in “%(title)s”") % {"title": held.title}

    def _label(self, meant: Plan) -> str:
        if meant.unit is not None:
            return self.who.label(UNIT, meant.unit.pk)
        return self.who.label(PERSON, meant.person.pk if meant.person else None)

    def _standing(self, entry: Entry, work: Work) -> Verdict:
        cells = self.cells[work.pk]
        label, key, mark = work.title[:200], str(work.pk), mark_of(work, cells)
        differing = [
            name for name in entry.cells if name not in TOLD_ONLY and not _same(entry, name, day_text(cells[name]))
        ]
        if not differing:
            return Verdict(UNCHANGED, label=label, key=key, mark=mark)
        before = plan_of(work)
        after = self.reader.changed(entry, before, differing, max(day_of(self.errand.at), work.start))
        after = replace(after, roadmap=changed.known_steps(after.roadmap, before.roadmap))
        acts = changed.acts_of(before, after)
        if not acts:
            return Verdict(UNCHANGED, label=label, key=key, mark=mark)
        changed.require(work, acts, self.errand.by)
        check_days(after)
        if life.Act.HAND_OVER in acts:
            self._home(replace(after, start=max(day_of(self.errand.at), work.start)))
        said = "; ".join(f"{title_of(name)}: {_was(cells[name])} → {_was(entry.text(name))}" for name in differing)
        plan = {"was": changed.packed(before)}
        return Verdict(UPDATED, label=label, said=_cut(said), key=key, mark=mark, plan=plan, meant=(work, after))

    def _check(self, meant: Plan) -> None:
        check_days(meant)
        self._home(meant)

    def _home(self, meant: Plan) -> None:
        """Once for each holder and day. Raises Refused."""
        holder = meant.unit or meant.person
        if (holder, meant.start) not in self._homes:
            self._homes[holder, meant.start] = home_of(meant, self.organ).pk

    # -- keeping

    def keep(self, lines: Sequence[tuple[Entry, Verdict]]) -> list[Mapping[str, Any] | NotKept | None]:
        done = one_by_one(lines, self._keep)
        made = [one["work"] for one in done if isinstance(one, Mapping)]
        marks = self._marks(made)
        return [{**one, "now": marks[one["work"]]} if isinstance(one, Mapping) else one for one in done]

    def _keep(self, _entry: Entry, verdict: Verdict) -> Mapping[str, Any]:
        by, at = self.errand.by, self.errand.at
        if isinstance(verdict.meant, _New):
            new = verdict.meant
            return {"work": assign_work(self.organ, new.plan, campaign=new.campaign, by=by, at=at).pk}
        work, after = verdict.meant
        return {"work": changed.do(work, after, by=by, reason=self.errand.reason, at=at).pk}

    def _marks(self, ids: Sequence[int]) -> dict[int, str]:
        works = list(Work.objects.filter(pk__in=ids))
        cells = self.written.cells(works)
        return {one.pk: mark_of(one, cells[one.pk]) for one in works}

    # -- undoing

    def in_the_way(self, lines: Sequence[Done]) -> Mapping[int, str]:
        marks = self._marks([line.kept["work"] for line in lines])
        asked = set(Work.objects.filter(pk__in=marks, explanations__isnull=False).values_list("pk", flat=True))
        found = {}
        for line in lines:
            pk = line.kept["work"]
            if marks.get(pk) != line.kept["now"]:
                found[line.number] = _("The work was reported on or changed since.")
            elif pk in asked and line.outcome == CREATED:
                found[line.number] = _("An explanation was asked for since.")
        return found

    def take_back(self, lines: Sequence[Done], *, at: datetime) -> None:
        works = Work.objects.in_bulk([line.kept["work"] for line in lines])
        for line in lines:
            work, by, why = works[line.kept["work"]], self.errand.by, self.errand.reason
            if line.outcome == CREATED:
                take_assignment_back(work, by=by, reason=why, at=at)
            else:
                changed.do(work, changed.unpacked(line.plan["was"], plan_of(work)), by=by, reason=why, at=at)


def mark_of(work: Work, cells: Mapping[str, Value]) -> str:
    """Another one as soon as anything of the line, or how far it is, is another."""
    return _digest(repr([work.state, work.percent, *sorted((name, day_text(value)) for name, value in cells.items())]))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:40]


def _plain(entry: Entry, key: str) -> str:
    """A cell for finding things, without complaint."""
    try:
        return entry.text(key)
    except Refused:
        return ""


def _same(entry: Entry, name: str, stands: str) -> bool:
    """Whether a cell says what stands, line ends and blanks aside."""
    told = entry.day(name) if name in ("start",) and entry.cells[name] else entry.text(name)
    return day_text(told).split() == stands.split()


def _was(value: Value) -> str:
    return " ".join(day_text(value).split()) or "–"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_SAID else f"{text[: LONGEST_SAID - 1]}…"
