"""The agenda of a meeting as it writes itself from what is open."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from trongtam.ground.periods import Period
from trongtam.support.queries.notes import notes_for
from trongtam.support.queries.notices import untold
from trongtam.support.queries.recommendations import answers_to_tell, unanswered_of
from trongtam.targets.models import Target
from trongtam.work.models import Work

from ..carrying import LOOKS_BACK
from ..models import AgendaItem, ItemKind, Meeting, MeetingKind
from .figures import asked_of
from .open_points import looked_back_at

# More than so many of one kind would bury the meeting; the rest stands on the unit's own pages.
MOST = 12
MOST_TARGETS = 3
AHEAD = timedelta(days=14)


def built(meeting: Meeting) -> list[AgendaItem]:
    """Unsaved points in their order: the theme, what was decided before, work due, targets behind, what was recommended, told,
    noted; neighbours of a kind stand together. The kinds of meetings that do not look back have their theme alone."""
    items = [AgendaItem(kind=ItemKind.THEME, title=meeting.theme)] if meeting.kind == MeetingKind.THEMATIC else []
    if meeting.kind in LOOKS_BACK:
        items += [*_looked_back(meeting), *_works(meeting), *_targets(meeting)]
        items += [*_recommended(meeting), *_told(meeting), *_noted(meeting)]
        _ask_figures(meeting, items)
    for place, item in enumerate(items, start=1):
        item.meeting, item.order = meeting, place
    return items


def _looked_back(meeting: Meeting) -> list[AgendaItem]:
    items = []
    for (kind, _pk), row in looked_back_at(meeting):
        if isinstance(row, AgendaItem):
            items.append(AgendaItem(kind=kind, first=row, title=row.title, prompts=row.prompts))
        else:
            items.append(AgendaItem(kind=kind, decision=row, title=row.text))
    return items


def _works(meeting: Meeting) -> list[AgendaItem]:
    return [
        AgendaItem(kind=ItemKind.WORK, work=work, title=work.title)
        for work in works_due(meeting).order_by("due", "pk")[:MOST]
    ]


def works_due(meeting: Meeting) -> QuerySet[Work]:
    """Held by the unit itself and due soon after the meeting; works of its own decisions stand there as decisions."""
    found = Work.objects.running().filter(holder_unit=meeting.unit, decision__isnull=True)
    return found.filter(due__lte=meeting.month.end + AHEAD)


def _recommended(meeting: Meeting) -> list[AgendaItem]:
    """What the cell and its hamlet have asked for: answered since they met last, and so to be told; and not answered yet."""
    if meeting.kind != MeetingKind.REGULAR:
        return []
    until = end_of(meeting.planned_on)
    answers = [one for one in answers_to_tell(meeting.unit, _met_last(meeting)) if one.at <= until]
    waiting = unanswered_of(meeting.unit, until)
    found = {one.pk: one for one in [*(turn.recommendation for turn in answers), *waiting]}
    return [
        AgendaItem(kind=ItemKind.RECOMMENDATION, recommendation=one, title=str(one)) for one in [*found.values()][:MOST]
    ]


def _met_last(meeting: Meeting) -> date:
    """The day of the last meeting of the kind; of the first one the month before."""
    held = Meeting.objects.held().filter(unit=meeting.unit, kind=meeting.kind, held_on__lt=meeting.planned_on)
    return held.aggregate(last=Max("held_on"))["last"] or meeting.month.start - timedelta(days=31)


def _told(meeting: Meeting) -> list[AgendaItem]:
    found = untold(meeting.unit, end_of(meeting.planned_on))[:MOST]
    return [AgendaItem(kind=ItemKind.NOTICE, notice=one, title=one.notice.title) for one in found]


def _noted(meeting: Meeting) -> list[AgendaItem]:
    """What the groups wrote for the month before the meeting, and for its own."""
    if meeting.kind != MeetingKind.REGULAR:
        return []
    before = Period.of("month", meeting.month.start - timedelta(days=1))
    assert before is not None
    notes = [*notes_for(meeting.unit, before.code), *notes_for(meeting.unit, meeting.month_code)]
    return [AgendaItem(kind=ItemKind.NOTE, note=one, title=one.group.name) for one in notes[:MOST]]


def end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.max))


def _targets(meeting: Meeting) -> list[AgendaItem]:
    return [
        AgendaItem(kind=ItemKind.TARGET, target=target, title=str(target)[:400])
        for target in targets_behind(meeting).order_by("order", "pk")[:MOST_TARGETS]
    ]


def targets_behind(meeting: Meeting) -> QuerySet[Target]:
    """Targets of the unit for a time that holds the month, behind their pace."""
    month = meeting.month
    found = Target.objects.in_force().filter(unit=meeting.unit, for_criteria=False)
    found = found.filter(period_start__lte=month.end, period_end__gte=month.start)
    return found.filter(Q(standing__pace="behind") | Q(standing__band="not_met", standing__pace="")).select_related(
        "indicator"
    )


def _ask_figures(meeting: Meeting, items: list[AgendaItem]) -> None:
    """A point about a work that serves one target asks for its figure too, where the unit itself states it: its `target`. Each
    indicator is asked for once, at the target's own point before all others. Two queries, none where there is no work."""
    works = {pk: item for item in items if (pk := _work_of(item)) is not None}
    if not works:
        return
    serving: dict[int, list[int]] = {}
    for work, target in Work.targets.through.objects.filter(work__in=works).values_list("work_id", "target_id"):
        serving.setdefault(work, []).append(target)
    served = {targets[0]: works[work] for work, targets in serving.items() if len(targets) == 1}
    if not served:
        return
    month, asked = meeting.month, {item.target.indicator_id for item in items if item.target is not None}
    found = Target.objects.in_force().filter(
        pk__in=served, for_criteria=False, period_start__lte=month.end, period_end__gte=month.start
    )
    one: Target
    for one in found.select_related("indicator").order_by("order", "pk"):
        if one.indicator_id not in asked and asked_of(one, meeting) is not None:
            served[one.pk].target = one
            asked.add(one.indicator_id)


def _work_of(item: AgendaItem) -> int | None:
    return item.work_id or (item.decision.work_id if item.decision is not None else None)
