"""The score sheet of a meeting as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from ..life import State
from ..models import Meeting, Score, ScoreColumn
from ..rules import record as rules
from ..scoring_forms import ScoringForm, proposed, scoring_forms, without_occasion
from .facts import facts_of, form_of

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@dataclass(frozen=True, slots=True)
class ShownOption:
    code: str
    title: str
    points: Decimal
    chosen: bool
    is_computed: bool


@dataclass(frozen=True, slots=True)
class ShownItem:
    """`computed`: the words of the answer that the program proposes; `reason`: why it was overruled."""

    code: str
    title: str
    options: tuple[ShownOption, ...]
    computed: str
    reason: str
    illustrative: bool


@dataclass(frozen=True, slots=True)
class ShownGroup:
    title: str
    items: tuple[ShownItem, ...]


@dataclass(frozen=True, slots=True)
class ShownScore:
    column: str
    total: Decimal
    level: str
    votes: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """`column`: whose column the viewer may fill; empty when he may only read."""

    title: str
    source: str
    groups: tuple[ShownGroup, ...]
    scores: tuple[ShownScore, ...]
    column: str
    illustrative: bool

    @property
    def fills(self) -> bool:
        return bool(self.column)


def sheet_of(meeting: Meeting, user: User, *, column: str = "") -> Sheet | None:
    """The sheet with what is known and what was answered; None where no form holds. At most seven queries."""
    form = form_of(meeting)
    if form is None:
        return None
    kept = {one.column: one for one in Score.objects.filter(meeting=meeting)}
    fills = column or _column(meeting, user)
    facts = facts_of(meeting)
    computed, out = proposed(form, facts), without_occasion(form, facts)
    own = kept.get(fills)
    groups = tuple(
        ShownGroup(
            group.title,
            tuple(_item(form, item.code, computed, own) for item in group.items if item.code not in out),
        )
        for group in form.form.groups
    )
    return Sheet(
        title=form.form.title,
        source=form.form.source,
        groups=tuple(one for one in groups if one.items),
        scores=tuple(_score(kept[column]) for column in ScoreColumn.values if column in kept),
        column=fills,
        illustrative=bool(form.illustrative),
    )


def _column(meeting: Meeting, user: User) -> str:
    if rules.can_score_own(user, meeting) and meeting.state in (State.IN_SESSION, State.ENDED):
        return ScoreColumn.OWN.value
    return ""


def _item(form: ScoringForm, code: str, computed: dict[str, str], own: Score | None) -> ShownItem:
    item = form.form.items[code]
    chosen = own.answers.get(code, "") if own is not None and own.form == form.code else computed.get(code, "")
    words = item.option(computed[code]).title if code in computed else ""
    options = tuple(
        ShownOption(one.code, one.title, one.points.normalize() + 0, one.code == chosen, one.code == computed.get(code))
        for one in item.options
    )
    reason = own.overruled.get(code, "") if own is not None else ""
    return ShownItem(code, item.title, options, words, reason, code in form.illustrative)


def level_name(form_code: str, level: str) -> str:
    """What a level is called on its form."""
    form = scoring_forms().get(form_code)
    found = next((one.title for one in form.form.levels if one.code == level), "") if form is not None else ""
    return found or level


def _score(score: Score) -> ShownScore:
    votes = ""
    if score.votes_for is not None:
        votes = _("%(agreed)d of %(could)d agreed") % {"agreed": score.votes_for, "could": score.votes_of}
    return ShownScore(str(score.get_column_display()), score.total, level_name(score.form, score.level), votes)
