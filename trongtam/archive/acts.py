"""What the acts of this room are called in the book."""

from django.utils.translation import gettext_lazy as _

from trongtam.ledger import acts

ACTS = {
    "archive.file_stored": _("stored a file"),
    "archive.original_kept": _("kept an original photo"),
    "archive.file_held": _("held a file with a stamp in its words"),
    "archive.held_file_erased": _("erased a held file"),
    "archive.held_file_released": _("released a held file"),
    "archive.classified_paper_recorded": _("recorded a classified paper"),
    "archive.paper_begun": _("began to issue a paper"),
    "archive.paper_compiled_again": _("compiled a paper again"),
    "archive.final_version_brought": _("brought the final version of a paper"),
    "archive.paper_handed_to_review": _("handed a paper to review"),
    "archive.paper_returned": _("returned a paper"),
    "archive.paper_sent_for_signature": _("numbered a paper and sent it for signature"),
    "archive.signed_paper_attached": _("attached the signed paper"),
    "archive.paper_sent": _("sent a paper out"),
    "archive.paper_cancelled": _("cancelled a paper"),
    "archive.numbering_chosen": _("chose how papers are numbered"),
    "archive.numbers_continued": _("said from which number to continue"),
    "archive.template_brought": _("brought a Word template"),
    "archive.template_withdrawn": _("withdrew a Word template"),
}


def register_all() -> None:
    for code, name in ACTS.items():
        acts.register(code, name)
