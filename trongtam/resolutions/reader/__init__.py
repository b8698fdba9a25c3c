"""Turns the pasted text of a document into clauses and proposals of targets, as plain values. Pure, no learning: fixed rules.

Nothing of the text is lost: labels and texts of the clauses, put together, are the text given, but for white space.
What a rule guesses (kind, target) is a proposal that a person confirms row by row.
"""

from .clauses import ReadClause, read_text
from .harms import is_harm
from .proposals import TargetProposal, read_targets

__all__ = ["ReadClause", "TargetProposal", "is_harm", "read_targets", "read_text"]
