"""What the permission table is tried on: a meeting of cell A in session."""

from __future__ import annotations

from trongtam.meetings.models import Meeting
from trongtam.org.tests.house import House

from .records import meeting


def samples(house: House) -> dict[str, Meeting]:
    return {"meeting": meeting(house.cell_a)}
