"""What can happen to reports: one verb, one function."""

from .foot import choose_signer, set_wording
from .reading import move_reading_day
from .reports import begin_report, unsaved_report
from .texts import Written, write_texts

__all__ = [
    "Written",
    "begin_report",
    "choose_signer",
    "move_reading_day",
    "set_wording",
    "unsaved_report",
    "write_texts",
]
