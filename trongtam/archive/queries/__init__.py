"""What pages and other rooms read of files, classified papers and papers on their way out."""

from .files import classified_papers, files_can_be_kept, units_with_own_papers
from .papers import drawer_for, live_paper_of, papers_of, read_back, template_for
from .shown import ShownFile, shown_files

__all__ = [
    "ShownFile",
    "classified_papers",
    "drawer_for",
    "files_can_be_kept",
    "live_paper_of",
    "papers_of",
    "read_back",
    "shown_files",
    "template_for",
    "units_with_own_papers",
]
