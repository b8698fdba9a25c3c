"""The holder says how far it is and hands it in; those above answer what stands in the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.archive.models import StoredFile
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger import book

from .. import rules, standing
from ..life import Act
from ..models import Appraisal, Milestone, Progress, Quality, Side, Work, WorkEvidence
from .walking import day_of, lock_for, locked, walk

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@dataclass(frozen=True, slots=True)
class Word:
    """What the holder says. `percent` may be left out where the roadmap tells it; `milestones` are those done by now."""

    percent: int | None = None
    milestones: tuple[Milestone, ...] = ()
    note: str = ""
    obstacle: str = ""
    help: str = ""
    files: tuple[StoredFile, ...] = ()


@transaction.atomic
def report_progress(
    work: Work, word: Word, *, by: User, on: date | None = None, at: datetime | None = None
) -> Progress:
    """Record how far a work has come, in percent or by the steps of its roadmap; what was said before stays.

    Raises NotAllowed; Refused: over 100, falling without a reason, a day in the future, nothing said at all.
    """
    held = lock_for(work, Act.PROGRESS, by=by, rule=rules.can_report_progress, who=rules.who_holds)
    today = day_of(at)
    day = on or today
    _check_day(held, day, today)
    percent = _percent(held, word, day)
    if not (word.note.strip() or word.obstacle.strip() or word.help.strip() or word.files or word.milestones) and (
        percent == held.percent
    ):
        raise Refused(_("Please say something: how far it is, a step that is done, or what stands in the way."))
    report = _write_report(held, word, percent, by=by, day=day, at=at)
    before, held.percent = held.percent, percent
    held.heard_on = max(held.heard_on or day, day)
    held.in_need = _in_need(held)
    said = {"percent": [before, percent], "report": report.pk, "note": report.note, "obstacle": report.obstacle}
    walk(held, Act.PROGRESS, "work.progress_reported", by=by, at=at, said=said)
    return report


@transaction.atomic
def hand_in_work(
    work: Work,
    *,
    by: User,
    done_on: date,
    quality: str,
    note: str,
    milestones: tuple[Milestone, ...] = (),
    files: Sequence[StoredFile] = (),
    at: datetime | None = None,
) -> Appraisal:
    """The holder says that it is done, with which steps of the roadmap, and how he judges it himself; now it waits for the
    supervisor.

    Raises NotAllowed; Refused: a day in the future or before the start, no word about the result.
    """
    held = lock_for(work, Act.HAND_IN, by=by, rule=rules.can_hand_in_work, who=rules.who_holds)
    today = day_of(at)
    _check_day(held, done_on, today)
    if quality not in Quality.values:
        raise Refused(_("Please say how well it was done."), field="quality")
    if not note.strip():
        raise Refused(_("Please say what came out of it."), field="note")
    word = Word(100, milestones=milestones, note=note, files=tuple(files))
    report = _write_report(held, word, _percent(held, word, done_on), by=by, day=done_on, at=at)
    held.percent, held.done_on, held.heard_on = 100, done_on, max(held.heard_on or done_on, done_on)
    held.in_need = _in_need(held)
    judged = Appraisal.objects.create(
        work=held,
        side=Side.SELF,
        done_on=done_on,
        on_time=bool(standing.done_in_time(done_on, held.due)),
        quality=quality,
        note=note.strip(),
        by=by,
        at=at or timezone.now(),
        proxy=rules.is_proxy(by, held),
    )
    said = {"done_on": done_on, "quality": quality, "report": report.pk}
    walk(held, Act.HAND_IN, "work.handed_in", by=by, at=at, said=said)
    return judged


@transaction.atomic
def recall_work(work: Work, *, by: User, at: datetime | None = None) -> Work:
    """The holder takes back what he handed in, as long as nobody has appraised it. Raises NotAllowed, Refused."""
    held = lock_for(work, Act.RECALL, by=by, rule=rules.can_hand_in_work, who=rules.who_holds)
    take_back_own(held, at)
    return walk(held, Act.RECALL, "work.recalled", by=by, at=at)


def take_back_own(held: Work, at: datetime | None) -> None:
    """What was handed in counts no longer; it stays readable."""
    current = held.appraisals.filter(side=Side.SELF, taken_back_at__isnull=True)
    current.update(taken_back_at=at or timezone.now())
    held.done_on = None


@transaction.atomic
def answer_obstacle(report: Progress, *, by: User, answer: str, at: datetime | None = None) -> Progress:
    """Answer an obstacle or a request for help; only then the work is no longer in need. Raises NotAllowed, Refused."""
    held = locked(report.work)
    if not rules.can_answer_obstacle(by, held):
        raise NotAllowed(rules.who_appraises(held))
    told = Progress.objects.select_for_update().get(pk=report.pk)
    if not told.in_need:
        raise Refused(_("Nothing waits for an answer here; it may have been answered meanwhile."))
    if not answer.strip():
        raise Refused(_("Please write the answer."), field="answer")
    told.answer, told.answered_at, told.answered_by = answer.strip(), at or timezone.now(), by
    told.save(update_fields=["answer", "answered_at", "answered_by"])
    held.in_need = _in_need(held)
    held.save(update_fields=["in_need"])
    after = {"report": told.pk, "answer": told.answer}
    book.write("work.obstacle_answered", by=by, on=held, unit=held.home, after=after, at=at)
    return told


def _check_day(held: Work, day: date, today: date) -> None:
    if day > today:
        raise Refused(_("The day lies in the future. Please check it."), field="on")
    if day < held.start:
        raise Refused(
            _("The work begins on %(day)s. Please check the day.") % {"day": f"{held.start:%d/%m/%Y}"}, field="on"
        )


def _percent(held: Work, word: Word, day: date) -> int:
    """What the report says, or what the roadmap tells once the named steps are done. Marks them done. Raises Refused."""
    standing_steps = list(held.milestones.select_for_update().filter(dropped_on__isnull=True))
    strange = {one.pk for one in word.milestones} - {one.pk for one in standing_steps}
    if strange:
        raise Refused(_("A step of the roadmap was changed meanwhile. Please look at it again."), field="milestones")
    done = {one.pk for one in word.milestones}
    for step in standing_steps:
        if step.pk in done and step.done_on is None:
            step.done_on = day
            step.save(update_fields=["done_on"])
    percent = word.percent
    if percent is None:
        told = standing.percent_of_milestones(step.done_on is not None for step in standing_steps)
        percent = held.percent if told is None or not word.milestones else max(told, held.percent)
    if not 0 <= percent <= 100:
        raise Refused(_("Please give a percentage from 0 to 100."), field="percent")
    if percent < held.percent and not word.note.strip():
        told_before = {"before": held.percent, "now": percent}
        raise Refused(_("It was %(before)s%% and is %(now)s%% now: please say why.") % told_before, field="note")
    return percent


def _write_report(held: Work, word: Word, percent: int, *, by: User, day: date, at: datetime | None) -> Progress:
    hidden = {file.pk for file in word.files} - set(
        StoredFile.objects.visible_to(by).filter(pk__in=[file.pk for file in word.files]).values_list("pk", flat=True)
    )
    if hidden:
        raise Refused(_("A file is not among those that you see. Please add it again."), field="evidence")
    report = Progress.objects.create(
        work=held,
        on=day,
        percent=percent,
        note=word.note.strip(),
        obstacle=word.obstacle.strip(),
        help=word.help.strip(),
        by=by,
        at=at or timezone.now(),
        proxy=rules.is_proxy(by, held),
    )
    report.milestones.set(word.milestones)
    WorkEvidence.objects.bulk_create(WorkEvidence(progress=report, file=file) for file in dict.fromkeys(word.files))
    return report


def _in_need(held: Work) -> bool:
    return any(report.in_need for report in held.reports.all())
