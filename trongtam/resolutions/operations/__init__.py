"""What can happen to documents: one verb, one function."""

from .clauses import PastedClause, add_clause, correct_clause, move_clause, paste_clauses, remove_clause
from .documents import correct_document, register_document
from .papers import fulfil_paper, owe_congress_papers, owe_paper
from .rollout import adopt_programme, finish_rollout, receive_document, record_study_session, send_document
from .shortcomings import accept_contest, answer_contest, contest_shortcoming, name_shortcoming, remedy_shortcoming

__all__ = [
    "PastedClause",
    "accept_contest",
    "add_clause",
    "adopt_programme",
    "answer_contest",
    "contest_shortcoming",
    "correct_clause",
    "correct_document",
    "finish_rollout",
    "fulfil_paper",
    "move_clause",
    "name_shortcoming",
    "owe_congress_papers",
    "owe_paper",
    "paste_clauses",
    "receive_document",
    "record_study_session",
    "register_document",
    "remedy_shortcoming",
    "remove_clause",
    "send_document",
]
