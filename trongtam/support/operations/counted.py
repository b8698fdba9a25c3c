"""What the program counts of duties comes with the program: the guided set-up lays it, once, for the whole house."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from trongtam.org.models import Unit
from trongtam.targets.models import Indicator
from trongtam.targets.operations import Definition, lay_definitions

from ..queries.figures import VISITS_KEPT
from ..queries.figures_answering import IN_TIME

if TYPE_CHECKING:
    from trongtam.accounts.models import User

# Names are data, so they are the same in every language.
COUNTED = (
    Definition(
        "Tỷ lệ kỳ đi cơ sở giữ được", "%", "ratio", "party", "di-co-so-dem",
        "Đếm từ phân công theo dõi và chuyến đi; kỳ được miễn, kỳ chưa rõ không tính", scale=100,
        stated_by="commune", across="ratio", part_of_whole=True, provider=VISITS_KEPT,
    ),
    Definition(
        "Tỷ lệ kiến nghị được trả lời đúng hạn", "%", "ratio", "party", "kien-nghi-dem",
        "Đếm từ kiến nghị và trả lời đầu tiên; tính vào kỳ có hạn trả lời", scale=100,
        stated_by="commune", across="ratio", part_of_whole=True, provider=IN_TIME,
    ),
)  # fmt: skip


def lay_counted_visits(commune: Unit, *, by: User, at: datetime | None = None) -> list[Indicator]:
    """As `targets.operations.lay_counted`, for duties: the share of owed visits that were made."""
    return lay_definitions(COUNTED, commune, by=by, at=at)
