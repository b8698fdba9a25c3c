"""The resolution of a cell: what its meeting decided, who does it, by when."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from trongtam.ground import days
from trongtam.ground.papers import Heading, Paragraph
from trongtam.ground.papers.model import Block, Bullet

from ..queries.record import Record, day_of, title_of


def abstract(record: Record) -> str:
    return title_of(record.meeting).lower()


def body(record: Record) -> Iterator[Block]:
    yield Paragraph(_("The meeting of %(day)s has decided:") % {"day": day_of(record.meeting)})
    yield Heading(_("I. CONCLUSION"), 1)
    yield Paragraph(record.meeting.conclusion or _("As the points below say."))
    concluded = [one for one in record.items if one.conclusion]
    for one in concluded:
        yield Bullet(f"{one.title}: {one.conclusion}")
    yield Heading(_("II. WORK"), 1)
    for decided in record.decisions:
        said = {"text": decided.text, "who": decided.holder, "day": days.write(decided.due)}
        yield Bullet(_("%(text)s. Done by %(who)s until %(day)s.") % said)
    yield Heading(_("III. CARRYING OUT"), 1)
    yield Paragraph(_("The next meeting looks back at each of them."))
