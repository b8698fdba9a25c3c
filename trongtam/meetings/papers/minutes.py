"""The minutes of a meeting: the fields of the model form (place, members by kind, absent, chair, taker,
content, conclusion, votes, score)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from trongtam.ground import days, numbers
from trongtam.ground.papers import Column, Heading, Paragraph, Table
from trongtam.ground.papers.model import Block

from ..attending import Presence
from ..models import AgendaItem, Guest
from ..queries.record import Record, title_of


def abstract(record: Record) -> str:
    return title_of(record.meeting).lower()


def body(record: Record) -> Iterator[Block]:
    yield from _when(record)
    yield from _who(record)
    yield from _what(record)
    yield from _decided(record)
    yield from _end(record)


def _when(record: Record) -> Iterator[Block]:
    meeting = record.meeting
    hour = _("%(hour)s, ") % {"hour": f"{meeting.began:%H:%M}"} if meeting.began else ""
    yield Heading(_("I. TIME, PLACE, PARTICIPANTS"), 1)
    yield Paragraph(_("1. Time: %(hour)s%(day)s.") % {"hour": hour, "day": days.write(meeting.day)})
    yield Paragraph(_("2. Place: %(place)s.") % {"place": meeting.place or _("not written down")})
    chair = str(meeting.chair) if meeting.chair is not None else _("not written down")
    taker = str(meeting.taker) if meeting.taker is not None else _("not written down")
    yield Paragraph(_("3. Chair: %(chair)s. Taker of the minutes: %(taker)s.") % {"chair": chair, "taker": taker})
    if meeting.theme:
        yield Paragraph(_("Theme: %(theme)s.") % {"theme": meeting.theme})


def _who(record: Record) -> Iterator[Block]:
    told = record.roll.tally
    if told is None:
        yield Paragraph(_("4. Attendance: not written down."))
        yield from _guests(record)
        return
    share = numbers.percent(told.percent) if told.percent is not None else ""
    said = {"present": told.present, "base": told.base, "share": share}
    yield Paragraph(_("4. Members who have to come: %(base)d; present: %(present)d (%(share)s).") % said)
    if record.standings:
        columns = [Column(_("Member"), 60), Column(_("In all"), 20, "centre"), Column(_("Present"), 20, "centre")]
        yield Table(columns, [[name.capitalize(), str(of), str(came)] for name, of, came in record.standings])
    for presence, count, words in (
        (Presence.EXCUSED, told.excused, _("Absent with a reason: %(n)d")),
        (Presence.UNEXCUSED, told.unexcused, _("Absent without a reason: %(n)d")),
    ):
        who = ", ".join(record.absent(presence))
        yield Paragraph(f"{words % {'n': count}}{f': {who}' if who else ''}.")
    yield from _guests(record)


def _guests(record: Record) -> Iterator[Block]:
    guests = [_guest(one) for one in record.roll.guests]
    if guests:
        yield Paragraph(_("Guests: %(guests)s.") % {"guests": "; ".join(guests)})


def _guest(one: Guest) -> str:
    who = str(one.person) if one.person is not None else f"{one.unit}, {one.count}"
    return f"{who} ({one.get_as_what_display()})"


def _what(record: Record) -> Iterator[Block]:
    yield Heading(_("II. CONTENT"), 1)
    if not record.items:
        yield Paragraph(_("No points were written down."))
    for number, item in enumerate(record.items, 1):
        yield Paragraph(f"{number}. {item.title}.")
        for line in _item_lines(item):
            yield Paragraph(line)


def _item_lines(item: AgendaItem) -> Iterator[str]:
    if item.outcome:
        reason = f" ({item.reason})" if item.reason else ""
        yield _("Result: %(result)s.") % {"result": f"{item.outcome_word.lower()}{reason}"}
    if item.speakers:
        yield _("%(n)d opinions.") % {"n": item.speakers}
    if item.conclusion:
        yield _("Conclusion: %(text)s") % {"text": item.conclusion}
    if item.votes_for is not None:
        votes = {"yes": item.votes_for, "no": item.votes_against or 0, "none": item.votes_abstained or 0}
        yield _("Vote: %(yes)d for, %(no)d against, %(none)d abstained.") % votes


def _decided(record: Record) -> Iterator[Block]:
    yield Heading(_("III. DECISIONS"), 1)
    if not record.decisions:
        yield Paragraph(_("No new decisions."))
        return
    columns = [
        Column(_("No."), 10, "centre"),
        Column(_("Matter decided"), 60),
        Column(_("Who"), 35),
        Column(_("By"), 25, "centre"),
    ]
    rows = [[str(n), one.text, one.holder, days.write(one.due)] for n, one in enumerate(record.decisions, 1)]
    yield Table(columns, rows)


def _end(record: Record) -> Iterator[Block]:
    meeting = record.meeting
    yield Heading(_("IV. CONCLUSION"), 1)
    yield Paragraph(meeting.conclusion or _("The chair concluded on each point above."))
    if meeting.speakers is not None:
        yield Paragraph(_("Members who spoke: %(n)d.") % {"n": meeting.speakers})
    for one in record.scores:
        total = numbers.write(one.total, None)
        said = {
            "column": one.column,
            "total": total,
            "level": one.level,
            "votes": f"; {one.votes}" if one.votes else "",
        }
        yield Paragraph(_("%(column)s: %(total)s points, %(level)s%(votes)s.") % said)
    if meeting.minutes_read:
        yield Paragraph(_("The minutes were read to the meeting."))
    if record.replaces is not None:
        day, reason = record.replaces
        told = {"day": days.write(day), "reason": reason}
        yield Paragraph(_("These minutes replace those that were sent on %(day)s: %(reason)s") % told)
    if meeting.ended is not None:
        yield Paragraph(_("The meeting ended at %(hour)s.") % {"hour": f"{meeting.ended:%H:%M}"})
