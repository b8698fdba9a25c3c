"""What the permission table is tried on: works of cell A in their states, and one that the deputy holds himself."""

from __future__ import annotations

from trongtam.org.tests.house import House
from trongtam.work.models import Work
from trongtam.work.operations import propose_work, register_work

from .works import assigned, moment, plan, proposed, registered


def samples(house: House) -> dict[str, Work]:
    """`of_person`: registered by the secretary of the commune for himself; he does not decide on it."""
    person = house.secretary.person
    own = propose_work(house.committee, plan(unit=None, person=person), by=house.secretary, at=moment(2021, 1, 10))
    return {
        "proposed": proposed(house),
        "registered": registered(house),
        "running": assigned(house, supervisor=house.standing.person),
        "of_person": register_work(own, by=house.secretary, at=moment(2021, 1, 11)),
    }
