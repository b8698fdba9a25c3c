"""One batch's dealings with the roadmaps of an organ's works. Steps of one work are kept together, as one adjustment of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from trongtam.ground.errors import Refused
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
)
from trongtam.org.models import Unit

from .. import life
from ..life import Act
from ..models import Milestone, Work
from ..operations import adjust_work, plan_of
from ..operations.writing import check_roadmap
from ..plan import Step
from . import cells, changed
from .outgoing import day_text, ours
from .step_fields import title_of
from .step_lines import differing, digest, mark_of, pk_of, read, step_cells
from .who import UNIT, Everybody

LONGEST_SAID = 400


@dataclass(frozen=True, slots=True)
class _Meant:
    work: Work
    step: Step


class StepsDesk:
    """See `imports.kinds.Desk`."""

    def __init__(self, errand: Errand):
        self.errand = errand
        self.who = Everybody(errand.scope.subject, errand.by)

    # -- judging

    def judge(self, entries: Sequence[Entry]) -> list[Verdict]:
        """Three queries or so for all lines, and one for the names of those who have left."""
        self._load(entries)
        return judged(entries, self._judge)

    def _load(self, entries: Sequence[Entry]) -> None:
        """The works that lines name by code, by one of their steps, or by title and year; with all their steps."""
        works = {pk for entry in entries if (pk := cells.pk_of(_plain(entry, "work"))) is not None}
        steps = {pk for entry in entries if (pk := pk_of(_plain(entry, "code"))) is not None}
        titles = {fold(_plain(entry, "title"))[:400] for entry in entries if not _plain(entry, "work")} - {""}
        asked = Q(pk__in=works) | Q(milestones__in=steps) | Q(folded__in=titles)
        found = ours(self.errand.by, self.errand.scope).filter(asked).select_related("unit").distinct()
        self.works = {one.pk: one for one in found}
        self.by_title: dict[str, list[Work]] = defaultdict(list)
        for one in self.works.values():
            self.by_title[one.folded].append(one)
        self.who.remember(self.works.values())
        left = Milestone.objects.filter(work__in=self.works, dropped_on__isnull=True).select_related("unit")
        self.steps = {one.pk: one for one in left.order_by("order", "pk")}
        self.by_name: dict[tuple[int, str, date], Milestone] = {}
        for step in self.steps.values():
            self.by_name.setdefault((step.work_id, fold(step.title), step.due), step)

    def _judge(self, entry: Entry) -> Verdict:
        code = entry.text("code")
        held = self.steps.get(pk_of(code) or 0) if code else None
        if code and held is None:
            raise Refused(_("There is no step “%(code)s” in this list.") % {"code": code}, field="code")
        work = self._work(entry, held)
        step = read(entry, self.who, _as_step(held) if held else None)
        if held is None:
            held = self.by_name.get((work.pk, fold(step.title), step.due))
            step = replace(read(entry, self.who, _as_step(held)), key=held.pk) if held else step
        return self._standing(entry, work, held, step) if held else self._created(work, step)

    def _work(self, entry: Entry, held: Milestone | None) -> Work:
        """By the step, the code, or the title with its year. Raises Refused."""
        code = entry.text("work")
        if held is not None:
            if code and cells.pk_of(code) != held.work_id:
                told = {"step": entry.text("code"), "work": cells.code_of(held.work_id)}
                raise Refused(_("The step %(step)s belongs to the work %(work)s.") % told, field="work")
            return self.works[held.work_id]
        if code:
            work = self.works.get(cells.pk_of(code) or 0)
            if work is None:
                raise Refused(_("There is no work “%(code)s” in this list.") % {"code": code}, field="work")
            return work
        return self._titled(entry.text("title"), entry.text("year"))

    def _titled(self, title: str, year: str) -> Work:
        if not title:
            raise Refused(_("Write the code of the work, or its name and year."), field="work")
        asked = cells.year_and_stage(year, "")[0] if year else ""
        alike = [one for one in self.by_title[fold(title)[:400]] if asked in ("", one.period_code)]
        if not alike:
            raise Refused(_("There is no work “%(code)s” in this list.") % {"code": title[:60]}, field="title")
        if len(alike) > 1:
            raise Refused(_("Several works stand here for the same: write the code of the one that is meant."))
        return alike[0]

    def _created(self, work: Work, step: Step) -> Verdict:
        self._check(work, step)
        said = _("%(work)s, by %(day)s") % {"work": work.title[:300], "day": day_text(step.due)}
        key = f"{work.pk} {step.due} {digest(fold(step.title))}"
        return Verdict(CREATED, label=step.title[:200], said=said, key=key, plan={}, meant=_Meant(work, step))

    def _standing(self, entry: Entry, work: Work, held: Milestone, step: Step) -> Verdict:
        told = self._cells(held, work)
        label, key, mark = held.title[:200], str(held.pk), mark_of(work, told)
        changes = differing(entry, told)
        if not changes or step == _as_step(held):
            return Verdict(UNCHANGED, label=label, key=key, mark=mark)
        self._check(work, step)
        said = "; ".join(f"{title_of(name)}: {day_text(told[name]) or '–'} → {_said(entry, name)}" for name in changes)
        plan = {"was": _packed(_as_step(held))}
        return Verdict(
            UPDATED, label=label, said=said[:LONGEST_SAID], key=key, mark=mark, plan=plan, meant=_Meant(work, step)
        )

    def _check(self, work: Work, step: Step) -> None:
        """Raises NotAllowed, Refused."""
        changed.require(work, [Act.ADJUST], self.errand.by)
        check_roadmap((step,), work.start, work.due)

    def _cells(self, step: Milestone, work: Work) -> dict[str, Any]:
        return step_cells(step, work, "", self.who.label(UNIT, step.unit_id))

    # -- keeping

    def keep(self, lines: Sequence[tuple[Entry, Verdict]]) -> list[Mapping[str, Any] | NotKept | None]:
        by_work: dict[int, list[int]] = defaultdict(list)
        for place, (_entry, verdict) in enumerate(lines):
            by_work[verdict.meant.work.pk].append(place)
        answers: list[Mapping[str, Any] | NotKept | None] = [None] * len(lines)
        for places in by_work.values():
            told = self._keep_one([lines[place][1].meant for place in places])
            for place, answer in zip(places, told, strict=True):
                answers[place] = answer
        return answers

    def _keep_one(self, meant: Sequence[_Meant]) -> Sequence[Mapping[str, Any] | NotKept]:
        """All lines of one work, or none."""
        work, steps = meant[0].work, [one.step for one in meant]
        try:
            with transaction.atomic():
                self._adjust(work, lambda roadmap: _with(roadmap, steps), self.errand.at)
        except Refused as refusal:
            return [NotKept(str(refusal))] * len(meant)
        stand = self._standing_steps([work.pk])
        found = [stand[step.key] if step.key else _made(stand.values(), step) for step in steps]
        return [{"step": one.pk, "work": work.pk, "now": self._mark(one)} for one in found]

    def _adjust(self, work: Work, roadmap: Callable[[tuple[Step, ...]], tuple[Step, ...]], at: datetime | None) -> None:
        plan = plan_of(work)
        adjust_work(
            work, replace(plan, roadmap=roadmap(plan.roadmap)), by=self.errand.by, reason=self.errand.reason, at=at
        )

    def _standing_steps(self, works: Iterable[int]) -> dict[int, Milestone]:
        found = Milestone.objects.filter(work__in=works, dropped_on__isnull=True)
        return {one.pk: one for one in found.select_related("work", "unit").order_by("pk")}

    def _mark(self, step: Milestone) -> str:
        return mark_of(step.work, self._cells(step, step.work))

    # -- undoing

    def in_the_way(self, lines: Sequence[Done]) -> Mapping[int, str]:
        stand = self._standing_steps({line.kept["work"] for line in lines})
        found = {}
        for line in lines:
            step = stand.get(line.kept["step"])
            if step is None or self._mark(step) != line.kept["now"]:
                found[line.number] = _("The step, or its work, was reported on or changed since.")
            elif life.after(step.work.state, Act.ADJUST) is None:
                found[line.number] = _("The work is not adjusted any more.")
        return found

    def take_back(self, lines: Sequence[Done], *, at: datetime) -> None:
        by_work: dict[int, list[Done]] = defaultdict(list)
        for line in lines:
            by_work[line.kept["work"]].append(line)
        works = Work.objects.in_bulk(by_work)
        for pk, done in by_work.items():
            gone = {line.kept["step"] for line in done if line.outcome == CREATED}
            back = [_unpacked(line.plan["was"], line.kept["step"]) for line in done if line.outcome == UPDATED]
            self._adjust(works[pk], _undoing(gone, back), at)


def _undoing(gone: set[int], back: Sequence[Step]) -> Callable[[tuple[Step, ...]], tuple[Step, ...]]:
    return lambda roadmap: _with(tuple(one for one in roadmap if one.key not in gone), back)


def _with(roadmap: tuple[Step, ...], told: Sequence[Step]) -> tuple[Step, ...]:
    """The roadmap with those steps: one that stands is changed in its place, a new one comes behind those of its day."""
    by_key = {step.key: step for step in told if step.key is not None}
    steps = [by_key.get(one.key, one) if one.key is not None else one for one in roadmap]
    for step in told:
        if step.key is None:
            place = max((number for number, one in enumerate(steps, start=1) if one.due <= step.due), default=0)
            steps.insert(place, step)
    return tuple(steps)


def _made(steps: Iterable[Milestone], step: Step) -> Milestone:
    """The youngest row that says what was told."""
    return [one for one in steps if (one.title, one.due) == (step.title, step.due)][-1]


def _as_step(held: Milestone) -> Step:
    return Step(held.title, held.due, held.place, held.unit, held.product, held.pk)


def _packed(step: Step) -> list[Any]:
    return [step.title, step.due.isoformat(), step.place, step.unit.pk if step.unit else None, step.product]


def _unpacked(was: Sequence[Any], key: int) -> Step:
    title, due, place, unit, product = was
    return Step(title, date.fromisoformat(due), place, Unit.objects.get(pk=unit) if unit else None, product, key)


def _said(entry: Entry, name: str) -> str:
    return " ".join(entry.text(name).split()) or "–"


def _plain(entry: Entry, key: str) -> str:
    """A cell for finding things, without complaint."""
    try:
        return entry.text(key)
    except Refused:
        return ""
