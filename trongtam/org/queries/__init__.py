"""What screens, papers and other rooms read of units and people. Names other rooms call are repeated here."""

from .live import admissions, cells, confirmations, members
from .people import member_counts, probation_ending
from .units import children_of, history, last_place, name_on, superior_committee, tree, units_of_kinds

__all__ = [
    "admissions",
    "cells",
    "children_of",
    "confirmations",
    "history",
    "last_place",
    "member_counts",
    "members",
    "name_on",
    "probation_ending",
    "superior_committee",
    "tree",
    "units_of_kinds",
]
