"""Recommendations, notices, voters and a working session: An Khánh's of September 2022 as source 001 tells it, Xã Mẫu's invented.

The source tells who came and what they directed; the words here are ours. The session that follows it up, its results, and all of
Xã Mẫu's recommendations are invented.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from trongtam.accounts.models import User
from trongtam.ground.periods import Period
from trongtam.org.models import Person, Unit
from trongtam.resolutions.models import Document
from trongtam.support.models import Direction, Notice, Recommendation, VoterSession, WorkingSession
from trongtam.support.operations import (
    Opinion,
    Who,
    accept_recommendation,
    acknowledge_notice,
    answer_recommendation,
    conclude_session,
    declare_not_satisfied,
    escalate_recommendation,
    give_direction,
    open_working_session,
    pass_direction_on,
    pass_on_recommendation,
    present_standing,
    raise_recommendation,
    record_voter_session,
    send_notice,
    settle_recommendation,
    tell_result,
    withdraw_recommendation,
)
from trongtam.work.models import Kind
from trongtam.work.operations import assign_work
from trongtam.work.plan import Plan, Root

from .shapes import noon

if TYPE_CHECKING:
    from .build import CommuneBuilder

HELD, NEXT = date(2022, 9, 16), date(2022, 12, 22)
NINE_MONTHS = date(2022, 9, 30)
MASS, DISTRICT, PROPAGANDA = (
    "Phó Trưởng ban Dân vận Tỉnh ủy",
    "Bí thư Huyện ủy",
    "Trưởng ban Tuyên giáo Tỉnh ủy",
)
DIRECTIONS = (
    (MASS, "Tìm giải pháp để người dân mở rộng thương mại, dịch vụ khi cầu mới đưa vào sử dụng."),
    (MASS, "Công an phối hợp tốt hơn với Mặt trận, đoàn thể, dựa vào sức dân để giải quyết các vấn đề xã hội."),
    (DISTRICT, "Đẩy mạnh nông thôn mới, xây dựng chi bộ mạnh toàn diện, nâng chất sinh hoạt cấp ủy, chi bộ."),
    (DISTRICT, "Chuẩn bị tốt đại hội chi bộ và đoàn thể: có lộ trình, giao việc cho từng đảng viên; rà soát đất công."),
    (PROPAGANDA, "Củng cố hội, đoàn thể, Mặt trận; tuyên truyền để người dân đồng thuận bàn giao mặt bằng."),
    (PROPAGANDA, "Phấn đấu đạt các tiêu chí nông thôn mới còn lại, về đích trong năm; nâng các tiêu chí văn hóa."),
)


def lay_answering(builder: CommuneBuilder, today: date) -> None:
    """What each commune has to show; by the same operations that people use."""
    if builder.commune.code == "an-khanh":
        _session(builder.root, builder.units, builder.documents["lam-viec-2022"], by=builder.office)


def _session(commune: Unit, units: Mapping[str, Unit], document: Document, *, by: User) -> None:
    session = open_working_session(
        commune,
        by=by,
        title="Tình hình thực hiện nghị quyết 9 tháng năm 2022, công tác xây dựng nông thôn mới",
        superior="Lãnh đạo tỉnh, huyện",
        on=HELD,
        participants=[
            *(Who(role) for role in (PROPAGANDA, MASS, DISTRICT)),
            Who("Bí thư Đảng ủy xã", "unit"),
            Who("Phó Bí thư Thường trực Đảng ủy xã", "unit"),
        ],
        document=document,
        at=noon(HELD),
    )
    present_standing(session, by=by, period=Period.parse("2022"), as_of=NINE_MONTHS, at=noon(HELD))
    given = [give_direction(session, by=by, speaker=who, text=text, at=noon(HELD)) for who, text in DIRECTIONS]
    conclude_session(
        session,
        by=by,
        conclusion="Đảng bộ đoàn kết, tập trung thực hiện các tiêu chí nông thôn mới chưa đạt.",
        at=noon(HELD + timedelta(days=1)),
    )
    made = pass_direction_on(given[1], by=by, field="order", at=noon(HELD + timedelta(days=3)))
    Recommendation.objects.filter(pk=made.pk).update(is_invented=True)
    answered = date(2022, 9, 28)
    answer_recommendation(
        made, by=by, answer="Đã ký kế hoạch phối hợp với Mặt trận, đoàn thể (mẫu).", kind="solved", at=noon(answered)
    )
    settle_recommendation(made, by=by, at=noon(answered + timedelta(days=2)))
    for direction in (given[2], given[5]):
        _work(direction, units["dang-uy"], by=by)
    _followed_up(session, given, by=by)


def _work(direction: Direction, organ: Unit, *, by: User) -> None:
    plan = Plan(
        title=direction.text[:120].rstrip(" .,;"),
        kind=Kind.FOLLOW_UP,
        root=Root("direction", direction.pk),
        year="2022",
        start=HELD,
        due=date(2022, 12, 20),
        unit=organ,
    )
    work = assign_work(organ, plan, by=by, at=noon(HELD + timedelta(days=3)))
    type(work).objects.filter(pk=work.pk).update(is_invented=True)


def _followed_up(session: WorkingSession, given: list[Direction], *, by: User) -> None:
    """An invented session at the year's end: each direction with its result."""
    later = open_working_session(
        session.unit,
        by=by,
        title="Kiểm lại các ý kiến chỉ đạo của buổi làm việc tháng 9 (mẫu)",
        superior="Lãnh đạo huyện",
        on=NEXT,
        follows=session,
        at=noon(NEXT),
    )
    WorkingSession.objects.filter(pk=later.pk).update(is_invented=True)
    results = ("going_on", "done", "done", "done", "going_on", "going_on")
    for direction, result in zip(given, results, strict=True):
        said = "Đã làm xong theo kế hoạch (mẫu)." if result == "done" else "Đang làm, còn phải theo dõi tiếp (mẫu)."
        tell_result(direction, by=by, result=result, told=said, on=NEXT, session=later, at=noon(NEXT))


