"""What the permission table tries this part on."""

from __future__ import annotations

from trongtam.org.tests.house import House

from .recommendations import answered, direction, line_of, note, notice, received, voters, working_session


def samples(house: House) -> dict[str, object]:
    """`received`: of cell A, with the committee; `with_cell`: of the hamlet, to be answered by cell A."""
    session = working_session(house)
    sent = notice(house, units=[house.cell_a])
    return {
        "received": received(house),
        "with_cell": received(house, unit=house.hamlet, by=house.hamlet_head, field="", organ=house.cell_a),
        "answered": answered(house, text="Đề nghị lắp đèn đường mẫu"),
        "notice": sent,
        "notice_line": line_of(sent, house.cell_a),
        "note": note(house),
        "session": session,
        "direction": direction(house, session),
        "voters": voters(house),
    }
