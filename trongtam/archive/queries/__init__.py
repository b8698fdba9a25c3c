"""What pages and other rooms read of files, classified papers and papers on their way out."""

from .files import classified_papers, files_can_be_kept, units_with_own_papers
from .papers import live_paper_of, papers_of, read_back, template_for

__all__ = [
    "classified_papers",
    "files_can_be_kept",
    "live_paper_of",
    "papers_of",
    "read_back",
    "template_for",
    "units_with_own_papers",
]
