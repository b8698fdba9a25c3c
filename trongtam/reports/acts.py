"""What the acts of this room are called in the book."""

from django.utils.translation import gettext_lazy as _

from trongtam.ledger import acts

NAMES = {
    "reports.report_begun": _("began a report"),
    "reports.texts_written": _("wrote in a report"),
    "reports.reading_day_moved": _("moved the reading day of a report"),
    "reports.signer_chosen": _("chose who signs a report"),
    "reports.wording_set": _("set the fixed words at the foot of reports"),
    "reports.duty_noted": _("noted a paper owed upward"),
    "reports.duty_amended": _("changed a paper owed upward"),
    "reports.duty_ended": _("ended a paper owed upward"),
    "reports.owed_paper_sent": _("noted that an owed paper was sent"),
    "reports.owed_paper_not_asked": _("noted that an owed paper is not asked for"),
    "reports.owed_paper_taken_back": _("took back what was noted of an owed paper"),
    "reports.form_brought": _("brought a form of the superior"),
    "reports.form_renewed": _("brought a new version of a superior's form"),
    "reports.cells_mapped": _("chose what stands in cells of a form"),
    "reports.cell_unmapped": _("freed a cell of a form"),
}


def register_all() -> None:
    for code, name in NAMES.items():
        acts.register(code, name)
