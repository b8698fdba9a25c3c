"""Who may do what in this room; and the sentences that say who may."""

from . import schemes

ACTS = {**schemes.ACTS}
