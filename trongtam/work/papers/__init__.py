"""The papers of a list of works: the list of breakthrough works and the report on how the works stand, in Word and Excel."""

from .making import LIST, PAPERS, PROGRESS, Asked, excel_of, read, word_of

__all__ = ["LIST", "PAPERS", "PROGRESS", "Asked", "excel_of", "read", "word_of"]
