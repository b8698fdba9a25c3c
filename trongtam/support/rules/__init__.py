"""Who may do what in this room; each part has its own predicates and its part of the permission table."""

from . import answering, following

ACTS = {**following.ACTS, **answering.ACTS}
ACTS_OF_THE_PROGRAM = frozenset(answering.ACTS_OF_THE_PROGRAM)
