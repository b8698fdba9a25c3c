"""What the acts of this room are called in the book."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from trongtam.ledger import acts

ACTS: dict[str, Any] = {
    "emulation.movement_launched": _("launched a movement"),
    "emulation.committed": _("committed to a movement"),
    "emulation.movement_reviewed": _("wrote the review of a movement down"),
    "emulation.exemplar_registered": _("put an exemplar forward"),
    "emulation.exemplar_recognised": _("recognised an exemplar"),
    "emulation.exemplar_replicated": _("declared that an exemplar is being replicated"),
    "emulation.exemplar_ended": _("ended an exemplar"),
    "emulation.consent_withdrawn": _("took a person's consent back"),
    "emulation.learners_came": _("wrote down who came to learn"),
    "emulation.exemplar_copied": _("began to copy an exemplar"),
    "emulation.copy_told": _("told what came of copying an exemplar"),
    "emulation.ladder_set": _("chose an exemplar to catch up with"),
    "emulation.ladder_ended": _("stopped comparing with an exemplar"),
    "emulation.award_recorded": _("wrote an award down"),
    "emulation.award_withdrawn": _("took an award back"),
    "emulation.awards_taken": _("took the list of awards out as a sheet"),
    "emulation.award_proposed": _("proposed an award"),
    "emulation.proposal_granted": _("wrote down that a proposal was granted"),
    "emulation.proposal_declined": _("wrote down that a proposal was not granted"),
}


def register_all() -> None:
    for code, name in ACTS.items():
        acts.register(code, name)
