"""Files, the cards of classified papers, and papers on their way out."""

from .files import ClassifiedPaper, ClassifiedPaperQuerySet, FileText, StoredFile, StoredFileQuerySet
from .papers import FileKind, IssuedPaper, IssuedPaperQuerySet, PaperFile, PaperState, PaperStep, PaperType
from .settings import Numbering, NumberSeries, PaperSettings, PaperTemplate

__all__ = [
    "ClassifiedPaper",
    "ClassifiedPaperQuerySet",
    "FileKind",
    "FileText",
    "IssuedPaper",
    "IssuedPaperQuerySet",
    "NumberSeries",
    "Numbering",
    "PaperFile",
    "PaperSettings",
    "PaperState",
    "PaperStep",
    "PaperTemplate",
    "PaperType",
    "StoredFile",
    "StoredFileQuerySet",
]
