"""What the acts of this room are called in the book."""

from django.utils.translation import gettext_lazy as _

from trongtam.ledger import acts

NAMES = {
    "reports.report_begun": _("began a report"),
    "reports.texts_written": _("wrote in a report"),
    "reports.reading_day_moved": _("moved the reading day of a report"),
    "reports.signer_chosen": _("chose who signs a report"),
    "reports.wording_set": _("set the fixed words at the foot of reports"),
}


def register_all() -> None:
    for code, name in NAMES.items():
        acts.register(code, name)
