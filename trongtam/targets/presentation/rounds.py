"""Rounds and submissions in the words of the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import Indicator, Submission, SubmissionState
from ..queries.rounds import RoundPage, RoundRow
from ..submitting import Act
from .doubts import told
from .words import capital, day, round_name

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["DrawnRow", "draw_rows", "late_words", "round_name", "state_word", "summary"]

# The shape of a band beside the word of a state: met, partly, not met, not measured.
BANDS = {
    SubmissionState.OPEN: "not_measured",
    SubmissionState.SUBMITTED: "partly",
    SubmissionState.ACCEPTED: "met",
    SubmissionState.RETURNED: "not_met",
    SubmissionState.LOCKED: "met",
}


def state_word(one: Submission) -> str:
    return capital(str(SubmissionState(one.state).label))


@dataclass(frozen=True)
class DrawnRow:
    """A unit of a round as its page draws it; `doubts` with the name of the line and why it is so."""

    row: RoundRow
    band: str
    word: str
    late: str
    when: str
    doubts: tuple[tuple[str, str, str], ...]
    acts: frozenset[str]
    opens: bool

    @property
    def submission(self) -> Submission:
        return self.row.submission


def draw_rows(page: RoundPage, *, decides: bool, states: Iterable[int]) -> list[DrawnRow]:
    """`decides`: whether the viewer accepts and sends back; `states`: units whose figures he states."""
    names = _names(page)
    own = set(states)
    return [_draw(row, names, decides, row.unit.pk in own) for row in page.rows]


def _draw(row: RoundRow, names: dict[int, str], decides: bool, own: bool) -> DrawnRow:
    one = row.submission
    offered = set(row.acts) & ({Act.ACCEPT, Act.RETURN, Act.REOPEN} if decides else set())
    offered |= set(row.acts) & ({Act.SUBMIT, Act.RECALL} if own else set())
    return DrawnRow(
        row=row,
        band=BANDS[SubmissionState(one.state)],
        word=state_word(one),
        late=late_words(row),
        when=_when(one),
        doubts=tuple(
            (names.get(kept["indicator"], ""), told(kept["code"], kept["said"]), kept["why"]) for kept in one.doubts
        ),
        acts=frozenset(act.value for act in offered),
        opens=own,
    )


def _names(page: RoundPage) -> dict[int, str]:
    ids = {kept["indicator"] for row in page.rows for kept in row.submission.doubts}
    return dict(Indicator.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}


def _when(one: Submission) -> str:
    if one.sent_at is None:
        return ""
    sent = day(timezone.localdate(one.sent_at))
    said = _("sent by the office on %(day)s") if one.proxy else _("sent on %(day)s")
    return capital(said % {"day": sent})


def late_words(row: RoundRow) -> str:
    if not row.is_late:
        return ""
    return ngettext("%(n)d day late", "%(n)d days late", row.days_late) % {"n": row.days_late}


def summary(page: RoundPage) -> str:
    """“Hạn 25/09/2022 · 12/16 đơn vị đã nhận · 2 chậm”."""
    total = len(page.rows)
    parts = [
        _("Due %(day)s") % {"day": day(page.round.due_on)},
        ngettext("%(done)s/%(n)d unit accepted", "%(done)s/%(n)d units accepted", total)
        % {"done": page.settled, "n": total},
    ]
    if page.counts[SubmissionState.SUBMITTED]:
        parts.append(_("%(n)d waiting") % {"n": page.counts[SubmissionState.SUBMITTED]})
    if page.late:
        parts.append(_("%(n)d late") % {"n": page.late})
    return " · ".join(parts)
