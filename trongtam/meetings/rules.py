"""Who may do what with meetings; and the sentences that say who may."""

from __future__ import annotations

from . import record_rules

# Act → its predicate and the standard thing that it is tried on.
ACTS = {**record_rules.ACTS}
