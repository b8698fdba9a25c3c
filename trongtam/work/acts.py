"""What the acts of this room are called in the book."""

from django.utils.translation import gettext_lazy as _

from trongtam.ledger import acts

ACTS = {
    "work.proposed": _("drafted a work to register"),
    "work.rewritten": _("rewrote a work that is not approved yet"),
    "work.registered": _("registered a work"),
    "work.registration_taken_back": _("took a registration back"),
    "work.withdrawn": _("took a registration off the list"),
    "work.returned": _("sent a registration back"),
    "work.approved": _("approved and assigned a work"),
    "work.assigned": _("assigned a work"),
    "work.assignment_taken_back": _("took an assignment back"),
    "work.campaign_opened": _("opened a campaign of registration"),
    "work.campaign_rewritten": _("changed a campaign of registration"),
    "work.campaign_closed": _("closed a campaign of registration"),
    "work.campaign_reopened": _("opened a campaign of registration again"),
    "work.progress_reported": _("reported on a work"),
    "work.handed_in": _("handed a work in"),
    "work.recalled": _("took a handed-in work back"),
    "work.sent_back": _("sent a handed-in work back"),
    "work.appraised": _("appraised a work"),
    "work.reconsidered": _("took an appraisal back"),
    "work.concluded": _("concluded a work"),
    "work.adjusted": _("adjusted a work"),
    "work.extended": _("moved the day of a work"),
    "work.handed_over": _("handed a work over"),
    "work.carried_over": _("carried a work over to the next year"),
    "work.stopped": _("stopped a work"),
    "work.reopened": _("opened a work again"),
    "work.obstacle_answered": _("answered an obstacle of a work"),
    "work.explanation_asked": _("asked for an explanation"),
    "work.explanation_answered": _("explained"),
    "work.explanation_accepted": _("accepted an explanation"),
    "work.explanation_refused": _("did not accept an explanation"),
    "work.recurring_started": _("started a recurring work"),
    "work.recurring_rewritten": _("rewrote a recurring work"),
    "work.recurring_stopped": _("stopped a recurring work"),
    "work.occurrence_said": _("said whether a recurring work was done"),
    "work.occurrence_excused": _("excused a unit from a day of a recurring work"),
}


def register_all() -> None:
    for code, name in ACTS.items():
        acts.register(code, name)
