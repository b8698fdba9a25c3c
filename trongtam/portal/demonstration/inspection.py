"""Inspection and supervision in Xã Mẫu, wholly invented; subjects are units, never persons."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from trongtam.inspection.models import FrontKind, FrontOpinion, Inspection, InspectionKind, Organ, Programme
from trongtam.inspection.operations import (
    Asked,
    Opinion,
    Planned,
    conclude_inspection,
    decide_inspection,
    follow_up,
    make_programme,
    plan_subject,
    record_opinion,
    report_inspection,
)

from .shapes import noon

if TYPE_CHECKING:
    from .build import CommuneBuilder


def lay_inspection(builder: CommuneBuilder, today: date) -> None:
    """A programme of this year: one subject followed up, one planned; an opinion that waits for its reply."""
    if builder.commune.code != "xa-mau":
        return
    inspector = builder.people["kiem-tra-mau"].user
    assert inspector is not None
    committee, units, at = builder.units["dang-uy"], builder.units, noon(today)
    programme = make_programme(
        committee, by=inspector, organ=Organ.COMMISSION, year=today.year, basis="Nghị quyết của Đảng ủy (mẫu)", at=at
    )
    first = date(today.year, 1, 1)
    done = plan_subject(
        programme,
        Planned(InspectionKind.INSPECTION, "Việc thu, nộp đảng phí (mẫu).", first, first, unit=units["truong"]),
        by=inspector,
        at=at,
    )
    decide_inspection(
        done, by=inspector, decision="Quyết định (mẫu)", on=first, plan="Xem sổ, gặp chi ủy, đối chiếu.", at=at
    )
    report_inspection(done, by=inspector, report="Thu đủ; có hai tháng nộp muộn.", on=first, at=at)
    asked = Asked(
        "Nộp đảng phí đúng ngày; chi ủy kiểm lại mỗi quý.",
        min(today + timedelta(days=20), date(today.year, 12, 31)),
        builder.people["uy-vien-phu-trach"],
        unit=units["truong"],
    )
    conclude_inspection(
        done, by=inspector, conclusion="Chi bộ chấp hành tốt, cần nộp đúng hạn hơn.", on=first, asked=(asked,), at=at
    )
    follow_up(done.demands.get(), by=inspector, text="Đã nộp đúng hạn tháng vừa qua.", on=today, at=at)
    last = date(today.year, 12, 31)
    content = "Việc thực hiện chế độ sinh hoạt chi bộ (mẫu)."
    plan_subject(
        programme, Planned(InspectionKind.SUPERVISION, content, last, last, unit=units["ba"]), by=inspector, at=at
    )
    Programme.objects.filter(pk=programme.pk).update(is_invented=True)
    Inspection.objects.filter(programme=programme).update(is_invented=True)
    _opinion(builder, today)


def _opinion(builder: CommuneBuilder, today: date) -> None:
    """The Front asks, the government has not replied yet."""
    units, at = builder.units, noon(today)
    said = today - timedelta(days=10)
    opinion = record_opinion(
        units["mttq"],
        Opinion(
            FrontKind.SUPERVISION,
            "Công khai các khoản nhân dân đóng góp ở thôn (mẫu)",
            said,
            "Hai thôn niêm yết đủ, một thôn chưa. Đề nghị Ủy ban nhân dân xã hướng dẫn một mẫu chung.",
            units["ubnd"],
            said + timedelta(days=30),
        ),
        by=builder.office,
        at=at,
    )
    FrontOpinion.objects.filter(pk=opinion.pk).update(is_invented=True)
