"""What can happen to reports: one verb, one function."""

from .blanks import Meaning, bring_form, map_cells, renew_form, unmap_cell
from .dispatches import Proof, mark_not_asked, mark_sent, take_back
from .duties import DutyTerms, amend_duty, end_duty, note_duty
from .foot import choose_signer, set_wording
from .reading import move_reading_day
from .reports import begin_report, unsaved_report
from .texts import Written, write_texts

__all__ = [
    "DutyTerms",
    "Meaning",
    "Proof",
    "Written",
    "amend_duty",
    "begin_report",
    "bring_form",
    "choose_signer",
    "end_duty",
    "map_cells",
    "mark_not_asked",
    "mark_sent",
    "move_reading_day",
    "note_duty",
    "renew_form",
    "set_wording",
    "take_back",
    "unmap_cell",
    "unsaved_report",
    "write_texts",
]
