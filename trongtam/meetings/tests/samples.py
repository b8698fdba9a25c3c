"""What the permission table is tried on: a meeting of cell A in session, a point of it and a decision."""

from __future__ import annotations

from datetime import date

from trongtam.archive.operations import Brought, bring_files
from trongtam.archive.tests.samples import PDF, upload
from trongtam.meetings.models import Meeting, MeetingPaper
from trongtam.meetings.operations import Line, arrange_agenda
from trongtam.meetings.operations.guests import GuestLine, receive_guests
from trongtam.meetings.operations.meeting_papers import bring_papers
from trongtam.meetings.operations.plans import plan_year
from trongtam.org.tests.house import House

from .months import begun, decided
from .records import meeting as past


def samples(house: House) -> dict[str, object]:
    meeting = begun(house.cell_a, house.cell_secretary, date(2022, 9, 7))
    arrange_agenda(meeting, [Line("Nạo vét mương mẫu", ("Ai làm?",))], by=house.cell_secretary)
    model = past(house.cell_a, state="signed", on=date(2022, 4, 3), is_model=True)
    receive_guests(model, [GuestLine("observer", unit=house.cell_b, count=2)], by=house.cell_secretary)
    return {
        "meeting": meeting,
        "model": model,
        "planned": plan_year(house.cell_a, 2031, by=house.cell_secretary).lines.first(),
        "held": past(house.cell_a, state="signed", on=date(2022, 3, 3)),
        "paper": _paper(house, meeting),
        "item": meeting.items.get(),
        "decision": decided(meeting, house.cell_secretary, house.cell_secretary.person, "Dọn vệ sinh đường mẫu"),
    }


def _paper(house: House, meeting: Meeting) -> MeetingPaper:
    brought = Brought([upload("du-thao.pdf", PDF)])
    files = bring_files(brought, by=house.cell_secretary, unit=house.cell_a)
    return bring_papers(meeting, files, by=house.cell_secretary)[0]
