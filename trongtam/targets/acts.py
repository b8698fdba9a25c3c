"""What the acts of this room are called in the book."""

from django.utils.translation import gettext_lazy as _

from trongtam.ledger import acts

ACTS = {
    "targets.indicator_defined": _("defined what is measured"),
    "targets.target_set": _("set a target"),
    "targets.targets_pasted": _("set targets from a table"),
    "targets.target_amended": _("amended a target"),
    "targets.target_handed_over": _("handed a target over"),
    "targets.target_withdrawn": _("withdrew a target"),
    "targets.target_allotted": _("gave a unit its part of a target"),
    "targets.figure_stated": _("stated a figure"),
    "targets.figure_corrected": _("corrected a figure"),
    "targets.figure_withdrawn": _("withdrew a figure"),
    "targets.sheet_stated": _("sent a sheet of figures"),
    "targets.evidence_attached": _("attached evidence"),
    "targets.live_frozen": _("kept a counted figure"),
    "targets.results_loaded": _("loaded many figures"),
}


def register_all() -> None:
    for code, name in ACTS.items():
        acts.register(code, name)
