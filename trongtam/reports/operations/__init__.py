"""What can happen to reports: one verb, one function."""

from .dispatches import Proof, mark_not_asked, mark_sent, take_back
from .duties import DutyTerms, amend_duty, end_duty, note_duty
from .foot import choose_signer, set_wording
from .reading import move_reading_day
from .reports import begin_report, unsaved_report
from .texts import Written, write_texts

__all__ = [
    "DutyTerms",
    "Proof",
    "Written",
    "amend_duty",
    "begin_report",
    "choose_signer",
    "end_duty",
    "mark_not_asked",
    "mark_sent",
    "move_reading_day",
    "note_duty",
    "set_wording",
    "take_back",
    "unsaved_report",
    "write_texts",
]
