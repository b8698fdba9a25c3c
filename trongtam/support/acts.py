"""What the acts of this room are called in the book."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from trongtam.ledger import acts

ACTS: dict[str, Any] = {
    # duties and visits
    "support.duty_assigned": _("assigned somebody to follow a unit"),
    "support.obligation_set": _("set how often those who follow a unit go there"),
    "support.duty_ended": _("ended a duty to follow a unit"),
    "support.duty_replaced": _("handed a duty to follow a unit over"),
    "support.month_excused": _("excused a month of a duty"),
    "support.visit_recorded": _("wrote a visit down"),
    "support.report_handed_in": _("handed a report of visits in"),
    "support.visit_withdrawn": _("withdrew a visit"),
    # recommendations, notices, notes of groups
    "support.recommendation_raised": _("raised a recommendation"),
    "support.recommendation_accepted": _("accepted a recommendation"),
    "support.recommendation_passed_on": _("passed a recommendation on"),
    "support.recommendation_answered": _("answered a recommendation"),
    "support.recommendation_settled": _("settled a recommendation"),
    "support.recommendation_not_satisfied": _("was not satisfied with an answer"),
    "support.recommendation_escalated": _("took a recommendation to the next level"),
    "support.recommendation_withdrawn": _("withdrew a recommendation"),
    "support.notice_sent": _("sent a notice down"),
    "support.notice_withdrawn": _("took a notice back"),
    "support.notice_acknowledged": _("acknowledged a notice"),
    "support.notice_told": _("told a notice to the members"),
    "support.group_note_written": _("wrote the note of a group"),
    "support.group_notes_forgotten": _("forgot old notes of groups"),
    "support.voters_met": _("wrote a contact session with voters down"),
    "support.session_opened": _("wrote a working session down"),
    "support.session_presented": _("froze the standing presented at a working session"),
    "support.session_concluded": _("concluded a working session"),
    "support.direction_given": _("wrote a direction down"),
    "support.direction_passed_on": _("made a direction a recommendation"),
    "support.direction_told": _("said what came of a direction"),
}


def register_all() -> None:
    for code, name in ACTS.items():
        acts.register(code, name)
