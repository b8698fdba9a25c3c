"""Who may do what in this room; and the sentences that say who may."""

from . import rounds, schemes

ACTS = {**schemes.ACTS, **rounds.ACTS}
