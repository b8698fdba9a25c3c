"""Documents, their clauses, named shortcomings, and how a document is rolled out."""

from .documents import Clause, ClauseKind, Document, DocumentKind, Side
from .rollout import PaperOwed, Rollout, StudySession
from .shortcomings import Shortcoming

__all__ = [
    "Clause",
    "ClauseKind",
    "Document",
    "DocumentKind",
    "PaperOwed",
    "Rollout",
    "Shortcoming",
    "Side",
    "StudySession",
]
