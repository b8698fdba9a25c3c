"""Facts stand still when the collective talks; what nothing counts is stated; what is wrong is contested and answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed, Refused

from ..fact_codes import KNOWN_FACTS
from ..facts import is_counted
from ..life import Act
from ..models import Contest, ContestState, Fact, Subject
from ..queries.known import Value, asked_of, listed_of, live_facts
from ..rules import rounds as rules
from .walking import locked_subject, require_open, tell

if TYPE_CHECKING:
    from trongtam.accounts.models import User

MOST = Decimal("9999999999")


def freeze_facts(subjects: Sequence[Subject], *, at: datetime) -> None:
    """Keep what is counted now, unless a contest or a person has said otherwise. For subjects of one round."""
    codes = {one.pk: listed_of(one.kind, one.scheme.read()) for one in subjects}
    known = set(Fact.objects.filter(subject__in=subjects).values_list("subject_id", "code"))
    live = live_facts(subjects, [code for listed in codes.values() for code in listed], timezone.localdate(at))
    rows = []
    for one in subjects:
        for code, found in live.get(one.pk, {}).items():
            if code in codes[one.pk] and (one.pk, code) not in known and found.value is not None:
                number, yes = _columns(found.value)
                sources = {kind: list(ids) for kind, ids in found.sources.items()}
                rows.append(Fact(subject=one, code=code, value=number, yes=yes, sources=sources, frozen_at=at))
    Fact.objects.bulk_create(rows)


def _columns(value: Value) -> tuple[Decimal | None, bool | None]:
    return (None, value) if isinstance(value, bool) else (value, None)


@transaction.atomic
def state_fact(subject: Subject, code: str, value: Value, *, by: User, at: datetime | None = None) -> Fact:
    """Say a fact that no record counts (discipline, a serious error): those who appraise, from the paper that says so. Raises
    NotAllowed, Refused."""
    held = locked_subject(subject, Act.CONTEST, by=by, rule=rules.can_appraise, who=rules.who_may_decide, reason=code)
    if code not in asked_of(held):
        raise Refused(_("The scheme does not ask for this."), field="code")
    if is_counted(code):
        raise Refused(_("The program counts this from the records. If it is not right, it is contested."), field="code")
    fact = _keep(held, code, value, at=at, corrected=False, by=by)
    tell(held, "reviews.fact_stated", by=by, at=at, fact=code)
    return fact


def _keep(held: Subject, code: str, value: Value, *, at: datetime | None, corrected: bool, by: User) -> Fact:
    kind = KNOWN_FACTS[code].kind
    if value is None or (kind == "yes_no") != isinstance(value, bool):
        raise Refused(_("Please give a value."), field="value")
    number, yes = _columns(value)
    most = Decimal(100) if kind == "share" else MOST
    if number is not None and not 0 <= number <= most:
        raise Refused(_("The value lies outside of what is possible."), field="value")
    values = {"value": number, "yes": yes, "corrected": corrected, "by": by, "frozen_at": at or timezone.now()}
    return Fact.objects.update_or_create(subject=held, code=code, defaults=values)[0]


# -- objections --------------------------------------------------------------------------------------------------------


@transaction.atomic
def contest_fact(subject: Subject, code: str, *, by: User, text: str, at: datetime | None = None) -> Contest:
    """“This is not right”, before the decision. Nothing is decided until it is answered. Raises NotAllowed, Refused."""
    held = locked_subject(subject, Act.CONTEST, by=by, rule=rules.can_contest, who=rules.who_may_contest, reason=text)
    if code not in listed_of(held.kind, held.scheme.read()):
        raise Refused(_("The scheme does not ask for this."), field="code")
    if held.contests.filter(code=code, state=ContestState.OPEN).exists():
        raise Refused(_("This objection waits for its answer already."))
    made = Contest.objects.create(subject=held, code=code, text=text.strip()[:1000], by=by, at=at or timezone.now())
    tell(held, "reviews.fact_contested", by=by, at=at, fact=code)
    return made


def _locked_contest(contest: Contest) -> Contest:
    held = Contest.objects.select_for_update(of=("self",)).get(pk=contest.pk)
    held.subject = (
        Subject.objects.select_for_update(of=("self",))
        .select_related("round__unit", "unit", "person", "scheme")
        .get(pk=held.subject_id)
    )
    require_open(held.subject.round)
    return held


def _require_waiting(held: Contest) -> None:
    if held.state != ContestState.OPEN:
        raise Refused(_("This objection is settled: %(state)s.") % {"state": held.get_state_display()})


@transaction.atomic
def withdraw_contest(contest: Contest, *, by: User, at: datetime | None = None) -> Contest:
    """It has cleared itself up. Raises NotAllowed, Refused."""
    held = _locked_contest(contest)
    if not rules.can_withdraw_contest(by, held):
        raise NotAllowed(rules.who_may_contest(held.subject))
    _require_waiting(held)
    held.state = ContestState.WITHDRAWN
    held.save(update_fields=["state"])
    tell(held.subject, "reviews.contest_withdrawn", by=by, at=at, fact=held.code)
    return held


@transaction.atomic
def dismiss_contest(contest: Contest, *, by: User, answer: str, at: datetime | None = None) -> Contest:
    """The fact stands; the answer says why. Raises NotAllowed, Refused."""
    held = _answered(contest, by=by, answer=answer, state=ContestState.DISMISSED, at=at)
    tell(held.subject, "reviews.contest_answered", by=by, at=at, fact=held.code, state=held.state)
    return held


@transaction.atomic
def uphold_contest(contest: Contest, value: Value, *, by: User, answer: str, at: datetime | None = None) -> Contest:
    """The person is right: `value` stands from now on. Raises NotAllowed, Refused."""
    held = _answered(contest, by=by, answer=answer, state=ContestState.UPHELD, at=at)
    _keep(held.subject, held.code, value, at=at, corrected=True, by=by)
    tell(held.subject, "reviews.contest_answered", by=by, at=at, fact=held.code, state=held.state)
    return held


def _answered(contest: Contest, *, by: User, answer: str, state: str, at: datetime | None) -> Contest:
    held = _locked_contest(contest)
    if not rules.can_answer(by, held):
        raise NotAllowed(rules.who_may_answer(held))
    _require_waiting(held)
    if not answer.strip():
        raise Refused(_("Please say why. The person reads it."), field="answer")
    held.state, held.answer = state, answer.strip()[:1000]
    held.answered_by, held.answered_at = by, at or timezone.now()
    held.save()
    return held
