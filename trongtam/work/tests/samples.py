"""What the permission table is tried on: works of cell A in their states, and one that the deputy holds himself."""

from __future__ import annotations

from datetime import date

from trongtam.org.tests.house import House
from trongtam.work.models import Campaign, Explanation, Progress, Recurring, Work
from trongtam.work.operations import Word, ask_explanation, propose_work, register_work, report_progress

from .recurrings import started
from .works import assigned, campaign, moment, plan, proposed, registered


def samples(house: House) -> dict[str, Work | Progress | Explanation | Campaign | Recurring]:
    """`of_person`: registered by the secretary of the commune for himself; he does not decide on it."""
    person = house.secretary.person
    own = propose_work(house.committee, plan(unit=None, person=person), by=house.secretary, at=moment(2021, 1, 10))
    running = assigned(house, supervisor=house.standing.person)
    said = Word(10, obstacle="Chưa có mặt bằng mẫu")
    return {
        "report": report_progress(running, said, by=house.cell_secretary, at=moment(2021, 2, 1)),
        "explanation": ask_explanation(
            running, by=house.office, question="Vì sao chậm?", due=date(2021, 3, 1), at=moment(2021, 2, 2)
        ),
        "proposed": proposed(house),
        "registered": registered(house),
        "running": running,
        "campaign": campaign(house),
        "recurring": started(house, unit_kind="cell"),
        "of_person": register_work(own, by=house.secretary, at=moment(2021, 1, 11)),
    }
