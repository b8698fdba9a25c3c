"""Work that comes back: an organ starts it, rewrites it, stops it; units say each time whether it was done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.archive.models import StoredFile
from trongtam.ground.days import write
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger import book
from trongtam.org.models import Unit
from trongtam.org.reach import ACTING_KINDS
from trongtam.resolutions.roots import root_kinds, root_of
from trongtam.targets.operations import Definition, define_indicator

from .. import rules
from ..models import Occurrence, OccurrenceEvidence, OccurrenceState, Recurring
from ..plan import Root
from ..queries.kept import key_of
from ..queries.recurring import days_on, owes_on
from ..recurrence import Rule, days_of, read_rule
from .walking import day_of

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@dataclass(frozen=True, slots=True)
class Terms:
    """What is agreed about a recurring work. `rule`: RFC 5545 without DTSTART; `root`: where it comes from, if from anywhere."""

    title: str
    rule: str
    unit_kind: str
    start: date
    end: date
    basis: str = ""
    root: Root | None = None

    def columns(self) -> dict[str, Any]:
        return {
            "title": " ".join(self.title.split()),
            "rule": str(read_rule(self.rule)),
            "unit_kind": self.unit_kind,
            "start": self.start,
            "end": self.end,
            "basis": self.basis.strip(),
            "root_kind": self.root.kind if self.root else "",
            "root_id": self.root.pk if self.root else None,
        }


@transaction.atomic
def start_recurring(unit: Unit, terms: Terms, *, by: User, at: datetime | None = None) -> Recurring:
    """Ask the units of one kind below an organ for a work on the days of a rule; the share of those that keep it is counted
    from then on as an indicator of its own. Raises NotAllowed, Refused (see `recurrence`)."""
    if not rules.can_assign_work(by, unit):
        raise NotAllowed(rules.who_may_assign(unit))
    _check(terms, by)
    made = Recurring.objects.create(unit=unit, made_by=by, made_at=at or timezone.now(), **terms.columns())
    book.write("work.recurring_started", by=by, on=made, unit=unit, after=_told(made), at=at)
    _measure(made, by=by, at=at)
    return made


def _check(terms: Terms, by: User) -> Rule:
    if not terms.title.strip():
        raise Refused(_("Please say what the work is."), field="title")
    if terms.unit_kind not in ACTING_KINDS:
        raise Refused(_("Please choose which units do it."), field="unit_kind")
    rule = read_rule(terms.rule)
    days_of(rule, terms.start, terms.end)
    root = terms.root
    if root is not None and (
        root.kind not in root_kinds() or root.pk is None or root_of(root.kind, root.pk, by) is None
    ):
        raise Refused(_("Please choose where the work comes from."), field="root")
    return rule


def _told(recurring: Recurring) -> dict[str, Any]:
    names = ("title", "rule", "unit_kind", "start", "end", "basis", "root_kind", "root_id")
    values = {name: getattr(recurring, name) for name in names}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


# Names of indicators are data, the same in every language.
MEASURED = "Tỷ lệ đơn vị giữ được: %s"
HOW_MEASURED = "Chương trình tự tính từ lời báo của từng đơn vị"
PARTY_KINDS = ("cell", "cluster", "party_committee")


def _measure(recurring: Recurring, *, by: User, at: datetime | None) -> None:
    """The indicator belongs to the unit that the organ leads, so that its targets may be judged by it."""
    owner = Unit.objects.get(path=rules.territory(recurring.unit))
    name = MEASURED % recurring.title
    definition = Definition(
        name if len(name) <= 200 else f"{name[:199]}…",
        "%",
        "ratio",
        "party" if recurring.unit_kind in PARTY_KINDS else "culture",
        hint=HOW_MEASURED,
        scale=100,
        stated_by=recurring.unit_kind,
        across="ratio",
        part_of_whole=True,
        provider=key_of(recurring),
    )
    define_indicator(owner, definition, by=by, at=at)


@transaction.atomic
def rewrite_recurring(
    recurring: Recurring, terms: Terms, *, by: User, reason: str, at: datetime | None = None
) -> Recurring:
    """Put it in other words, or move its end. Rule and first day stay once a day has come; who does it always stays.

    Raises NotAllowed; Refused: no reason, nothing new, a change that would take back days that have come.
    """
    held = _held(recurring, by)
    if not reason.strip():
        raise Refused(_("Please say why; the other side reads it."), field="reason")
    if held.stopped_on is not None:
        raise Refused(_("This recurring work was stopped. Start another one."))
    rule = _check(terms, by)
    if terms.unit_kind != held.unit_kind:
        raise Refused(_("Who does it stays. Stop this one and start another."), field="unit_kind")
    today = day_of(at)
    come = days_on(held, last=today)
    if come and (str(rule), terms.start) != (held.rule, held.start):
        field = "rule" if str(rule) != held.rule else "start"
        raise Refused(_("Days of this rule have come already, so it stays. Stop it and start another."), field=field)
    if come and terms.end < come[-1]:
        raise Refused(_("It came on %(day)s last; it cannot end before.") % {"day": write(come[-1])}, field="end")
    before = _told(held)
    for name, value in terms.columns().items():
        setattr(held, name, value)
    after = _told(held)
    changed = {name: after[name] for name in after if before[name] != after[name]}
    if not changed:
        raise Refused(_("Nothing is different from what was agreed."))
    held.save()
    told = {name: before[name] for name in changed}
    book.write("work.recurring_rewritten", by=by, on=held, unit=held.unit, before=told, after=changed,
               note=reason.strip(), at=at)  # fmt: skip
    return held


@transaction.atomic
def stop_recurring(recurring: Recurring, *, by: User, reason: str, at: datetime | None = None) -> Recurring:
    """It comes no more after today; what was said stays. Raises NotAllowed, Refused."""
    held = _held(recurring, by)
    if not reason.strip():
        raise Refused(_("Please say why; the other side reads it."), field="reason")
    today = day_of(at)
    if held.last_day < today:
        raise Refused(_("This recurring work has come to its end already."))
    held.stopped_on, held.stopped_reason = today, reason.strip()
    held.save(update_fields=["stopped_on", "stopped_reason"])
    after = {"stopped_on": held.stopped_on.isoformat()}
    book.write("work.recurring_stopped", by=by, on=held, unit=held.unit, after=after, note=reason.strip(), at=at)
    return held


def _held(recurring: Recurring, by: User) -> Recurring:
    held = _locked(recurring)
    if not rules.can_run_recurring(by, held):
        raise NotAllowed(rules.who_may_assign(held.unit))
    return held


def _locked(recurring: Recurring) -> Recurring:
    """Held until the transaction ends, so that of two words about one day the second sees the first."""
    return Recurring.objects.select_for_update(of=("self",)).select_related("unit").get(pk=recurring.pk)


# -- what units say ----------------------------------------------------------------------------------------------------


@transaction.atomic
def say_occurrence(
    recurring: Recurring,
    unit: Unit,
    day: date,
    *,
    by: User,
    state: str,
    note: str = "",
    files: Sequence[StoredFile] = (),
    at: datetime | None = None,
) -> Occurrence:
    """A unit says of a day that it was done, or that it was not and why. What it said before stays readable.

    Raises NotAllowed; Refused: before the day, a day that the rule does not have, a unit that did not owe it then, not done
    without a word, the same again.
    """
    held = _locked(recurring)
    if not rules.can_say_occurrence(by, unit):
        raise NotAllowed(rules.who_may_say_occurrence(unit))
    if state not in (OccurrenceState.DONE, OccurrenceState.NOT_DONE):
        raise Refused(_("Please say whether it was done."), field="state")
    if state == OccurrenceState.NOT_DONE and not note.strip():
        raise Refused(_("Please say why it was not done."), field="note")
    proxy = not rules.speaks_for(by, unit)
    return _say(held, unit, day, by=by, state=state, note=note, files=files, proxy=proxy, at=at)


@transaction.atomic
def excuse_occurrence(
    recurring: Recurring, unit: Unit, day: date, *, by: User, reason: str, at: datetime | None = None
) -> Occurrence:
    """The organ excuses a unit for a day, with the reason: that day counts neither as kept nor as missed. No unit excuses
    itself. Raises NotAllowed, Refused."""
    held = _locked(recurring)
    if not rules.can_run_recurring(by, held):
        raise NotAllowed(rules.who_may_assign(held.unit))
    if not reason.strip():
        raise Refused(_("Please say why; the other side reads it."), field="reason")
    return _say(held, unit, day, by=by, state=OccurrenceState.EXCUSED, note=reason, files=(), proxy=False, at=at)


def _say(
    held: Recurring,
    unit: Unit,
    day: date,
    *,
    by: User,
    state: str,
    note: str,
    files: Sequence[StoredFile],
    proxy: bool,
    at: datetime | None,
) -> Occurrence:
    _check_day(held, unit, day, day_of(at))
    moment, told = at or timezone.now(), note.strip()
    before = held.occurrences.current().filter(unit=unit, day=day).first()
    if before is not None and (before.state, before.note) == (state, told) and not files:
        raise Refused(_("That is what stands there already."))
    _check_seen(files, by)
    if before is not None:
        before.superseded_at = moment
        before.save(update_fields=["superseded_at"])
    said = Occurrence.objects.create(
        recurring=held, unit=unit, day=day, state=state, note=told, by=by, at=moment, proxy=proxy
    )
    OccurrenceEvidence.objects.bulk_create(
        OccurrenceEvidence(occurrence=said, file=file) for file in dict.fromkeys(files)
    )
    act = "work.occurrence_excused" if state == OccurrenceState.EXCUSED else "work.occurrence_said"
    after = {"day": day.isoformat(), "state": state, "files": [file.pk for file in files]}
    book.write(
        act,
        by=by,
        on=said,
        unit=unit,
        before={"state": before.state} if before is not None else None,
        after=after,
        note=told,
        proxy=proxy,
        at=moment,
    )
    return said


def _check_day(held: Recurring, unit: Unit, day: date, today: date) -> None:
    told = {"day": write(day), "unit": unit.name}
    if not days_on(held, day, day):
        raise Refused(_("This work does not come on %(day)s.") % told, field="day")
    if day > today:
        raise Refused(_("It can be said from %(day)s on, not before.") % told, field="day")
    if not owes_on(held, unit, day):
        raise Refused(_("%(unit)s did not owe this work on %(day)s.") % told, field="unit")


def _check_seen(files: Sequence[StoredFile], by: User) -> None:
    asked = {file.pk for file in files}
    if asked - set(StoredFile.objects.visible_to(by).filter(pk__in=asked).values_list("pk", flat=True)):
        raise Refused(_("A file is not among those that you see. Please add it again."), field="evidence")
