"""What can happen to reports: one verb, one function."""

from .reading import move_reading_day
from .reports import begin_report, unsaved_report
from .texts import Written, write_texts

__all__ = ["Written", "begin_report", "move_reading_day", "unsaved_report", "write_texts"]
