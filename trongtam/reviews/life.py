"""The life of one who is reviewed, as one table. No Django; nothing else decides what may follow what.

A state names what is waited for: the own word, the collective's, the appraisal, the decision. Contesting a fact is possible until
the decision; after it the round is opened again, with a reason. What was locked stays readable and is changed by nobody.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum


class State(StrEnum):
    SELF = "self"
    COLLECTIVE = "collective"
    APPRAISAL = "appraisal"
    DECISION = "decision"
    DECIDED = "decided"
    LOCKED = "locked"


class Act(StrEnum):
    ASSESS = "assess"
    VOTE = "vote"
    PROPOSE = "propose"
    APPRAISE = "appraise"
    DECIDE = "decide"
    SEND_BACK = "send_back"
    CONTEST = "contest"
    LOCK = "lock"
    UNLOCK = "unlock"
    REOPEN = "reopen"


S, A = State, Act

STEPS: dict[tuple[State, Act], State] = {
    (S.SELF, A.ASSESS): S.COLLECTIVE,
    (S.COLLECTIVE, A.ASSESS): S.COLLECTIVE,
    (S.COLLECTIVE, A.VOTE): S.COLLECTIVE,
    (S.COLLECTIVE, A.PROPOSE): S.APPRAISAL,
    (S.APPRAISAL, A.APPRAISE): S.DECISION,
    (S.DECISION, A.DECIDE): S.DECIDED,
    (S.COLLECTIVE, A.SEND_BACK): S.SELF,
    (S.APPRAISAL, A.SEND_BACK): S.COLLECTIVE,
    (S.DECISION, A.SEND_BACK): S.COLLECTIVE,
    (S.SELF, A.CONTEST): S.SELF,
    (S.COLLECTIVE, A.CONTEST): S.COLLECTIVE,
    (S.APPRAISAL, A.CONTEST): S.APPRAISAL,
    (S.DECISION, A.CONTEST): S.DECISION,
    (S.DECIDED, A.LOCK): S.LOCKED,
    (S.DECIDED, A.REOPEN): S.DECISION,
    (S.LOCKED, A.UNLOCK): S.DECIDED,
}

# Acts that say why.
WITH_REASON = frozenset({A.SEND_BACK, A.UNLOCK, A.REOPEN, A.CONTEST})
# The collective has had its say.
PROPOSED = frozenset({S.APPRAISAL, S.DECISION, S.DECIDED, S.LOCKED})
SETTLED = frozenset({S.DECIDED, S.LOCKED})
# What is said at a step carries a level.
SAYS = {A.ASSESS: "self", A.PROPOSE: "collective", A.APPRAISE: "appraisal", A.DECIDE: "decision"}
ORDER = (S.SELF, S.COLLECTIVE, S.APPRAISAL, S.DECISION, S.DECIDED, S.LOCKED)
STAGES = ORDER[:4]


def after(state: str, act: str, stages: Collection[str] = STAGES) -> State | None:
    """The state that an act leads to; None where the act is no step from there. `stages`: those that the scheme has; one that it
    has not is passed over, forward and back."""
    found = STEPS.get((State(state), Act(act)))
    if found is None or found not in STAGES or found in stages:
        return found
    onward = STAGES[STAGES.index(found) :] if ORDER.index(found) >= ORDER.index(State(state)) else ORDER[:1]
    return next(stage for stage in onward if stage in stages)


def acts_from(state: str) -> frozenset[Act]:
    return frozenset(act for held, act in STEPS if held == state)


def step_of(state: str, stages: Collection[str] = STAGES) -> int:
    """Which of the steps on the page a state waits at, from 1; the last one also when all is over."""
    shown = [stage for stage in STAGES if stage in stages]
    return shown.index(State(state)) + 1 if state in shown else len(shown)
