"""How many came as a sheet: one line for one meeting, found by unit, month and kind. An undone batch leaves what stood before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trongtam.accounts.models import User
from trongtam.ground import days
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.sheets import Column, Sheet, Value, write_workbook
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
from trongtam.org.models import Unit, UnitKind
from trongtam.targets.computing.scope import scope_path
from trongtam.targets.exchange.common import every_unit, scope_of, units_of

from ..life import HELD, State
from ..models import HeadCount, Meeting, MeetingKind, Score
from ..operations.attendance import KEPT_IN
from ..operations.sheet_counts import count_told, lay_count, refuse_count, take_count_back
from ..pasting import meant, pasted_counts
from ..rules import record as rules
from .reading import Counts, counts_of, every_kind, every_month, kind_of, when

FIELDS = (
    Field("unit", gettext_lazy("Unit code"), required=True, width=24, also=("chi bo", "don vi", "ten chi bo"), every=every_unit),
    Field("unit_name", gettext_lazy("Unit"), told=True, width=30),
    Field(
        "period", gettext_lazy("Month or day of the meeting"), required=True, width=14, also=("thang", "ky", "ngay"),
        every=every_month, hint=gettext_lazy("9/2022 or 07/09/2022"),
    ),
    Field("kind", gettext_lazy("Kind of meeting"), also=("loai", "hinh thuc", "noi dung sinh hoat"), every=every_kind),
    Field(
        "present", gettext_lazy("How many came"), required=True, kind="number", decimals=0, hint=gettext_lazy("34 or 34/36"),
        also=("co mat", "du", "so dang vien du", "dang vien du hop", "so dv du"),
    ),
    Field(
        "base", gettext_lazy("Out of how many members"), kind="number", decimals=0, width=18,
        also=("tong so", "trieu tap", "so dang vien", "dang vien phai du"),
    ),
    Field(
        "unexcused", gettext_lazy("Absent without a reason"), kind="number", decimals=0, width=18,
        also=("vang khong phep", "khong phep", "khong ly do"),
    ),
)  # fmt: skip


def require(user: User, scope: Scope) -> None:
    """Who keeps the record of the unit; of a place, the office that enters for its cells."""
    unit: Unit = scope.subject
    if not rules.can_keep_meetings(user, unit):
        raise NotAllowed(rules.who_keeps_record(unit))


def rows(user: User, scope: Scope, year: int) -> Iterator[Sequence[Value]]:
    """The meetings of a year that took place, with their counts where there are; a line without is there to be filled in."""
    took_place = [State.IN_SESSION.value, *(state.value for state in HELD)]
    ours = Meeting.objects.filter(
        unit__in=_reached(user, scope), month_code__startswith=f"{year}-", state__in=took_place
    )
    counts = {one.meeting_id: one for one in HeadCount.objects.filter(meeting__in=ours.values("pk"))}
    for one in ours.select_related("unit").order_by("unit__path", "held_on", "pk").iterator(chunk_size=2000):
        count = counts.get(one.pk)
        numbers = (count.present, count.base, count.unexcused) if count is not None else (None, None, None)
        day = days.write(one.held_on) if one.held_on is not None else one.month_code
        yield (one.unit.code, one.unit.name, day, str(one.get_kind_display()), *numbers)


def _reached(user: User, scope: Scope) -> Any:
    """The units in reach in the territory of the sheet."""
    return Unit.objects.reached_by(user).filter(path__startswith=scope_path(scope.subject)).values("pk")


@dataclass(frozen=True, slots=True)
class Meant:
    meeting: Meeting
    counts: Counts


class AttendanceDesk:
    """One batch's dealings with head counts."""

    def __init__(self, errand: Errand):
        self.errand = errand
        self.units = units_of(errand.by, errand.scope)
        self._keeps: dict[int, bool] = {}
        self._held: dict[tuple[int, str, str], list[Meeting]] = {}
        self._counts: dict[int, HeadCount] = {}

    # -- judging

    def judge(self, entries: Sequence[Entry]) -> list[Verdict]:
        self._load(entries)
        return judged(entries, self._judge)

    def _load(self, entries: Sequence[Entry]) -> None:
        """All meetings that the lines may mean, and their counts. Two queries."""
        wanted: set[tuple[int, str]] = set()
        for entry in entries:
            try:
                wanted.add((self.units.find(entry.text("unit"), "unit").pk, when(entry)[0]))
            except Refused:
                continue  # said again where the line is judged
        units, months = {pk for pk, _month in wanted}, {month for _pk, month in wanted}
        found = Meeting.objects.filter(unit__in=units, month_code__in=months).select_related("unit").order_by("pk")
        self._held = defaultdict(list)
        for one in found:
            self._held[one.unit_id, one.month_code, one.kind].append(one)
        meetings = [one.pk for many in self._held.values() for one in many]
        self._counts = {one.meeting_id: one for one in HeadCount.objects.filter(meeting__in=meetings)}

    def _judge(self, entry: Entry) -> Verdict:
        unit = self.units.find(entry.text("unit"), "unit")
        if unit.pk not in self._keeps:
            self._keeps[unit.pk] = rules.can_keep_meetings(self.errand.by, unit)
        if not self._keeps[unit.pk]:
            raise NotAllowed(rules.who_keeps_record(unit))
        month, day = when(entry)
        meeting = self._meeting(unit, month, day, kind_of(entry.text("kind")))
        counts, count = counts_of(entry), self._counts.get(meeting.pk)
        label = f"{unit.name} · {meeting.get_kind_display()} · {days.write(meeting.day)}"
        if counts is None:
            if count is not None:
                raise Refused(_("Write how many came of how many, like 34/36."), field="present")
            return Verdict(UNCHANGED, label=label, key=str(meeting.pk))
        return self._verdict(meeting, counts, count, label)

    def _verdict(self, meeting: Meeting, counts: Counts, count: HeadCount | None, label: str) -> Verdict:
        stands = (count.present, count.base, count.unexcused) if count is not None else None
        outcome, said = CREATED, counts.text
        if stands == (counts.present, counts.base, counts.unexcused):
            outcome = UNCHANGED
        else:
            refuse_count(meeting, count)
            if count is not None:
                outcome, said = UPDATED, f"{count.present}/{count.base} → {said}"
        return Verdict(
            outcome,
            label=label,
            said=said,
            key=str(meeting.pk),
            mark=f"{meeting.state} {count.at:%Y%m%d%H%M%S%f}" if count is not None else meeting.state,
            plan={"meeting": meeting.pk, "was": count_told(count), "state": meeting.state},
            meant=Meant(meeting, counts),
        )

    def _meeting(self, unit: Unit, month: str, day: date | None, kind: str) -> Meeting:
        """The one meeting that a line means. Raises Refused: none, not held, another day, or several."""
        words = {"unit": unit.name, "month": f"{int(month[5:])}/{month[:4]}"}
        known = self._held.get((unit.pk, month, kind), [])
        took_place = [one for one in known if one.held_on is not None and one.state != State.NOT_HELD]
        if not took_place:
            kinds = {"kind": MeetingKind(kind).label}
            if any(one.state == State.NOT_HELD for one in known):
                raise Refused(_("The meeting of %(month)s is on record as not held.") % words)
            sentence = _(
                "No meeting of %(unit)s is on record as held in %(month)s: %(kind)s. Write the meeting down first."
            )
            raise Refused(sentence % (words | kinds), field="period")
        if day is not None:
            on = [one for one in took_place if one.held_on == day]
            if not on:
                held = ", ".join(days.write(one.day) for one in took_place)
                raise Refused(
                    _("The meeting of %(month)s was held on %(day)s.") % (words | {"day": held}), field="period"
                )
            took_place = on
        if len(took_place) > 1:
            raise Refused(_("Several meetings were held in %(month)s: write the day.") % words, field="period")
        return took_place[0]

    # -- keeping

    def keep(self, lines: Sequence[tuple[Entry, Verdict]]) -> list[Mapping[str, Any] | NotKept | None]:
        return one_by_one(lines, self._keep)

    def _keep(self, _entry: Entry, verdict: Verdict) -> None:
        meant: Meant = verdict.meant
        counts = meant.counts
        lay_count(
            meant.meeting, counts.present, counts.base, by=self.errand.by, unexcused=counts.unexcused, at=self.errand.at
        )

    # -- undoing

    def in_the_way(self, lines: Sequence[Done]) -> Mapping[int, str]:
        """Counts that were corrected, meetings that were scored by them, or whose minutes were signed over them."""
        meetings = Meeting.objects.in_bulk([line.plan["meeting"] for line in lines])
        counts = {one.meeting_id: one for one in HeadCount.objects.filter(meeting__in=meetings)}
        scored = set(
            Score.objects.filter(meeting__in=meetings, at__gt=self.errand.at).values_list("meeting", flat=True)
        )
        found = {}
        for line in lines:
            pk = line.plan["meeting"]
            count, meeting = counts.get(pk), meetings.get(pk)
            if meeting is None or count is None or (count.at, count.by_id) != (self.errand.at, self.errand.by.pk):
                found[line.number] = _("The count was corrected since.")
            elif pk in scored:
                found[line.number] = _("The meeting was scored since.")
            elif meeting.state not in KEPT_IN and meeting.state != line.plan["state"]:
                found[line.number] = _("The minutes were signed since.")
        return found

    def take_back(self, lines: Sequence[Done], *, at: datetime) -> None:
        meetings = Meeting.objects.in_bulk([line.plan["meeting"] for line in lines])
        for line in lines:
            take_count_back(
                meetings[line.plan["meeting"]], line.plan["was"], by=self.errand.by, reason=self.errand.reason, at=at
            )


def sheet_of_pasted(text: str, month: str, scope: Scope, user: User) -> bytes:
    """What was pasted, as a sheet of this kind: it goes the way of every sheet, with its preview and its undoing."""
    near = Unit.objects.visible_to(user).filter(path__startswith=scope_path(scope.subject), kind=UnitKind.CELL)
    names = dict(near.filter(ended_on__isnull=True).values_list("code", "name"))
    wanted = [one for one in FIELDS if one.key in ("unit", "period", "present")]
    lines = [(meant(name, names), month, counts) for name, counts in pasted_counts(text)]
    return write_workbook([Sheet(str(KIND.title), [Column(str(one.title)) for one in wanted], lines)])


def home(scope: Scope) -> str:
    return reverse("meetings:of_unit", args=[scope.code])


KIND = Kind(
    title=gettext_lazy("Who came, in counts"),
    lead=gettext_lazy("One line for one meeting that took place: how many came of how many. Names are not asked for."),
    fields=FIELDS,
    scope=scope_of,
    require=require,
    rows=rows,
    desk=AttendanceDesk,
    home=home,
    portion=200,
    yearly=True,
)
