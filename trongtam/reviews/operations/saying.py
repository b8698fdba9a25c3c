"""What is said of one who is reviewed: by himself, by the collective with its vote, by the appraisal, by the decision."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.errors import Refused
from trongtam.org.models import Membership
from trongtam.org.models.units import on_date

from .. import ballots, order
from ..ballots import Count, Fault
from ..life import Act, State, after
from ..models import Assessment, Ballot, ContestState, Subject
from ..queries.places import places_around
from ..rules import rounds as rules
from .capping import require_room
from .facts import freeze_facts
from .walking import (
    check_level,
    day_of,
    judged,
    last_scores,
    locked_subject,
    require_reason,
    said,
    tell,
)

if TYPE_CHECKING:
    from trongtam.accounts.models import User

Scores = Mapping[str, Decimal | None]


@transaction.atomic
def assess_self(
    subject: Subject, scores: Scores, *, by: User, level: str = "", reason: str = "", at: datetime | None = None
) -> Assessment:
    """The own word: points by criterion and a level, which is what they give unless a lower one is chosen. Said again it replaces
    the earlier one, until the collective has proposed. Raises NotAllowed, Refused."""
    held = locked_subject(subject, Act.ASSESS, by=by, rule=rules.can_assess, who=rules.who_may_assess)
    scheme = held.scheme.read()
    if "collective" not in scheme.stages:
        freeze_facts([held], at=at or timezone.now())  # nobody talks about them before the appraisal
    found = judged(held, dict(scores))
    chosen = level or found.level or scheme.proper[-1].code
    check_level(scheme, chosen, found)
    proxy = rules.is_proxy(by, held)
    made = said(
        held, Act.ASSESS, chosen, by=by, at=at, found=found, scores=scores, reason=reason.strip()[:600], proxy=proxy
    )
    tell(held, "reviews.self_assessed", by=by, at=at, proxy=proxy)
    return made


# -- the collective ----------------------------------------------------------------------------------------------------


@transaction.atomic
def record_ballot(
    subject: Subject, count: Count, *, by: User, on: date | None = None, at: datetime | None = None
) -> Ballot:
    """The counts of the secret vote about one: nothing else of the vote is kept. Raises NotAllowed, Refused."""
    held = locked_subject(subject, Act.VOTE, by=by, rule=rules.can_propose, who=rules.who_may_propose)
    _require_order(held)
    scheme = held.scheme.read()
    if not scheme.votes_in_secret:
        raise Refused(_("By this scheme nobody votes in secret: the proposal is written down at once."))
    levels = [level.code for level in scheme.proper]
    full = Count(count.present, count.ballots, count.valid, count.marks, _voters(held))
    fault = ballots.fault_of(full, levels)
    if fault is not None:
        field, sentence = fault_words(fault, full)
        raise Refused(sentence, field=field)
    day = on or day_of(at)
    if day > day_of(at):
        raise Refused(_("The day lies in the future. Please check it."), field="on")
    made = Ballot.objects.create(
        subject=held,
        present=count.present,
        ballots=count.ballots,
        valid=count.valid,
        marks=dict(count.marks),
        by=by,
        on=day,
    )
    tell(held, "reviews.vote_recorded", by=by, at=at, proxy=rules.is_proxy(by, held), present=count.present)
    return made


def _voters(held: Subject) -> int | None:
    """Members of the cell on the day of the registers, of one founded later on its first; None where nobody is in the register,
    or the unit is no cell."""
    day, vote = max(held.round.on, held.unit.founded_on), [Membership.Kind.REGULAR, Membership.Kind.TEMPORARY]
    spells = Membership.objects.filter(on_date(day), unit=held.unit_id, kind__in=vote)
    return spells.values("person_id").distinct().count() or None


def fault_words(fault: Fault, count: Count) -> tuple[str, str]:
    """(field, sentence) for counts of a vote that do not hold together."""
    told = {
        "present": count.present,
        "ballots": count.ballots,
        "valid": count.valid,
        "voters": count.voters,
        "marks": sum(count.marks.values()),
        "least": ballots.SECRET_FROM,
    }
    sentences = {
        Fault.NEGATIVE: ("ballots", _("A count is never below nothing.")),
        Fault.NOBODY: ("present", _("Please say how many were there and how many ballots were handed in.")),
        Fault.MORE_BALLOTS: ("ballots", _("%(ballots)d ballots from %(present)d voters: please count again.")),
        Fault.MORE_PRESENT: ("present", _("%(present)d were there, but only %(voters)d may vote.")),
        Fault.TOO_FEW: (
            "ballots",
            _(
                "With fewer than %(least)d ballots the counts would tell how each one voted, so they are not kept: the cell "
                "agrees "
                "openly and writes down its proposal."
            ),
        ),
        Fault.MORE_VALID: ("valid", _("%(valid)d valid ballots of %(ballots)d: please count again.")),
        Fault.MARKS: ("valid", _("The levels sum to %(marks)d, but %(valid)d ballots are valid.")),
        Fault.UNKNOWN_LEVEL: ("valid", _("A level was marked that this scheme does not have.")),
    }
    field, sentence = sentences[fault]
    return field, sentence % told


def _require_order(held: Subject) -> None:
    one, others = places_around(held)
    if first := order.before_the_vote(one, others):
        names = ", ".join(_name_of(held, other) for other in first[:3])
        raise Refused(
            _("First comes: %(names)s. The collective before its people, the head before the deputies.")
            % {"names": names}
        )


def _name_of(held: Subject, other: order.Place) -> str:
    """Who comes first, without telling the name of a person to who may not read it."""
    if other.kind == "collective":
        return _("the collective of %(unit)s") % {"unit": held.unit.name}
    return _("the head of %(unit)s") % {"unit": held.unit.name}


@transaction.atomic
def propose_level(
    subject: Subject,
    level: str,
    *,
    by: User,
    scores: Scores | None = None,
    reason: str = "",
    at: datetime | None = None,
) -> Assessment:
    """What the collective proposes, after its vote where one is secret. From here the facts stand as they were then. Raises
    NotAllowed, Refused."""
    held = locked_subject(subject, Act.PROPOSE, by=by, rule=rules.can_propose, who=rules.who_may_propose)
    _require_order(held)
    scheme = held.scheme.read()
    vote = _vote_of(held)
    freeze_facts([held], at=at or timezone.now())
    points = dict(scores) if scores is not None else last_scores(held)
    found = judged(held, points)
    check_level(scheme, level, found)
    carried = ballots.carried(vote, [one.code for one in scheme.proper]) if vote is not None else ""
    if carried and scheme.is_better(level, carried):
        told = {"level": scheme.level(level).title, "carried": scheme.level(carried).title}
        raise Refused(_("The vote carries “%(carried)s”, not “%(level)s”.") % told, field="level")
    require_reason(scheme, level, carried or (found.level or ""), reason=reason)
    made = said(held, Act.PROPOSE, level, by=by, at=at, found=found, scores=points, reason=reason.strip()[:600])
    tell(held, "reviews.level_proposed", by=by, at=at, proxy=rules.is_proxy(by, held))
    return made


def _vote_of(held: Subject) -> Count | None:
    """The vote that was recorded. Raises Refused where one is due and none is there."""
    vote = held.ballots.last()
    if not held.scheme.read().votes_in_secret:
        return None
    if vote is not None:
        return Count(vote.present, vote.ballots, vote.valid, vote.marks)
    if held.person_id is not None and (_voters(held) or 0) >= ballots.SECRET_FROM:
        raise Refused(_("The vote is not recorded yet. Please enter its counts first."))
    return None


# -- appraisal and decision --------------------------------------------------------------------------------------------


@transaction.atomic
def appraise(
    subject: Subject,
    level: str,
    *,
    by: User,
    scores: Scores | None = None,
    reason: str = "",
    at: datetime | None = None,
) -> Assessment:
    """What the organ finds. Another level than was proposed says why. Raises NotAllowed, Refused."""
    held = locked_subject(subject, Act.APPRAISE, by=by, rule=rules.can_appraise, who=rules.who_may_decide)
    scheme = held.scheme.read()
    points = dict(scores) if scores is not None else last_scores(held)
    found = judged(held, points)
    check_level(scheme, level, found)
    require_reason(scheme, level, held.proposed, reason=reason)
    made = said(held, Act.APPRAISE, level, by=by, at=at, found=found, scores=points, reason=reason.strip()[:600])
    tell(held, "reviews.appraised", by=by, at=at)
    return made


@transaction.atomic
def decide(
    subject: Subject, level: str, *, by: User, reason: str = "", basis: str = "", at: datetime | None = None
) -> Assessment:
    """The decision: never above what points and conditions give, never lower without a reason, never over the cap without a
    document, never while an objection waits. `basis`: the paper by which a superior decided about the committee itself. Raises
    NotAllowed, Refused."""
    held = locked_subject(subject, Act.DECIDE, by=by, rule=rules.can_decide, who=rules.who_may_decide)
    require_decidable(held)
    if held.unit_id == held.round.unit_id and not basis.strip():
        raise Refused(
            _(
                "About the committee itself and those who lead it the superior decides: please give number and day of the "
                "decision."
            ),
            field="basis",
        )
    scheme = held.scheme.read()
    points = last_scores(held)
    found = judged(held, points)
    check_level(scheme, level, found)
    require_reason(scheme, level, held.proposed, reason=reason)
    require_room(held.round, {held.pk: level})
    held.level, held.decided_at, held.decided_by = level, at or timezone.now(), by
    made = said(
        held,
        Act.DECIDE,
        level,
        by=by,
        at=at,
        found=found,
        scores=points,
        reason=reason.strip()[:600],
        basis=basis.strip()[:160],
    )
    tell(held, "reviews.decided", by=by, at=at, exception=held.round.exception_document_id)
    return made


def require_decidable(held: Subject) -> None:
    """No objection waits, and those below are decided. Raises Refused."""
    if held.contests.filter(state=ContestState.OPEN).exists():
        raise Refused(_("An objection waits for its answer. It is answered before anything is decided."))
    one, others = places_around(held)
    if waiting := order.before_the_decision(one, others):
        told = {"n": len(waiting), "unit": held.unit.name}
        raise Refused(
            _("%(n)d in %(unit)s and below are not decided yet: members first, then cells, then the committee.") % told
        )


@transaction.atomic
def send_back(subject: Subject, *, by: User, reason: str, at: datetime | None = None) -> Subject:
    """Back to the step before, with the reason. Raises NotAllowed, Refused."""
    held = locked_subject(
        subject, Act.SEND_BACK, by=by, rule=rules.can_appraise, who=rules.who_may_decide, reason=reason
    )
    before, reached = held.state, after(held.state, Act.SEND_BACK, held.scheme.read().stages)
    assert reached is not None
    held.state = reached.value
    held.save(update_fields=["state"])
    held.facts.filter(corrected=False, by__isnull=True).delete()
    tell(held, "reviews.sent_back", by=by, at=at, note=reason.strip(), state=held.state, before={"state": before})
    return held


@transaction.atomic
def reopen_decision(subject: Subject, *, by: User, reason: str, at: datetime | None = None) -> Subject:
    """A decision is looked at again; the earlier one stays readable among what was said. Raises NotAllowed, Refused."""
    held = locked_subject(subject, Act.REOPEN, by=by, rule=rules.can_appraise, who=rules.who_may_decide, reason=reason)
    held.state, held.level, held.decided_at, held.decided_by = State.DECISION, "", None, None
    held.save(update_fields=["state", "level", "decided_at", "decided_by"])
    tell(held, "reviews.decision_reopened", by=by, at=at, note=reason.strip())
    return held
