"""Who may do what in this room; each part has its own predicates and its part of the permission table."""

from . import following

ACTS = {**following.ACTS}
