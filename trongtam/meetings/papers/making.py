"""A paper of a meeting from its name: page and archive come here. Always in Vietnamese."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from trongtam.ground import days
from trongtam.ground.papers import Paper, Signature, layout_for, render
from trongtam.ground.papers.model import Block
from trongtam.org.models import UnitKind
from trongtam.work.queries.organ import Organ, organ_of_list

from ..life import HELD
from ..models import Meeting
from ..queries.record import Record, record_of
from . import minutes, report, resolution

if TYPE_CHECKING:
    from trongtam.accounts.models import User

MINUTES, RESOLUTION, REPORT = "minutes", "resolution", "report"
Draw = Callable[[Paper], bytes]


@dataclass(frozen=True, slots=True)
class Made:
    """`name` for people, `heading` as printed, `abstract` and `body` from the record."""

    name: Any
    paper_type: str
    heading: Any
    abstract: Callable[[Record], str]
    body: Callable[[Record], Iterator[Block]]


PAPERS: dict[str, Made] = {
    MINUTES: Made(
        gettext_lazy("Minutes"), "minutes", gettext_lazy("MINUTES"), minutes.abstract, minutes.body,
    ),
    RESOLUTION: Made(
        gettext_lazy("Resolution"), "resolution", gettext_lazy("RESOLUTION"), resolution.abstract, resolution.body,
    ),
    REPORT: Made(
        gettext_lazy("Month report of the cell"), "report", gettext_lazy("REPORT"), report.abstract, report.body,
    ),
}  # fmt: skip


def offered(meeting: Meeting) -> list[str]:
    """The papers that a meeting has: minutes once it is over, a resolution where it decided something, the month's report of a
    regular one."""
    if meeting.state not in HELD:
        return []
    found = [MINUTES]
    if meeting.decisions.exists():
        found.append(RESOLUTION)
    return [*found, REPORT] if meeting.kind == "regular" else found


def paper_of(name: str, record: Record, organ: Organ, *, on: date) -> Paper:
    """The paper as values. Minutes are signed by chair and taker; a speaker is named in the texts only, where he wished it."""
    made, meeting = PAPERS[name], record.meeting
    layout = layout_for(organ.side, on)  # type: ignore[arg-type]  # one of the two sides
    chair = meeting.chair.full_name if meeting.chair is not None else ""
    taker = meeting.taker.full_name if meeting.taker is not None else ""
    signature = Signature(post=organ.post, authority="on_behalf", body=organ.body)
    left = None
    if name == MINUTES:
        signature = Signature(post=_("Chair").upper(), name=chair)
        left = Signature(post=_("Taker of the minutes").upper(), name=taker)
    return Paper(
        layout=layout,
        superior=organ.superior,
        issuer=organ.issuer,
        place=organ.place,
        date=meeting.held_on if name == MINUTES else None,
        symbol=organ.symbol(made.paper_type),
        type_name=str(made.heading),
        abstract=made.abstract(record),
        body=list(made.body(record)),
        signature=signature,
        left_signature=left,
        recipients=() if left else tuple(filter(None, (organ.superior, _readers(meeting)))),
        kept="" if left else organ.kept,
        footer=_("Compiled by Trọng Tâm on %(on)s.") % {"on": days.write(on)},
        demo=meeting.unit.is_demonstration,
    )


def _readers(meeting: Meeting) -> str:
    return _("Members of the cell") if meeting.unit.kind == UnitKind.CELL else _("Those who took part")


def word_of(name: str, meeting: Meeting, *, user: User, on: date, names: bool = True, draw: Draw = render) -> bytes:
    """The Word paper. `names=False` leaves out who was absent and why, for a paper that others read too."""
    with override("vi"):
        record = record_of(meeting, user, names=names)
        return draw(paper_of(name, record, organ_of_list(meeting.unit), on=on))
