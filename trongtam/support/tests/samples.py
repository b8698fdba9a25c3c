"""What the permission table is tried on: a duty to cell A, one of the secretary of the commune himself, a visit."""

from __future__ import annotations

from datetime import date

from trongtam.org.tests.house import House
from trongtam.support.models import Tier

from . import samples_answering
from .followings import duty_of, member, visited


def samples(house: House) -> dict[str, object]:
    follower = member(house, "Quách Mẫu Theo")
    duty = duty_of(house, follower, house.cell_a, tier=Tier.COMMITTEE_CELL)
    return {
        "duty": duty,
        "own_duty": duty_of(house, house.secretary, house.cluster, tier=Tier.STANDING_CLUSTER),
        "visit": visited(duty, follower, date(2017, 2, 3)),
        **samples_answering.samples(house),
    }
