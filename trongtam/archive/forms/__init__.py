"""What was typed about files, classified papers and papers on their way out."""

from .files import (
    ClassifiedPaperForm,
    FileField,
    FilesForm,
    StoreFileForm,
    choose_from,
    file_hint,
    marking_field,
)

__all__ = [
    "ClassifiedPaperForm",
    "FileField",
    "FilesForm",
    "StoreFileForm",
    "choose_from",
    "file_hint",
    "marking_field",
]
