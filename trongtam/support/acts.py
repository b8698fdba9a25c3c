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
    "support.visit_withdrawn": _("withdrew a visit"),
}


def register_all() -> None:
    for code, name in ACTS.items():
        acts.register(code, name)
