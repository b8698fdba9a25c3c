"""What the program counts of meetings comes with the program: the guided set-up lays it, once, for the whole house."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from trongtam.org.models import Unit
from trongtam.targets.models import Indicator
from trongtam.targets.operations import Definition, lay_definitions

from ..queries.live import ATTENDED, HELD, ON_TIME, THEMED

if TYPE_CHECKING:
    from trongtam.accounts.models import User

_SHARE: dict[str, Any] = {"measure": "ratio", "across": "ratio", "scale": 100, "decimals": 2, "part_of_whole": True}
# Names are data, so they are the same in every language.
COUNTED = (
    Definition(
        "Kỳ sinh hoạt chi bộ đã họp", "kỳ", "flow", "party", "sinh-hoat-da-hop-dem",
        "Đếm từ các kỳ sinh hoạt thường kỳ", provider=HELD,
    ),
    Definition(
        name="Sinh hoạt chi bộ đúng hạn", unit_of_measure="%", sector="party", code="sinh-hoat-dung-han-dem",
        hint="Số tháng họp đúng hạn trên số tháng phải họp", provider=ON_TIME, **_SHARE,
    ),
    Definition(
        name="Đảng viên dự sinh hoạt chi bộ", unit_of_measure="%", sector="party", code="dang-vien-du-dem",
        hint="Số lượt có mặt trên số lượt phải dự", provider=ATTENDED, **_SHARE,
    ),
    Definition(
        name="Quý có sinh hoạt chuyên đề", unit_of_measure="%", sector="party", code="quy-co-chuyen-de-dem",
        hint="Số quý có chuyên đề trên số quý của các chi bộ", provider=THEMED, **_SHARE,
    ),
)  # fmt: skip


def lay_counted_meetings(commune: Unit, *, by: User, at: datetime | None = None) -> list[Indicator]:
    """As `targets.operations.lay_counted`, for meetings."""
    return lay_definitions(COUNTED, commune, by=by, at=at)
