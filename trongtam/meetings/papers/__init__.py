"""The papers of a meeting: minutes, resolution of a cell, month report of a cell."""

from .making import MINUTES, PAPERS, REPORT, RESOLUTION, word_of

__all__ = ["MINUTES", "PAPERS", "REPORT", "RESOLUTION", "word_of"]
