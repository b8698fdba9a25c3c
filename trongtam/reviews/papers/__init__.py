"""The papers of this room: forms 01, 2A, 2B, 2C, and the summary of a round; as Word and as Excel."""

from .excel import form_workbook, summary_workbook
from .forms import form_of, word_of
from .summary import summary_of, summary_word

__all__ = ["form_of", "form_workbook", "summary_of", "summary_word", "summary_workbook", "word_of"]
