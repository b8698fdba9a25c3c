"""The month report of a cell: done as soon as its meeting is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from trongtam.ground import days, numbers
from trongtam.ground.papers import Heading, Paragraph
from trongtam.ground.papers.model import Block, Bullet

from ..models import AgendaItem, ItemKind, Outcome
from ..queries.record import Record


def abstract(record: Record) -> str:
    month = record.meeting.month.start
    return _("how the cell met and worked in month %(month)s") % {"month": f"{month.month}/{month.year}"}


def body(record: Record) -> Iterator[Block]:
    meeting, told = record.meeting, record.roll.tally
    yield Heading(_("I. THE MEETING"), 1)
    yield Paragraph(_("Held on %(day)s.") % {"day": days.write(meeting.day)})
    if told is not None:
        share = numbers.percent(told.percent) if told.percent is not None else ""
        said = {"present": told.present, "base": told.base, "share": share}
        yield Paragraph(_("%(present)d of %(base)d members came (%(share)s).") % said)
    for one in record.scores:
        said_of = {"column": one.column, "total": numbers.write(one.total, None), "level": one.level}
        yield Paragraph(_("%(column)s: %(total)s points, %(level)s.") % said_of)
    yield Heading(_("II. WHAT WAS LEFT FROM BEFORE"), 1)
    yield from _left(record)
    yield Heading(_("III. NEW WORK"), 1)
    if not record.decisions:
        yield Paragraph(_("No new decisions."))
    for decided in record.decisions:
        yield Bullet(f"{decided.text} ({decided.holder}, {days.write(decided.due)})")


def _left(record: Record) -> Iterator[Block]:
    left = [one for one in record.items if one.outcome and _was_open(one)]
    outcomes = Counter(one.outcome_word.lower() for one in left)
    if outcomes:
        counts = "; ".join(f"{word}: {count}" for word, count in outcomes.items())
        yield Paragraph(f"{counts[:1].upper()}{counts[1:]}.")
    else:
        yield Paragraph(_("Nothing was left open."))
    for number, one in enumerate(record.items, 1):  # as the agenda and the minutes number them
        if one in left and one.outcome == Outcome.CARRIED:
            told_of = {"number": number, "title": one.title, "reason": one.reason}
            yield Bullet(_("Point %(number)d, %(title)s: goes on (%(reason)s)") % told_of)
    waiting = sum(1 for one in record.items if one.kind == ItemKind.RECOMMENDATION)
    told = sum(1 for one in record.items if one.outcome == Outcome.TOLD)
    if waiting:
        yield Paragraph(_("Recommendations that still wait: %(n)d.") % {"n": waiting})
    if told:
        yield Paragraph(_("Notices from above that were told: %(n)d.") % {"n": told})


def _was_open(item: AgendaItem) -> bool:
    """Work and points of the unit's own; what is only read out or taken note of is told by itself."""
    return item.kind in (ItemKind.DECISION, ItemKind.WORK, ItemKind.OWN)
