"""Scoring a meeting: the cell's own column, the follower's column, and which forms a place uses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.scoring import Result
from trongtam.ledger import book
from trongtam.org.models import Unit

from ..life import State
from ..models import FormChoice, Meeting, Score, ScoreColumn
from ..queries.facts import facts_of, form_of
from ..rules import record as rules
from ..scoring_forms import Facts, ScoringForm, proposed, scored, scoring_forms, without_occasion
from .attendance import lock_for
from .bounds import check_scored

if TYPE_CHECKING:
    from trongtam.accounts.models import User

Votes = tuple[int, int]
"""(for, of how many who could vote)"""

CENTS = Decimal("0.01")
BY_FOLLOWER = frozenset({State.IN_SESSION, State.ENDED, State.SIGNED, State.SENT})


@transaction.atomic
def score_meeting(
    meeting: Meeting,
    answers: Mapping[str, str],
    *,
    by: User,
    overruled: Mapping[str, str] | None = None,
    votes: Votes | None = None,
    at: datetime | None = None,
) -> Score:
    """The cell scores its own meeting. Items that the program computes are answered by it; another answer needs a reason in
    `overruled`. `votes`: how many agreed. Scored again it replaces the earlier sheet. Raises NotAllowed, Refused."""
    held = lock_for(meeting, by=by, rule=rules.can_score_own, who=rules.who_keeps_record)
    _check_votes(votes)
    check_scored(held, votes)
    score = _kept(held, ScoreColumn.OWN, answers, overruled or {}, votes, by=by, at=at)
    book.write("meetings.scored", by=by, on=held, unit=held.unit, after=_told(score), proxy=score.proxy, at=score.at)
    return score


@transaction.atomic
def score_as_follower(
    meeting: Meeting,
    answers: Mapping[str, str],
    *,
    by: User,
    overruled: Mapping[str, str] | None = None,
    at: datetime | None = None,
) -> Score:
    """The committee above scores the same sheet in its own column. Raises NotAllowed, Refused."""
    held = lock_for(
        meeting, by=by, rule=rules.can_score_as_follower, who=rules.who_scores_as_follower, states=BY_FOLLOWER
    )
    score = _kept(held, ScoreColumn.FOLLOWER, answers, overruled or {}, None, by=by, at=at)
    book.write("meetings.scored_by_follower", by=by, on=held, unit=held.unit, after=_told(score), at=score.at)
    return score


def _check_votes(votes: Votes | None) -> None:
    if votes is not None and not 0 <= votes[0] <= votes[1]:
        raise Refused(_("More agreed than could vote."), field="votes_for")


def _kept(
    held: Meeting,
    column: str,
    given: Mapping[str, str],
    overruled: Mapping[str, str],
    votes: Votes | None,
    *,
    by: User,
    at: datetime | None,
) -> Score:
    form = form_of(held)
    if form is None:
        raise Refused(_("No scoring form holds for a meeting of this kind on that day."))
    facts = facts_of(held)
    answers, reasons = _complete(form, facts, given, overruled)
    result = _result(form, answers, facts)
    assert result.level is not None
    values = {
        "form": form.code,
        "answers": answers,
        "overruled": reasons,
        "total": result.total.quantize(CENTS),
        "level": result.level.code,
        "votes_for": votes[0] if votes else None,
        "votes_of": votes[1] if votes else None,
        "by": by,
        "at": at or timezone.now(),
        "proxy": column == ScoreColumn.OWN and rules.is_proxy(by, held.unit),
    }
    return Score.objects.update_or_create(meeting=held, column=column, defaults=values)[0]


def _complete(
    form: ScoringForm, facts: Facts, given: Mapping[str, str], overruled: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """All answers, and why those differ that the program had computed. Raises Refused."""
    computed, out = proposed(form, facts), without_occasion(form, facts)
    answers = {**computed, **{code: answer for code, answer in given.items() if code not in out}}
    reasons = {}
    for code, answer in computed.items():
        if answers[code] == answer:
            continue
        reasons[code] = overruled.get(code, "").strip()[:300]
        if not reasons[code]:
            title = form.form.items[code].title
            raise Refused(_("“%(item)s” was computed; say why it is scored otherwise.") % {"item": title}, field=code)
    return answers, reasons


def _result(form: ScoringForm, answers: Mapping[str, str], facts: Facts) -> Result:
    try:
        result = scored(form, answers, facts)
    except KeyError:
        raise Refused(_("This answer is not on the form “%(form)s”.") % {"form": form.form.title}) from None
    if result.missing:
        titles = ", ".join(form.form.items[code].title for code in result.missing)
        raise Refused(_("Not scored yet: %(items)s.") % {"items": titles}, field=result.missing[0])
    return result


def _told(score: Score) -> dict[str, object]:
    return {"form": score.form, "total": str(score.total), "level": score.level, "overruled": score.overruled}


@transaction.atomic
def choose_forms(
    unit: Unit, forms: Sequence[str], *, by: User, since: date, basis: str, at: datetime | None = None
) -> FormChoice:
    """Which scoring forms hold in a place from a day on, at most one for each kind of meeting. Raises NotAllowed, Refused."""
    if not rules.can_choose_forms(by, unit):
        raise NotAllowed(rules.who_scores_as_follower(unit))
    known = scoring_forms()
    if not forms or set(forms) - known.keys():
        raise Refused(_("Choose a scoring form."), field="forms")
    kinds = [kind for code in forms for kind in known[code].kinds]
    if len(kinds) != len(set(kinds)):
        raise Refused(_("One form for each kind of meeting."), field="forms")
    if not basis.strip():
        raise Refused(_("Name the legal basis."), field="basis")
    values = {"forms": list(forms), "basis": basis.strip()[:255], "by": by, "at": at or timezone.now()}
    before = FormChoice.objects.filter(unit=unit, valid_from=since).values_list("forms", flat=True).first()
    choice = FormChoice.objects.update_or_create(unit=unit, valid_from=since, defaults=values)[0]
    was = {"forms": before} if before is not None else None
    after = {"forms": list(forms), "since": since}
    book.write("meetings.forms_chosen", by=by, on=choice, unit=unit, before=was, after=after, at=at)
    return choice
