"""What the program counts of works comes with the program: the guided set-up lays it, once, for the whole house."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from trongtam.org.models import Unit
from trongtam.targets.models import Indicator
from trongtam.targets.operations import Definition, lay_definitions

from ..queries.figures import BEYOND, IN_TIME, OVERDUE

if TYPE_CHECKING:
    from trongtam.accounts.models import User

# Names are data, so they are the same in every language.
COUNTED = (
    Definition(
        "Việc được giao hoàn thành đúng hạn", "việc", "flow", "party", "viec-dung-han-dem",
        "Đếm từ việc được giao đã kết thúc", stated_by="commune", provider=IN_TIME,
    ),
    Definition(
        "Việc được giao vượt yêu cầu", "việc", "flow", "party", "viec-vuot-dem",
        "Đếm từ việc được giao đã kết thúc", stated_by="commune", provider=BEYOND,
    ),
    Definition(
        "Việc được giao đang quá hạn", "việc", "stock", "party", "viec-qua-han-dem",
        "Đếm từ việc được giao đang làm", better="less", stated_by="commune", provider=OVERDUE,
    ),
)  # fmt: skip


def lay_counted_works(commune: Unit, *, by: User, at: datetime | None = None) -> list[Indicator]:
    """As `targets.operations.lay_counted`, for works: done in time, beyond what was asked, overdue."""
    return lay_definitions(COUNTED, commune, by=by, at=at)
