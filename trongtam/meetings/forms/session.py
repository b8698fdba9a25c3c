"""The page of a meeting in session as one form: what was ticked and typed at each point, each point for itself.

Beside each point stands the mark of what the person saw (`was_…`), so that a point that somebody else has settled meanwhile is
never overwritten unseen, and points that nobody touched are left alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from trongtam.ground import days
from trongtam.ground.errors import Refused, Unreadable
from trongtam.targets.forms.fields import NumberField

from ..carrying import CARRIED, DONE, MUST_SETTLE, OUTCOMES
from ..models import AgendaItem, ItemKind, Outcome
from ..operations import Said, said_of, settle_item

if TYPE_CHECKING:
    from trongtam.accounts.models import User

# Of these kinds nothing is chosen: the meeting takes note, and may write a conclusion.
CHOSEN = frozenset({ItemKind.DECISION, ItemKind.OWN, ItemKind.WORK, ItemKind.NOTICE})


@dataclass
class Point:
    """A point as the page draws it: what stands or was typed, and what is wrong with it."""

    item: AgendaItem
    number: int
    typed: dict[str, str]
    was: str
    error: str = ""
    error_field: str = ""

    @property
    def options(self) -> list[tuple[str, str, bool]]:
        """(value, word, chosen); empty where nothing is chosen."""
        if self.item.kind not in CHOSEN:
            return []
        words = {"noted": _("Going on")} if self.item.kind == ItemKind.WORK else {}
        if self.item.kind == ItemKind.NOTICE:
            words = {"carried": _("Not told yet")}
        chosen = self.typed["outcome"]
        if not chosen and self.item.kind not in MUST_SETTLE:
            chosen = OUTCOMES[self.item.kind][0]
        return [(one, str(words.get(one, Outcome(one).label)), one == chosen) for one in OUTCOMES[self.item.kind]]

    @property
    def asks_reason(self) -> bool:
        return self.item.kind in (ItemKind.DECISION, ItemKind.OWN, ItemKind.WORK)

    @property
    def asks_day(self) -> bool:
        return self.item.kind == ItemKind.DECISION

    @property
    def why(self) -> str:
        return _("What came out of it?") if self.item.kind == ItemKind.WORK else _("Why?")

    @property
    def open_more(self) -> bool:
        names = ("conclusion", "votes_for", "votes_against", "votes_abstained")
        return any(self.typed[name] for name in names)


FIELDS = ("outcome", "reason", "due", "figure", "conclusion", "votes_for", "votes_against", "votes_abstained")


def points_of(items: Sequence[AgendaItem], data: Mapping[str, str] | None = None) -> list[Point]:
    """What stands; with `data` what was typed."""
    points = []
    for number, item in enumerate(items, start=1):
        stands = _stands(item)
        typed = stands if data is None else {name: data.get(f"{name}_{item.pk}", stands[name]) for name in FIELDS}
        was = said_of(item).mark if data is None else data.get(f"was_{item.pk}", "")
        points.append(Point(item, number, typed, was))
    return points


def _stands(item: AgendaItem) -> dict[str, str]:
    votes = {name: getattr(item, name) for name in FIELDS if name.startswith("votes")}
    figure = "" if item.figure is None else f"{item.figure.normalize():f}".replace(".", ",")
    return {
        "outcome": item.outcome,
        "reason": item.reason,
        "due": days.write(item.due) if item.due else "",
        "figure": figure,
        "conclusion": item.conclusion,
        **{name: "" if value is None else str(value) for name, value in votes.items()},
    }


def settle_all(points: Sequence[Point], *, by: User, patient: bool) -> list[Point]:
    """Settle every point that was touched; those that were refused keep what was typed and say why. `patient`: a point that is
    not complete yet is left for later without a word, as long as the person is still typing. The refused points."""
    refused = []
    for point in points:
        before = point.error
        try:
            said = _read(point)
            if (said is not None and said.mark != point.was) or (
                said is not None and said.votes != said_of(point.item).votes
            ):
                if patient and _unfinished(point.item, said):
                    continue
                point.item = settle_item(point.item, said, by=by, seen=point.was)
                point.was = said_of(point.item).mark
        except Refused as refusal:
            point.error, point.error_field = str(refusal), refusal.field or ""
            point.item.refresh_from_db()
            point.was = said_of(point.item).mark
        if point.error != before:
            refused.append(point)
    return refused


def _unfinished(item: AgendaItem, said: Said) -> bool:
    if item.kind == ItemKind.WORK:
        return said.outcome == DONE and not said.reason.strip()
    return said.outcome in ("carried", "cancelled") and item.kind in MUST_SETTLE and not said.reason.strip()


def _read(point: Point) -> Said | None:
    """What was typed, as values. Raises Refused. None: it cannot be a result of this page."""
    typed, item = point.typed, point.item
    outcome = typed["outcome"]
    if not item.outcome and item.kind not in MUST_SETTLE and item.kind in CHOSEN and outcome == OUTCOMES[item.kind][0]:
        outcome = ""  # what is said by itself is said when the meeting ends
    reason = typed["reason"] if outcome in ("carried", "cancelled") or item.kind == ItemKind.WORK else ""
    return Said(
        outcome=outcome,
        reason=reason,
        due=_day(typed["due"], point) if item.kind == ItemKind.DECISION and outcome == CARRIED else None,
        figure=_number(typed["figure"], point) if item.target_id is not None else None,
        conclusion=typed["conclusion"],
        votes=_votes(typed, point),
    )


def _day(text: str, point: Point) -> date | None:
    if not text.strip():
        return None
    try:
        return days.read(text)
    except Unreadable as wrong:
        raise Refused(str(wrong), field=f"due_{point.item.pk}") from wrong


def _number(text: str, point: Point) -> Decimal | None:
    try:
        return NumberField(required=False).clean(text)
    except ValidationError as wrong:
        raise Refused(" ".join(wrong.messages), field=f"figure_{point.item.pk}") from wrong


def _votes(typed: Mapping[str, str], point: Point) -> tuple[int, int, int] | None:
    texts = [typed[name].strip() for name in ("votes_for", "votes_against", "votes_abstained")]
    if not any(texts):
        return None
    if not all(text.isdecimal() and len(text) < 5 for text in texts if text):
        raise Refused(_("Please write the votes as numbers."), field=f"votes_for_{point.item.pk}")
    first, second, third = (int(text or 0) for text in texts)
    return first, second, third


def as_text(data: Any) -> dict[str, str]:
    """The last value of each field that was sent."""
    return {name: data.get(name, "") for name in data}
