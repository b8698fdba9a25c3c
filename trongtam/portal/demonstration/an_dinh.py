"""What each organisation and self-managed group of An Định is to do for its target of 2017 (source 004, sentence 25).

The source says that each of them needs its part; which parts, until when and how far is invented.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from trongtam.accounts.models import User
from trongtam.org.models import Unit
from trongtam.resolutions.models import Clause
from trongtam.targets.models import Target
from trongtam.work.models import Kind, Work
from trongtam.work.operations import Word, assign_work, report_progress
from trongtam.work.plan import Plan, ProductLine, Root

from .shapes import noon

PARTS = (
    ("ap-an-dinh", "Lập kế hoạch chăm sóc đường nông thôn của ấp", "1 kế hoạch mẫu", 100),
    ("an-dinh", "Phân công đảng viên cùng các tổ chăm sóc đường", "1 bảng phân công mẫu", 60),
    ("to-1", "Chăm sóc đoạn đường mẫu của Tổ Mẫu Một", "3 km đường mẫu", 40),
    ("to-2", "Chăm sóc đoạn đường mẫu của Tổ Mẫu Hai", "3 km đường mẫu", 30),
)
START, DUE, SAID = date(2017, 1, 20), date(2017, 12, 15), date(2017, 2, 27)


def lay_parts(organ: Unit, units: Mapping[str, Unit], clauses: Mapping[str, Clause], *, by: User) -> None:
    """Each part serves the target and comes from its sentence."""
    target = Target.objects.get(indicator__code="duong-cham-soc", unit=units[""], period_code="2017")
    for code, title, product, percent in PARTS:
        amount, _space, measure = product.partition(" ")
        plan = Plan(
            title=title,
            kind=Kind.ROUTINE,
            root=Root("clause", clauses["nv-2017/2.5"].pk),
            year="2017",
            start=START,
            due=DUE,
            unit=units[code],
            products=(ProductLine(product, Decimal(amount), measure),),
            targets=(target,),
        )
        work = assign_work(organ, plan, by=by, at=noon(START))
        Work.objects.filter(pk=work.pk).update(is_invented=True)
        report_progress(work, Word(percent, note="Lời báo mẫu"), by=by, on=SAID, at=noon(SAID))
