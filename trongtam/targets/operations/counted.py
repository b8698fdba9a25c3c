"""What the program counts by itself comes with the program: the guided set-up lays it, once, for the whole house."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from trongtam.ledger import book
from trongtam.org.models import Unit

from ..models import Indicator, Source
from .indicators import Definition, insert_indicator

if TYPE_CHECKING:
    from trongtam.accounts.models import User

# Names are data, so they are the same in every language; the hints tell them from figures that people state.
COUNTED = (
    Definition(
        "Số đảng viên", "đảng viên", "stock", "party", "dang-vien-dem", "Đếm từ hồ sơ đảng viên", stated_by="cell",
        counts_people=True, provider="members",
    ),
    Definition(
        "Kết nạp đảng viên (đếm từ hồ sơ)", "đảng viên", "flow", "party", "ket-nap-dem", "Đếm từ hồ sơ đảng viên",
        stated_by="cell", counts_people=True, provider="admissions",
    ),
    Definition(
        "Chuyển đảng chính thức (đếm từ hồ sơ)", "đảng viên", "flow", "party", "chinh-thuc-dem",
        "Đếm từ hồ sơ đảng viên", stated_by="cell", counts_people=True, provider="confirmations",
    ),
    Definition(
        "Số chi bộ", "chi bộ", "stock", "party", "chi-bo-dem", "Đếm từ danh sách đơn vị", better="exact",
        stated_by="cell", provider="cells",
    ),
)  # fmt: skip


def lay_counted(commune: Unit, *, by: User, at: datetime | None = None) -> list[Indicator]:
    """Define for the whole house what the program counts and nobody has defined for it yet; one entry a definition.

    The program's own act, done once by the guided set-up: who signs in first is written as its author.
    """
    return lay_definitions(COUNTED, commune, by=by, at=at)


@transaction.atomic
def lay_definitions(
    definitions: Sequence[Definition], commune: Unit, *, by: User, at: datetime | None = None
) -> list[Indicator]:
    """The same for what another room counts."""
    known = set(Indicator.objects.filter(owner=None, source=Source.LIVE).values_list("provider", flat=True))
    taken = set(Indicator.objects.values_list("code", flat=True))
    made = []
    for definition in definitions:
        if definition.provider in known or definition.code in taken:
            continue
        made.append(insert_indicator(None, definition))
        book.write("targets.indicator_defined", by=by, on=made[-1], unit=commune, after=definition.columns(), at=at)
    return made
