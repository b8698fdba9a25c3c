"""What the permission table and the doors are tried on: one of everything, of cell A."""

from __future__ import annotations

from trongtam.org.tests.house import House

from . import emulating


def samples(house: House) -> dict[str, object]:
    exemplar = emulating.recognised(house)
    return {
        "movement": emulating.movement_of(house),
        "registered": emulating.registered(house, title="Đinh Văn Ví Dụ: sáng kiến"),
        "exemplar": exemplar,
        "person": emulating.person_told(house, house.hamlet_head.person),
        "copy": emulating.copied(house, exemplar),
        "ladder": emulating.ladder_of(house, house.cell_b, exemplar),
        "award": emulating.award_of(house),
        "proposal": emulating.proposal_of(house),
    }
