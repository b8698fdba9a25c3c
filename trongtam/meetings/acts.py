"""What the acts of this room are called in the book."""

from django.utils.translation import gettext_lazy as _

from trongtam.ledger import acts

ACTS = {
    "meetings.roll_called": _("called the roll of a meeting"),
    "meetings.heads_counted": _("entered how many came to a meeting"),
    "meetings.guests_received": _("wrote down the guests of a meeting"),
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
