"""Who may do what in this room; each part has its own predicates and its part of the permission table."""

from . import answering, following, voters

ACTS = {**following.ACTS, **answering.ACTS, **voters.ACTS}
ACTS_OF_THE_PROGRAM = frozenset(answering.ACTS_OF_THE_PROGRAM)
