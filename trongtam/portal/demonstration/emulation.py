"""Emulation: Hải Lựu's five years and awards (source 003), An Định's exemplary cell (source 004), and Xã Mẫu now.

What the sources give is written down as they give it: no number of a decision, no year that they do not tell (the five years are
those of the term before May 2020; a flag or certificate stands in the term's last full year, and its reason says so).
The cells, figures and persons of Xã Mẫu are invented.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from trongtam.emulation.models import Award, Exemplar, ExemplarKind, Form, Ladder, Level, Movement, Proposal, ReviewKind
from trongtam.emulation.operations import (
    Asked,
    Call,
    Given,
    Told,
    Wanted,
    commit,
    copy_exemplar,
    launch_movement,
    propose_award,
    recognise_exemplar,
    record_award,
    record_learners,
    register_exemplar,
    review_movement,
    set_ladder,
    tell_copy,
)
from trongtam.targets.models import Indicator

from .shapes import I, M, noon

if TYPE_CHECKING:
    from .build import CommuneBuilder

TOLD = date(2020, 5, 22)  # the day of the source
IN_TERM = "Trong nhiệm kỳ 2015–2020; nguồn không nêu năm và số quyết định."

# -- Xã Mẫu: a cell that wants to catch up, on three indicators over a year --------------------------------------------

LADDER = (
    I(
        "mau-du-hop",
        "Đảng viên dự sinh hoạt chi bộ",
        "%",
        "stock",
        "party",
        "cell",
        decimals=1,
        across="none",
        whole=True,
    ),
    I(
        "mau-dung-han",
        "Việc chi bộ làm xong đúng hạn",
        "%",
        "stock",
        "party",
        "cell",
        decimals=1,
        across="none",
        whole=True,
    ),
    I(
        "mau-phan-loai-rac",
        "Hộ phân loại rác tại nhà",
        "%",
        "stock",
        "culture",
        "cell",
        decimals=1,
        across="none",
        whole=True,
    ),
)
# Month by month of last year: the exemplar, the cell that learns, a cell beside.
CURVES: dict[str, dict[str, tuple[str, ...]]] = {
    "mau-du-hop": {
        "hai": ("88", "88", "89", "89", "90", "90", "90", "91", "91", "91", "92", "92"),
        "mot": ("76", "78", "80", "83", "86", "88", "90", "91.5", "92", "93", "93.5", "94"),
        "ba": ("71", "72", "72", "74", "73", "75", "76", "76", "77", "78", "78", "79"),
    },
    "mau-dung-han": {
        "hai": ("80", "80", "82", "82", "84", "84", "84", "85", "85", "85", "86", "86"),
        "mot": ("60", "64", "70", "74", "78", "80", "82", "84", "85.5", "86", "88", "90"),
        "ba": ("66", "66", "68", "67", "69", "70", "70", "71", "72", "72", "73", "74"),
    },
    "mau-phan-loai-rac": {
        "hai": ("55", "57", "58", "60", "60", "61", "62", "62", "63", "63", "64", "64"),
        "mot": ("40", "41", "45", "48", "52", "56", "58", "60", "64", "66", "69", "71"),
        "ba": ("38", "40", "41", "42", "44", "44", "46", "47", "48", "50", "50", "52"),
    },
}


def ladder_figures(year: int) -> tuple[M, ...]:
    """What the three cells stated last year."""
    return tuple(
        M(indicator, f"{year - 1}-{month:02d}", value, unit=cell)
        for indicator, cells in CURVES.items()
        for cell, values in cells.items()
        for month, value in enumerate(values, start=1)
    )


def lay_emulation(builder: CommuneBuilder, today: date) -> None:
    """What each commune has to show; by the same operations that people use."""
    act = {"hai-luu": _five_years, "an-nhon": _exemplary_cell}.get(builder.commune.code)
    if act is not None:
        act(builder)
    elif builder.commune.code == "xa-mau":
        _now(builder, today)


def _five_years(builder: CommuneBuilder) -> None:
    """“5 năm liền đạt TSVM xuất sắc, được Tỉnh ủy tặng Cờ thi đua xuất sắc, Bằng khen và được Huyện ủy tặng 3 Giấy khen”."""
    committee, by, at = builder.units["dang-uy"], builder.office, noon(TOLD)
    for year in range(2015, 2020):
        told = Given(
            Form.TITLE,
            Level.DISTRICT,
            year,
            "Huyện ủy Sông Lô",
            code="clean_strong_excellent",
            reason="Đảng bộ 5 năm liền đạt trong sạch, vững mạnh xuất sắc (nguồn 003).",
        )
        record_award(committee, told, by=by, at=at)
    given = (
        (Form.FLAG, Level.PROVINCE, "Tỉnh ủy", "Cờ thi đua xuất sắc", 1),
        (Form.MERIT, Level.PROVINCE, "Tỉnh ủy", "Bằng khen", 1),
        (Form.COMMENDATION, Level.DISTRICT, "Huyện ủy", "Giấy khen hoàn thành xuất sắc nhiệm vụ", 3),
    )
    for form, level, organ, title, count in given:
        record_award(committee, Given(form, level, 2019, organ, title=title, count=count, reason=IN_TERM), by=by, at=at)
    flag = Given(
        Form.FLAG,
        Level.PROVINCE,
        2015,
        "Tỉnh Vĩnh Phúc",
        title="Cờ thi đua dẫn đầu phong trào xây dựng nông thôn mới",
        reason="Xã về đích nông thôn mới từ năm 2015 (nguồn 003).",
    )
    record_award(builder.root, flag, by=by, at=at)
    _yearly_review(builder)


def _yearly_review(builder: CommuneBuilder) -> None:
    """“Qua tổng kết công tác hàng năm, đã có nhiều tập thể, cá nhân điển hình tiên tiến được biểu dương, khen thưởng.”"""
    call = Call("Thi đua thực hiện nhiệm vụ hằng năm", date(2015, 1, 1), date(2019, 12, 31))
    movement = launch_movement(builder.units["dang-uy"], call, by=builder.office, at=noon(date(2015, 1, 5)))
    found = (
        "Qua tổng kết công tác hằng năm, đã có nhiều tập thể, cá nhân điển hình tiên tiến được biểu dương, khen thưởng. "
        "Nguồn không nêu số lượng và tên."
    )
    review_movement(movement, by=builder.office, kind=ReviewKind.FINAL, on=TOLD, found=found, at=noon(TOLD))


def _exemplary_cell(builder: CommuneBuilder) -> None:
    """“Chi bộ ấp An Định là chi bộ tiêu biểu nhiều năm liền.” Which years, and by which decision, the source does not tell."""
    on = date(2017, 2, 20)
    told = Told(
        ExemplarKind.UNIT,
        "Chi bộ tiêu biểu nhiều năm liền",
        "Chi bộ sinh hoạt đều đặn, số đảng viên dự họp bảo đảm; hằng tháng phân công, chỉ đạo từng đảng viên; đảng viên nắm sát "
        "và báo cáo hoạt động các tổ nhân dân tự quản; kỳ sau soi rọi lại kết quả tháng trước. Bí thư điều hành bài bản; "
        "phê bình thẳng thắn, có trọng tâm; chi ủy đoàn kết.",
        origin="Vận dụng kinh nghiệm của việc theo dõi, hỗ trợ ấp giai đoạn 2016–2020.",
    )
    made = register_exemplar(builder.units["an-dinh"], told, by=builder.office, on=on, at=noon(on))
    recognise_exemplar(
        made,
        builder.units["dang-uy"],
        by=builder.office,
        on=on,
        decision="Nguồn 004 nêu “chi bộ tiêu biểu nhiều năm liền”, không nêu quyết định",
        at=noon(on),
    )


def _now(builder: CommuneBuilder, today: date) -> None:
    year, by, units = today.year, builder.office, builder.units
    first = date(year - 1, 1, 10)
    model = _invented_exemplars(builder, first)
    indicators = {one.code: one for one in Indicator.objects.filter(code__in=CURVES)}
    ladder = set_ladder(
        units["mot"],
        model,
        by=_speaker(builder),
        indicators=[(indicators[code], "value") for code in CURVES],
        since=date(year - 1, 1, 1),
        aim="Giữ nề nếp sinh hoạt và làm xong việc đúng hạn như Chi bộ thôn Mẫu Hai.",
        at=noon(first),
    )
    Ladder.objects.filter(pk=ladder.pk).update(is_invented=True)
    movement = launch_movement(
        units["dang-uy"],
        Call(
            f"Thi đua “Mỗi chi bộ một việc mới” năm {year}",
            date(year, 1, 1),
            date(year, 12, 31),
            "Mỗi chi bộ chọn một việc khó hoặc mới của thôn, làm xong trong năm.",
            "Kế hoạch phát động (mẫu)",
            (
                Asked("Có việc mới, bà con thấy được"),
                Asked("Kết nạp hội viên đoàn thể", Indicator.objects.get(code="mau-hoi-vien"), None),
            ),
        ),
        by=by,
        at=noon(date(year, 1, 1)),
    )
    Movement.objects.filter(pk=movement.pk).update(is_invented=True)
    said = (
        ("mot", "Mỗi tổ tự quản có một tủ sách dùng chung."),
        ("hai", "Thắp sáng 500 m đường thôn bằng điện mặt trời."),
        ("ba", "Mỗi tháng một buổi dọn kênh cùng bà con."),
    )
    for cell, text in said:
        commit(movement, units[cell], by=by, text=text, on=date(year, 1, 1), at=noon(today))
    if today > date(year, 7, 1):
        found = "Các chi bộ thôn đã chọn được việc mới; cần nhắc chi bộ còn lại."
        review_movement(movement, by=by, kind=ReviewKind.INTERIM, on=date(year, 7, 1), found=found, at=noon(today))
    _invented_awards(builder, today)


def _speaker(builder: CommuneBuilder):
    user = builder.people["chi-bo-mau"].user
    assert user is not None
    return user


def _invented_exemplars(builder: CommuneBuilder, first: date) -> Exemplar:
    """The cell that others learn from; a practice that is being copied; one that waits; a person who agreed."""
    by, units, at = builder.office, builder.units, noon(first)

    def told(cell: str, told: Told) -> Exemplar:
        made = register_exemplar(units[cell], told, by=by, on=first, at=at)
        Exemplar.objects.filter(pk=made.pk).update(is_invented=True)
        return made

    def recognised(made: Exemplar) -> Exemplar:
        decision = "Quyết định công nhận điển hình (mẫu)"
        return recognise_exemplar(made, units["dang-uy"], by=by, on=first, decision=decision, at=at)

    what = "Họp đúng ngày, tài liệu gửi trước ba ngày; việc nào cũng có người nhận và ngày xong; kỳ sau nhìn lại từng việc."
    model = recognised(told("hai", Told(ExemplarKind.UNIT, "Chi bộ nói đi đôi với làm", what)))
    skilful = recognised(
        told(
            "ba",
            Told(
                ExemplarKind.SKILFUL,
                "Dân vận khéo: tổ thu gom rác do bà con tự chọn giờ",
                "Chi bộ bàn với từng tổ, để bà con chọn ngày giờ thu gom; đảng viên làm trước, nhắc nhau bằng loa tổ.",
                "Bắt đầu từ một tổ tự quản, sau ba tháng cả thôn làm theo.",
            ),
        )
    )
    record_learners(
        model, by=by, on=date(first.year, 3, 5), people=6, unit=units["mot"], learned="Cách giao việc có ngày xong."
    )
    copy = copy_exemplar(
        skilful, units["mot"], by=_speaker(builder), begun_on=date(first.year, 4, 1), how="Làm ở hai tổ trước."
    )
    result = "Hai tổ giữ được nề nếp, số hộ phân loại rác tăng rõ."
    tell_copy(copy, by=_speaker(builder), result="works", text=result, on=date(first.year, 9, 30))
    told(
        "truong",
        Told(
            ExemplarKind.PRACTICE,
            "Một giờ đọc sách cùng con",
            "Mỗi tối thứ bảy, giáo viên đọc sách cùng học sinh ở thư viện.",
        ),
    )
    _person_who_agreed(builder, first)
    return model


def _person_who_agreed(builder: CommuneBuilder, first: date) -> None:
    told = Told(
        ExemplarKind.PERSON,
        "Trưởng thôn đi từng ngõ",
        "Mỗi tuần đi một ngõ, nghe bà con nói và ghi lại việc cần làm.",
        person=builder.people["truong-thon-mot"],
        consent="Đã ký giấy đồng ý (mẫu)",
        consent_on=first,
    )
    made = register_exemplar(builder.units["mot"], told, by=builder.office, on=first, at=noon(first))
    Exemplar.objects.filter(pk=made.pk).update(is_invented=True)


def _invented_awards(builder: CommuneBuilder, today: date) -> None:
    by, units, at = builder.office, builder.units, noon(today)
    for cell, years in (("hai", range(today.year - 4, today.year)), ("mot", range(today.year - 1, today.year))):
        for year in years:
            told = Given(
                Form.TITLE,
                Level.COMMUNE,
                year,
                "Đảng ủy xã Mẫu",
                code="outstanding_cell",
                decision_number="…-QĐ/ĐU (mẫu)",
                reason="Giữ vững nề nếp sinh hoạt, làm xong việc được giao (mẫu).",
            )
            made = record_award(units[cell], told, by=by, at=at)
            Award.objects.filter(pk=made.pk).update(is_invented=True)
    wanted = Wanted(
        Form.TITLE,
        Level.COMMUNE,
        today.year,
        "Năm thứ năm liên tiếp giữ vững danh hiệu; được hai chi bộ khác học tập (mẫu).",
        code="outstanding_cell",
    )
    proposal = propose_award(units["dang-uy"], units["hai"], wanted, by=by, at=at)
    Proposal.objects.filter(pk=proposal.pk).update(is_invented=True)
