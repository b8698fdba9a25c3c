"""What can happen in this room. Names that other rooms call are repeated here."""

from .awards import (
    Decision,
    Given,
    Wanted,
    check_award,
    decline_proposal,
    grant_proposal,
    propose_award,
    record_award,
    take_awards_out,
    withdraw_award,
)
from .exemplars import (
    Told,
    end_exemplar,
    forget_person,
    recognise_exemplar,
    register_exemplar,
    replicate_exemplar,
    withdraw_consent,
)
from .learning import copy_exemplar, end_ladder, record_learners, set_ladder, tell_copy
from .movements import Asked, Call, commit, launch_movement, review_movement

__all__ = [
    "Asked",
    "Call",
    "Decision",
    "Given",
    "Told",
    "Wanted",
    "check_award",
    "commit",
    "copy_exemplar",
    "decline_proposal",
    "end_exemplar",
    "end_ladder",
    "forget_person",
    "grant_proposal",
    "launch_movement",
    "propose_award",
    "recognise_exemplar",
    "record_award",
    "record_learners",
    "register_exemplar",
    "replicate_exemplar",
    "review_movement",
    "set_ladder",
    "take_awards_out",
    "tell_copy",
    "withdraw_award",
    "withdraw_consent",
]