# -- Xã Mẫu, now ---------------------------------------------------------------------------------------------------------


def lay_current_answering(builder: CommuneBuilder, *, today: date) -> None:
    """Recommendations in every state, a session with voters, notices: so that something is due, late and answered on any day."""
    units, by = builder.units, builder.office
    cell = builder.people["chi-bo-mau"].user
    assert cell is not None
    Asked(units, by, cell, today).lay()
    _voters(builder.root, builder.people["dai-bieu-mau"], by=by, today=today)
    cells = [units[code] for code in ("mot", "hai", "ba")]
    sent = send_notice(
        units["dang-uy"],
        by=by,
        title="Lịch tiêm phòng cho đàn vật nuôi (mẫu)",
        text="Các chi bộ phổ biến trong kỳ sinh hoạt tới; trưởng thôn nhắc các tổ.",
        units=cells,
        due_on=today + timedelta(days=3),
        at=noon(today - timedelta(days=4)),
    )
    Notice.objects.filter(pk=sent.pk).update(is_invented=True)
    acknowledge_notice(sent.lines.get(unit=units["hai"]), by=by, at=noon(today - timedelta(days=3)))


class Asked:
    """Lays the recommendations, each `days` before today."""

    def __init__(self, units: Mapping[str, Unit], office: User, cell: User, today: date) -> None:
        self.units, self.office, self.cell, self.today = units, office, cell, today

    def lay(self) -> None:
        self.ask("Đề nghị sửa cống đầu thôn để có nước tưới mùa khô", "roads", 2)
        late = self.ask("Đề nghị cấp thêm thùng rác dọc đường thôn", "environment", 24)
        accept_recommendation(late, by=self.office, at=self.ago(22))
        passed = self.ask("Đề nghị xem lại cách vận động các loại quỹ", "", 9)
        pass_on_recommendation(
            passed, by=self.office, organ=self.units["ubnd"], field="economy", reason="Thuộc Ủy ban", at=self.ago(7)
        )
        answered = self.ask("Đề nghị mở lớp dạy nghề ngắn ngày tại thôn", "economy", 15)
        self.answer(answered, "explained", "Lớp mở khi đủ 25 người đăng ký, trưởng thôn nhận đăng ký.", 6)
        back = self.ask("Đề nghị lắp đèn đoạn đường tối trước trường học", "roads", 40)
        self.answer(back, "explained", "Chưa có kinh phí.", 32)
        declare_not_satisfied(back, by=self.cell, reason="Thôn góp được một nửa, xin xem lại.", at=self.ago(8))
        above = self.ask("Đề nghị nạo vét kênh liên xã", "roads", 70)
        escalate_recommendation(above, by=self.cell, reason="Quá hạn, việc liên xã", at=self.ago(45))
        settled = self.ask("Loa truyền thanh của thôn không nghe được", "propaganda", 60)
        self.answer(settled, "solved", "Đã thay loa mới.", 52)
        settle_recommendation(settled, by=self.cell, at=self.ago(50))
        withdrawn = self.ask("Đề nghị cho mượn hội trường xã", "office", 30)
        withdraw_recommendation(withdrawn, by=self.cell, reason="Chi bộ đã mượn được nhà văn hóa.", at=self.ago(29))

    def ago(self, days: int) -> datetime:
        return noon(self.today - timedelta(days=days))

    def ask(self, text: str, field: str, days: int) -> Recommendation:
        on = self.today - timedelta(days=days)
        made = raise_recommendation(
            self.units["mot"], by=self.cell, text=text, source_kind="meeting", field=field, on=on, at=noon(on)
        )
        Recommendation.objects.filter(pk=made.pk).update(is_invented=True)
        return made

    def answer(self, made: Recommendation, kind: str, text: str, days: int) -> None:
        answer_recommendation(made, by=self.office, answer=text, kind=kind, at=self.ago(days))


def _voters(commune: Unit, delegate: Person, *, by: User, today: date) -> None:
    on = today - timedelta(days=18)
    session = record_voter_session(
        commune,
        by=by,
        delegate=delegate,
        on=on,
        place="Nhà văn hóa thôn Mẫu Một",
        opinions=[
            Opinion("Đường vào thôn Mẫu Hai còn lầy khi mưa", "roads"),
            Opinion("Cần thêm thùng rác ở chợ mẫu", "environment"),
            Opinion("Trạm y tế cần thêm giờ trực buổi tối", "society"),
        ],
        at=noon(on),
    )
    VoterSession.objects.filter(pk=session.pk).update(is_invented=True)
    said = Recommendation.objects.filter(source_kind="voters", source_id=session.pk).order_by("pk")
    said.update(is_invented=True)
    first = said[0]
    answered = noon(today - timedelta(days=10))
    answer_recommendation(
        first,
        by=by,
        answer="Xã đã ghi vào kế hoạch sửa đường năm nay.",
        kind="in_hand",
        promised_on=today + timedelta(days=30),
        at=answered,
    )
