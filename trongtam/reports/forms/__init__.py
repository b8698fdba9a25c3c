"""What was typed: into reports, and into the register of papers owed upward."""

from .duties import DutyForm, EndDutyForm, NotAskedForm, RegisterFilter, SentForm, TakeBackForm
from .once import OnceForm, once_periods
from .reports import ReadingDayForm, SignerForm, TextsForm, WordingForm, seen_of, text_name

__all__ = [
    "DutyForm",
    "EndDutyForm",
    "NotAskedForm",
    "OnceForm",
    "ReadingDayForm",
    "RegisterFilter",
    "SentForm",
    "SignerForm",
    "TakeBackForm",
    "TextsForm",
    "WordingForm",
    "once_periods",
    "seen_of",
    "text_name",
]
