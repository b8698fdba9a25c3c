"""Who may do what in a round of review; and the sentences that say who may.

The organ whose round it is runs it: its office, secretary, deputies. A person's row opens to himself and by sight; nobody
appraises or decides his own; whoever decides about somebody answers no objection of his, and the other way round.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from trongtam.org.models import Unit
from trongtam.org.reach import Reach, Right
from trongtam.work.rules import can_enter_for, speaks_for

from ..models import Contest, Round, Subject

if TYPE_CHECKING:
    from trongtam.accounts.models import User


def can_open_round(user: User, unit: Unit) -> bool:
    return Reach.of(user).may(Right.ASSIGN, unit)


def can_run_round(user: User, round_: Round) -> bool:
    """Change its days, who is in it, its cap; enter counts; lock and reopen it."""
    return can_open_round(user, round_.unit)


def who_runs_round(unit: Unit) -> str:
    sentence = _("Only the Party office, the secretary or a deputy secretary of %(unit)s may do this.")
    return sentence % {"unit": unit.name}


def can_try_cap(user: User, round_: Round, unit: Unit) -> bool:
    """How many may be excellent is known before the vote to those who hold it: counts, no names."""
    return can_run_round(user, round_) or keeps_unit(user, unit)


def who_may_try_cap(unit: Unit) -> str:
    sentence = _("Only the secretary or committee of %(unit)s, or the Party office for it, tries this out.")
    return sentence % {"unit": unit.name}


# -- one who is reviewed -----------------------------------------------------------------------------------------------


def is_own(user: User, subject: Subject) -> bool:
    """Oneself."""
    return subject.person_id is not None and Reach.of(user).person_id == subject.person_id


def reads_names(user: User, unit: Unit) -> bool:
    """Who of a unit is reviewed by name: that one is a member is sensitive, so by sight alone."""
    return Reach.of(user).sees_records_of(unit)


def reads_form(user: User, subject: Subject) -> bool:
    """What stands in the form of one: of a person himself and those with sight; of a unit those who reach over it."""
    if subject.person_id is None:
        return Reach.of(user).covers(subject.unit)
    return is_own(user, subject) or reads_names(user, subject.unit)


def keeps_unit(user: User, unit: Unit) -> bool:
    """Writes for a unit what it says: itself, or the office above for it."""
    return speaks_for(user, unit) or can_enter_for(user, unit)


def can_assess(user: User, subject: Subject) -> bool:
    """The own word; for somebody who cannot, who keeps his cell's record and has sight writes down what he hands over."""
    return is_own(user, subject) or (keeps_unit(user, subject.unit) and reads_form(user, subject))


def is_proxy(user: User, subject: Subject) -> bool:
    if subject.person_id is None:
        return not speaks_for(user, subject.unit)
    return not is_own(user, subject)


def who_may_assess(subject: Subject) -> str:
    if subject.person_id is None:
        return _("This is said by %(unit)s itself, or for it by the Party office above.") % {"unit": subject.unit.name}
    return _(
        "This is said by the person himself; the secretary of %(unit)s with sight of its records may write it down for him."
    ) % {"unit": subject.unit.name}


def can_propose(user: User, subject: Subject) -> bool:
    """Write down what the collective proposed and how it voted: who keeps its record. The collective judges, he writes."""
    return keeps_unit(user, subject.unit) and reads_form(user, subject)


def who_may_propose(subject: Subject) -> str:
    return _(
        "What the collective proposes is written down by the secretary or committee of %(unit)s with sight of its records, "
        "or by the Party office for it."
    ) % {"unit": subject.unit.name}


def can_appraise(user: User, subject: Subject) -> bool:
    """The organ whose round it is; nobody his own."""
    return can_run_round(user, subject.round) and reads_form(user, subject) and not is_own(user, subject)


def has_answered(user: User, subject: Subject) -> bool:
    return subject.contests.filter(answered_by=user).exists()


def has_decided(user: User, subject: Subject) -> bool:
    return subject.assessments.filter(step="decision", by=user).exists()


def can_decide(user: User, subject: Subject) -> bool:
    """As the appraisal; but whoever answered an objection of the person leaves the decision to another."""
    return can_appraise(user, subject) and not has_answered(user, subject)


def who_may_decide(subject: Subject) -> str:
    return _(
        "Only the Party office, the secretary or a deputy secretary of %(unit)s with sight of the records may do this: "
        "nobody for himself, and nobody who answered an objection in this matter."
    ) % {"unit": subject.round.unit.name}


def can_contest(user: User, subject: Subject) -> bool:
    return is_own(user, subject) if subject.person_id is not None else speaks_for(user, subject.unit)


def who_may_contest(subject: Subject) -> str:
    if subject.person_id is not None:
        return _("Only the person whom it is about may object; the secretary of the cell can tell how.")
    return _("Only the secretary or committee of %(unit)s may object.") % {"unit": subject.unit.name}


def can_withdraw_contest(user: User, contest: Contest) -> bool:
    return can_contest(user, contest.subject)


def can_answer(user: User, contest: Contest) -> bool:
    """The organ or its inspector, with sight; never the one who objects, who decided about him, or who stated that fact."""
    subject = contest.subject
    reach = Reach.of(user)
    near = reach.may(Right.ASSIGN, subject.round.unit) or any(
        post.unit_id == subject.round.unit_id and Right.BOOK in post.rights for post in reach.posts
    )
    if not near or not reads_form(user, subject) or is_own(user, subject) or contest.by_id == user.pk:
        return False
    if subject.facts.filter(code=contest.code, by=user).exists():
        return False
    return not has_decided(user, subject)


def who_may_answer(contest: Contest) -> str:
    return _(
        "An objection is answered by the Party office, the secretary, a deputy or the inspector of %(unit)s with sight of the "
        "records: never by who decided about the person or stated the fact."
    ) % {"unit": contest.subject.round.unit.name}


# act → (predicate, key of the sample object it is tried with)
ACTS = {
    "reviews.round_opened": (can_open_round, "committee"),
    "reviews.round_rewritten": (can_run_round, "reviews.round"),
    "reviews.subjects_gathered": (can_run_round, "reviews.round"),
    "reviews.standing_changed": (can_appraise, "reviews.subject"),
    "reviews.form_opened": (reads_form, "reviews.subject"),
    "reviews.self_assessed": (can_assess, "reviews.subject"),
    "reviews.vote_recorded": (can_propose, "reviews.subject"),
    "reviews.level_proposed": (can_propose, "reviews.subject"),
    "reviews.appraised": (can_appraise, "reviews.subject"),
    "reviews.fact_stated": (can_appraise, "reviews.subject"),
    "reviews.sent_back": (can_appraise, "reviews.subject"),
    "reviews.decided": (can_decide, "reviews.subject"),
    "reviews.unit_appraised": (can_run_round, "reviews.round"),
    "reviews.unit_decided": (can_run_round, "reviews.round"),
    "reviews.decision_reopened": (can_appraise, "reviews.subject"),
    "reviews.fact_contested": (can_contest, "reviews.subject"),
    "reviews.contest_withdrawn": (can_withdraw_contest, "reviews.contest"),
    "reviews.contest_answered": (can_answer, "reviews.contest"),
    "reviews.round_locked": (can_run_round, "reviews.round"),
    "reviews.round_reopened": (can_run_round, "reviews.round"),
    "reviews.counts_entered": (can_run_round, "reviews.round"),
}
