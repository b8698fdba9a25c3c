"""What the acts of this room are called in the book."""

from django.utils.translation import gettext_lazy as _

from trongtam.ledger import acts

ACTS = {
    "reviews.scheme_adapted": _("made a scheme of classification of its own"),
    "reviews.scheme_revised": _("revised a scheme of classification"),
}


def register_all() -> None:
    for code, name in ACTS.items():
        acts.register(code, name)
