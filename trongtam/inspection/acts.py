"""What the acts of this room are called in the book."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from trongtam.ledger import acts

ACTS: dict[str, Any] = {
    "inspection.programme_made": _("made a programme of inspection"),
    "inspection.subject_planned": _("put a subject into the programme of inspection"),
    "inspection.decided": _("decided an inspection"),
    "inspection.reported": _("reported an inspection"),
    "inspection.concluded": _("concluded an inspection"),
    "inspection.dropped": _("took an inspection off the programme"),
    "inspection.opened": _("opened the inspection of a person"),
    "inspection.paper_taken": _("took a paper of an inspection out"),
    "inspection.programme_taken": _("took a programme of inspection out"),
    "inspection.followed_up": _("followed a conclusion up"),
    "inspection.demand_extended": _("gave another day for what a conclusion asks"),
    "inspection.demand_settled": _("settled what a conclusion asks"),
    "inspection.opinion_recorded": _("wrote an opinion of the Front down"),
    "inspection.opinion_replied": _("replied to the Front"),
    "inspection.opinion_settled": _("settled an opinion of the Front"),
}


def register_all() -> None:
    for code, name in ACTS.items():
        acts.register(code, name)
