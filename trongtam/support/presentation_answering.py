"""How recommendations are drawn: rows, the facts of one, its thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trongtam.ground import days
from trongtam.ground.phrases import gettext_noop
from trongtam.look.shapes import Fact, Step, TallyItem
from trongtam.org.reach import Reach
from trongtam.work.queries.works import reads_names

from .life import OWED
from .models import Recommendation, RecState, Turn
from .queries import recommendations as read
from .queries.recommendations import Ageing, Row
from .routing import holidays_unchecked, table_on

if TYPE_CHECKING:
    from trongtam.accounts.models import User

# In the four shapes of every list: told by word, shape and colour.
BANDS = {
    read.LATE: "not_met",
    read.SOON: "partly",
    read.IN_TIME: "partly",
    read.WAITING: "met",
    read.OVER: "not_measured",
}


def standing_words(row: Row) -> str:
    """How it stands, with the days where they press."""
    if row.standing == read.LATE:
        return ngettext("answer %(n)d day late", "answer %(n)d days late", row.days_late) % {"n": row.days_late}
    if row.standing == read.SOON:
        return _("answer due soon")
    return str(row.recommendation.get_state_display())


@dataclass(frozen=True, slots=True)
class Shown:
    """A row as it is drawn. `step`: what the viewer is asked to do with it, and where."""

    row: Row
    url: str
    band: str
    words: str
    due: str
    age: str


def shown(row: Row) -> Shown:
    one = row.recommendation
    age = ngettext("%(n)d day", "%(n)d days", row.age) % {"n": row.age}
    return Shown(
        row,
        reverse("support:recommendation", args=[one.pk]),
        BANDS[row.standing],
        standing_words(row),
        days.write(one.due_on) if one.state in OWED else "",
        age,
    )


def shown_all(rows: Any, day: date) -> list[Shown]:
    return [shown(read.row(one, day)) for one in rows]


def field_name(recommendation: Recommendation) -> str:
    """The field of competence in words; "" where a person chose the organ alone."""
    field = table_on(recommendation.raised_on).field(recommendation.field) if recommendation.field else None
    return field.name if field is not None else ""


def facts(recommendation: Recommendation) -> list[Fact]:
    one, owed = recommendation, recommendation.state in OWED
    moved = _("first due on %(day)s") % {"day": days.write(one.first_due)} if one.first_due != one.due_on else ""
    told = [
        Fact(_("Who answers"), one.organ.name, note=field_name(one), quiet=True),
        Fact(_("Answer due"), days.write(one.due_on) if owed else "—", note=moved, quiet=True),
        Fact(_("State"), str(one.get_state_display()), quiet=True),
        Fact(_("Raised on"), days.write(one.raised_on), note=source_words(one), quiet=True),
    ]
    if one.promised_on is not None:
        told.append(Fact(_("To be solved by"), days.write(one.promised_on), quiet=True))
    return told


def source_words(recommendation: Recommendation) -> str:
    said = str(recommendation.get_source_kind_display())
    return f"{said}: {recommendation.source_text}" if recommendation.source_text else said


def unchecked_words(recommendation: Recommendation) -> str:
    """That the day owed was moved by holidays nobody has compared with their announcement yet; "" once they were."""
    if not holidays_unchecked(recommendation.due_on):
        return ""
    return _("The holidays of %(year)s were not yet compared with their announcement.") % {
        "year": recommendation.due_on.year
    }


def tallies(ageing: Ageing) -> list[TallyItem]:
    """What an organ owes at a glance: late first."""
    return [
        TallyItem("not_met", ageing.late, word=_("late")),
        TallyItem("partly", ageing.owed - ageing.late, word=_("to be answered in time")),
    ]


def band_words(first: int, last: int | None) -> str:
    if last is None:
        return _("over %(n)d days") % {"n": first - 1}
    return _("%(first)d to %(last)d days") % {"first": first, "last": last}


# -- the thread --------------------------------------------------------------------------------------------------------

TURNS = {
    "raise": gettext_noop("Raised"),
    "accept": gettext_noop("Accepted"),
    "transfer": gettext_noop("Passed on"),
    "answer": gettext_noop("Answered"),
    "settle": gettext_noop("Settled"),
    "not_satisfied": gettext_noop("Not satisfied"),
    "escalate": gettext_noop("To the next level"),
    "withdraw": gettext_noop("Withdrawn"),
    "carry": gettext_noop("Goes on with the unit that carries on"),
}


def thread(recommendation: Recommendation, user: User) -> list[Step]:
    """What was said, in the order of time. Names of people only where one reads them. One query."""
    named = reads_names(Reach.of(user), recommendation.unit)
    turns = list(recommendation.turns.select_related("by", "organ", "organ_before"))
    steps = [_first(recommendation, turns[0] if turns else None, named)]
    steps += [_turn(turn, named, last=turn is turns[-1]) for turn in turns[1:]]
    return steps


def _first(recommendation: Recommendation, turn: Turn | None, named: bool) -> Step:
    meta = _meta(turn, named) if turn is not None else ""
    return Step(
        f"{recommendation.unit.name} · {source_words(recommendation)}",
        kind="root",
        quote=recommendation.text,
        text=_("To %(organ)s") % {"organ": turn.organ.name} if turn is not None else "",
        meta=meta,
    )


def _turn(turn: Turn, named: bool, *, last: bool) -> Step:
    label = _(TURNS[turn.act])
    title = ""
    if turn.organ_before is not None and turn.organ_before != turn.organ:
        title = f"{turn.organ_before.name} → {turn.organ.name}"
    elif turn.act == "answer":
        title = f"{turn.organ.name}: {turn.get_answer_kind_display()}"
        if turn.promised_on is not None:
            title += ", " + _("by %(day)s") % {"day": days.write(turn.promised_on)}
    return Step(label, title=title, kind="now" if last else "step", text=turn.text, meta=_meta(turn, named))


def _meta(turn: Turn, named: bool) -> str:
    day = _day(turn.at)
    told = f"{turn.by.display_name} · {day}" if named and turn.by is not None else day
    if turn.proxy:
        told += " · " + _("entered for the unit")
    if turn.after in OWED and turn.due_on is not None:
        told += " · " + _("answer due on %(day)s") % {"day": days.write(turn.due_on)}
    return told


def _day(when: datetime) -> str:
    return days.write(timezone.localdate(when))


def state_word(state: str) -> str:
    return str(RecState(state).label)
