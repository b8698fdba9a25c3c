"""What the acts of this room are called in the book."""

from django.utils.translation import gettext_lazy as _

from trongtam.ledger import acts

ACTS = {
    "archive.file_stored": _("stored a file"),
    "archive.classified_paper_recorded": _("recorded a classified paper"),
}


def register_all() -> None:
    for code, name in ACTS.items():
        acts.register(code, name)
