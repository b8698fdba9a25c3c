"""A meeting in words and parts: its heading, its sections of points, its sum, the text of the invitation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trongtam.ground import days
from trongtam.look.shapes import Fact
from trongtam.support.life import OWED
from trongtam.support.models import RecState, Turn
from trongtam.targets.presentation.entry import shown as shown_amount
from trongtam.targets.presentation.rows import target_row
from trongtam.targets.queries.desk import rows_by_own_day
from trongtam.targets.stated import Figure
from trongtam.work.models import WorkState

from .carrying import DONE, MUST_SETTLE
from .forms.session import Point
from .models import AgendaItem, Decision, DecisionState, ItemKind, Meeting, MeetingKind
from .queries.figures import Asked, figures_asked
from .queries.touching import DECISION, MEETING, RECOMMENDATION, Touch

if TYPE_CHECKING:
    from trongtam.accounts.models import User
    from trongtam.look.shapes import TargetRow
    from trongtam.targets.queries.rows import TargetRow as ReadTarget

LOOKED_BACK = (ItemKind.DECISION, ItemKind.WORK)


def heading(meeting: Meeting) -> str:
    """“Họp chi bộ tháng 9/2022”; other kinds by their names."""
    month = f"{meeting.month.start.month}/{meeting.month.start.year}"
    if meeting.kind == MeetingKind.REGULAR:
        return _("Cell meeting of month %(month)s") % {"month": month}
    if meeting.kind == MeetingKind.THEMATIC and meeting.theme:
        return meeting.theme
    return _("%(kind)s, month %(month)s") % {"kind": meeting.get_kind_display(), "month": month}


def lead(meeting: Meeting) -> str:
    """“Thứ Tư 07/09/2022, bắt đầu 19 giờ 30”."""
    day, hour = meeting.day, meeting.began or meeting.planned_time
    text = f"{date_format(day, 'l')} {days.write(day)}"
    if hour is None:
        return text
    told = {"day": text, "hour": hour.hour, "minute": f"{hour.minute:02d}"}
    return (_("%(day)s, at %(hour)s:%(minute)s") if hour.minute else _("%(day)s, at %(hour)s o'clock")) % told


def touching_rows(found: Sequence[Touch]) -> list[tuple[str, str, str]]:
    """(title, what stands below it, address) of what touches a target or a clause."""
    return [(_touch_title(one), _touch_meta(one), _touch_url(one)) for one in found]


def _touch_title(one: Touch) -> str:
    if one.kind != MEETING:
        flat = " ".join(one.text.split())
        return flat if len(flat) <= 120 else f"{flat[:119]}…"
    return one.text or str(MeetingKind(one.state).label)


def _touch_meta(one: Touch) -> str:
    day = days.write(one.on)
    if one.kind == MEETING:
        return f"{one.unit} · {day}"
    if one.kind == DECISION:
        told = {"unit": one.unit, "day": day, "state": DecisionState(one.state).label}
        return _("Decided by %(unit)s on %(day)s · %(state)s") % told
    told = {"unit": one.unit, "day": day, "state": RecState(one.state).label}
    return _("Recommendation of %(unit)s, %(day)s · %(state)s") % told


def _touch_url(one: Touch) -> str:
    name = "support:recommendation" if one.kind == RECOMMENDATION else "meetings:meeting"
    return reverse(name, args=[one.pk])


def under(item: AgendaItem, today: date | None = None) -> str:
    """What stands below a point: who, by when; where it comes from. `today`: what is overdue on that day says so."""
    if item.decision is not None:
        return _("%(holder)s · due %(day)s") % {"holder": item.decision.holder, "day": days.write(item.decision.due)}
    if item.work is not None:
        return _("due %(day)s") % {"day": days.write(item.work.due)}
    if item.recommendation is not None and item.recommendation.state not in OWED:
        return str(item.recommendation.get_state_display())
    if item.recommendation is not None:
        told = {"organ": item.recommendation.organ.name, "day": days.write(item.recommendation.due_on)}
        if item.recommendation.due_on is not None and item.recommendation.due_on < (today or item.meeting.day):
            return _("%(organ)s owed the answer by %(day)s: overdue") % told
        return _("%(organ)s owes the answer by %(day)s") % told
    if item.notice is not None:
        return _("from %(unit)s, %(day)s") % {
            "unit": item.notice.notice.unit.name,
            "day": days.write(item.notice.notice.on),
        }
    if item.first is not None:
        return _("since %(day)s") % {"day": days.write(item.first.meeting.day)}
    return str(item.get_kind_display()) if item.kind != ItemKind.OWN else ""


def more_words(item: AgendaItem) -> list[tuple[str, str]]:
    """What a notice or a group says, as (heading, words)."""
    if item.notice is not None:
        return [("", item.notice.notice.text)]
    if item.recommendation is not None:
        answers: list[Turn] = item.recommendation.answers  # type: ignore[attr-defined]  # prefetched
        return [(_("%(organ)s answered") % {"organ": one.organ.name}, one.text) for one in answers[-1:]]
    if item.note is not None:
        said = (
            (_("What was done"), item.note.done),
            (_("Not done"), item.note.not_done),
            (_("Proposed"), item.note.proposed),
        )
        return [(name, words) for name, words in said if words]
    return []


def meanwhile(item: AgendaItem) -> str:
    """What became of the work since, where its holder or those above have said so."""
    work = item.decision.work if item.decision is not None else None
    if work is None:
        return ""
    if work.state == WorkState.REPORTED:
        told = {"day": days.write(work.done_on)} if work.done_on else {"day": "…"}
        return _("Handed in by its holder: done on %(day)s.") % told
    if work.state in (WorkState.APPRAISED, WorkState.CONCLUDED, WorkState.STOPPED):
        return _("Its work is “%(state)s” already.") % {"state": work.get_state_display()}
    if work.in_need:
        return _("An obstacle waits for an answer.")
    if work.percent:
        return _("%(percent)s%% done, says its holder.") % {"percent": work.percent}
    return ""


@dataclass(frozen=True)
class Shown:
    """A point in its section. `row`: of a target its bar; `asked`: the figure that it asks for, with what stands."""

    point: Point
    under: str
    meanwhile: str
    row: TargetRow | None = None
    asked: Asked | None = None
    echo: str = ""
    words: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Section:
    title: str
    id: str
    rows: list[Shown]


def sections(
    meeting: Meeting, points: Sequence[Point], before: Meeting | None, *, user: User, today: date
) -> list[Section]:
    """The points in the order of the agenda, whose numbers stand on every paper; neighbours of a kind under one heading."""
    targets = [point.item.target for point in points if point.item.target is not None]
    behind = [point.item.target for point in points if point.item.target and point.item.kind == ItemKind.TARGET]
    drawn = {row.pk: row for row in rows_by_own_day(behind, user=user, today=today)} if behind else {}
    asked = figures_asked(meeting, targets) if targets else {}
    titles = {
        "back": _("Work from month %(month)s") % {"month": before.day.month} if before else _("Work from before"),
        "targets": _("Targets behind"),
        "more": _("On the agenda"),
    }
    found: list[Section] = []
    for number, (name, together) in enumerate(groupby(points, key=lambda point: _group(point.item)), start=1):
        rows = [_shown(point, drawn, asked, today) for point in together]
        again = any(one.id == f"muc-{name}" for one in found)
        found.append(Section(titles[name], f"muc-{name}-{number}" if again else f"muc-{name}", rows))
    return found


def _group(item: AgendaItem) -> str:
    if item.kind in LOOKED_BACK or (item.kind == ItemKind.OWN and item.first_id is not None):
        return "back"
    return "targets" if item.kind == ItemKind.TARGET else "more"


def _shown(point: Point, drawn: Mapping[int, ReadTarget], asked: Mapping[int, Asked], today: date) -> Shown:
    item = point.item
    row = drawn.get(item.target_id) if item.target_id and item.kind == ItemKind.TARGET else None
    of_target = asked.get(item.target_id) if item.target_id else None
    return Shown(
        point,
        under(item, today),
        meanwhile(item),
        target_row(row, reverse("targets:target", args=[row.pk])) if row is not None else None,
        of_target,
        _echo(of_target, item) if of_target is not None else "",
        tuple(more_words(item)),
    )


def _echo(asked: Asked, item: AgendaItem) -> str:
    """What the figure changes: “Số này vào thẳng phiếu tháng 9. Kỳ trước: 11.”"""
    assert item.target is not None
    told = {"month": asked.period.end.month}
    name = "" if item.kind == ItemKind.TARGET else f"{item.target}. "
    text = name + _("This figure goes straight into the sheet of month %(month)s.") % told
    if asked.last is not None:
        last = shown_amount(Figure(value=asked.last), item.target.indicator)
        text += " " + _("Last time: %(figure)s.") % {"figure": last}
    return text


def left_over(points: Sequence[Point]) -> int:
    """How many points still wait for a result."""
    return sum(1 for point in points if point.item.kind in MUST_SETTLE and not point.item.outcome)


def settled_words(points: Sequence[Point]) -> str:
    """“2/3 đã chốt”; empty where nothing has to be settled."""
    asked = [point for point in points if point.item.kind in MUST_SETTLE]
    if not asked:
        return ""
    told = {"done": len(asked) - left_over(points), "total": len(asked)}
    return _("%(done)s/%(total)s settled") % told


def left_words(left: int) -> str:
    if not left:
        return _("Everything is settled")
    return ngettext("%(n)d point is not settled", "%(n)d points are not settled", left) % {"n": left}


def outcome_words(item: AgendaItem) -> str:
    """A result as the minutes say it, with its reason."""
    if not item.outcome:
        return ""
    words = item.outcome_word
    if item.due is not None:
        words += _(", until %(day)s") % {"day": days.write(item.due)}
    return f"{words}: {item.reason}" if item.reason else words


def band_of(item: AgendaItem) -> str:
    return {DONE: "met", "told": "met", "noted": "met", "carried": "partly"}.get(item.outcome, "not_measured")


def sum_words(items: Sequence[AgendaItem], new: int) -> str:
    """The meeting as a sum: “Kỳ trước chuyển sang 3, mới 1; xong 2, thôi 0, còn 2.”"""
    asked = [item for item in items if item.kind in MUST_SETTLE]
    done = sum(1 for item in asked if item.outcome == DONE)
    dropped = sum(1 for item in asked if item.outcome == "cancelled")
    told = {"before": len(asked), "new": new, "done": done, "dropped": dropped}
    told["open"] = len(asked) + new - done - dropped
    return _("From before %(before)s, new %(new)s; done %(done)s, dropped %(dropped)s, still open %(open)s.") % told


def facts(meeting: Meeting) -> list[Fact]:
    said = [Fact(_("Day"), lead(meeting), quiet=True)]
    for term, value in (
        (_("Place of the meeting"), meeting.place),
        (_("In the chair"), str(meeting.chair or "")),
        (_("Takes the minutes"), str(meeting.taker or "")),
        (_("Theme"), meeting.theme),
        (_("Who leads it"), str(meeting.theme_lead or "")),
    ):
        if value:
            said.append(Fact(term, value, quiet=True))
    return said


def invitation(meeting: Meeting, items: Sequence[AgendaItem]) -> str:
    """The text to print or to paste where only members read it: day, place, points with their prompts."""
    lines = [heading(meeting), lead(meeting)]
    if meeting.place:
        lines.append(meeting.place)
    if items:
        lines += ["", _("What it is about:")]
    for number, item in enumerate(items, start=1):
        lines.append(f"{number}. {item.title}")
        lines += [f"   – {one}" for one in item.prompts]
    return "\n".join(lines)


def decision_words(decision: Decision) -> str:
    return _("%(holder)s · due %(day)s") % {"holder": decision.holder, "day": days.write(decision.due)}
