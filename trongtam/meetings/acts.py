"""What the acts of this room are called in the book."""

from django.utils.translation import gettext_lazy as _

from trongtam.ledger import acts

ACTS = {
    "meetings.prepared": _("opened the preparation of a meeting"),
    "meetings.rewritten": _("changed day, place or people of a meeting"),
    "meetings.arranged": _("arranged the agenda of a meeting"),
    "meetings.called": _("called a meeting"),
    "meetings.uncalled": _("took the call of a meeting back"),
    "meetings.begun": _("began a meeting"),
    "meetings.begin_taken_back": _("took the beginning of a meeting back"),
    "meetings.item_settled": _("settled a point of a meeting"),
    "meetings.item_reopened": _("opened a point of a meeting again"),
    "meetings.decided": _("wrote down a decision of a meeting"),
    "meetings.decision_changed": _("changed a decision of a meeting"),
    "meetings.decision_taken_back": _("took a decision of a meeting back"),
    "meetings.ended": _("ended a meeting"),
    "meetings.minuted": _("wrote on the minutes of a meeting"),
    "meetings.minutes_signed": _("signed the minutes of a meeting"),
    "meetings.end_taken_back": _("took the end of a meeting back"),
    "meetings.signature_taken_back": _("took the signature under minutes back"),
    "meetings.minutes_sent": _("sent the minutes of a meeting up"),
    "meetings.not_held": _("recorded that a meeting was not held"),
    "meetings.not_held_taken_back": _("took back that a meeting was not held"),
    "meetings.roll_called": _("called the roll of a meeting"),
    "meetings.heads_counted": _("entered how many came to a meeting"),
    "meetings.count_taken_back": _("took a count from a sheet back"),
    "meetings.guests_received": _("wrote down the guests of a meeting"),
    "meetings.papers_brought": _("brought papers for a meeting"),
    "meetings.paper_taken_out": _("took a paper of a meeting out"),
    "meetings.minutes_brought": _("brought photos of the minute book"),
    "meetings.scored": _("scored a meeting"),
    "meetings.scored_by_follower": _("scored a meeting from above"),
    "meetings.forms_chosen": _("chose scoring forms"),
    "meetings.year_planned": _("planned the meetings of a year"),
    "meetings.plan_rewritten": _("changed the year's plan of meetings"),
    "meetings.lesson_taken": _("took something over from a model meeting"),
}


def register_all() -> None:
    for code, name in ACTS.items():
        acts.register(code, name)
