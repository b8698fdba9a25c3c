"""What the permission table and the doors are tried on."""

from __future__ import annotations

from trongtam.inspection.models import Organ
from trongtam.org.tests.house import House

from . import inspecting


def samples(house: House) -> dict[str, object]:
    inspector = inspecting.inspector(house)
    commission = inspecting.programme_of(house, inspector)
    committee = inspecting.programme_of(house, house.secretary, Organ.COMMITTEE)
    done = inspecting.planned(house, committee, house.secretary)
    inspecting.concluded(house, done, house.secretary, inspecting.asked_of(house, unit=house.hamlet))
    front = inspecting.front_of(house)
    return {
        "programme": commission,
        "of_committee": committee,
        "planned": inspecting.planned(house, committee, house.secretary),
        "of_person": inspecting.planned(
            house, commission, inspector, unit=None, person=house.other_cell_secretary.person
        ),
        "demand": done.demands.get(),
        "front": front,
        "opinion": inspecting.opinion_of(house, front),
    }
