"""What can happen in this room. Names that other rooms call are repeated here."""

from .following import extend_demand, follow_up, settle_demand
from .front import Opinion, record_opinion, reply_to_opinion, settle_opinion
from .inspections import (
    Asked,
    Planned,
    conclude_inspection,
    decide_inspection,
    drop_inspection,
    make_programme,
    open_inspection,
    plan_subject,
    report_inspection,
    take_paper,
    take_programme,
)

__all__ = [
    "Asked",
    "Opinion",
    "Planned",
    "conclude_inspection",
    "decide_inspection",
    "drop_inspection",
    "extend_demand",
    "follow_up",
    "make_programme",
    "open_inspection",
    "plan_subject",
    "record_opinion",
    "reply_to_opinion",
    "report_inspection",
    "settle_demand",
    "settle_opinion",
    "take_paper",
    "take_programme",
]
