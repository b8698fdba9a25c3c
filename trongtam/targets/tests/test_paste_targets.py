"""Targets pasted as a table from Word or Excel."""

from datetime import date
from decimal import Decimal

import pytest

from trongtam.ground import numbers
from trongtam.ground.errors import NotAllowed
from trongtam.ground.periods import Period
from trongtam.ledger.models import Entry
from trongtam.org.tests.house import House, make_house
from trongtam.resolutions.models import Clause
from trongtam.targets.models import Indicator, Target
from trongtam.targets.operations import Choice, paste_targets, preview_targets
from trongtam.targets.paste import decimals_of, read_table
from trongtam.targets.problems import RowsRefused

from .measures import make_indicator, make_resolution, promise

YEAR = Period.parse("2022")
TABLE = """TT\tChỉ tiêu\tĐơn vị tính\tKế hoạch 2022
I\tVề kinh tế
1\tGiá trị sản xuất\ttỷ đồng\t200
2\tThu nhập bình quân đầu người\ttriệu đồng\t≥ 42,5

II\tXây dựng Đảng
3\tKết nạp đảng viên\tđảng viên\ttừ 3 trở lên
4\tHộ có nước sạch\t%\ttrên 95%
5\tXã đạt chuẩn\t\tđạt
6\tSố vụ vi phạm\tvụ\tkhông quá 5
"""


def the_one(text: str):
    table = read_table(text)
    assert not table.problems, table.problems[0].refusal
    return table.proposals[0]


@pytest.mark.parametrize(
    ("plan", "comparator", "value", "form", "better"),
    [
        ("từ 3 trở lên", ">=", "3", "level", "more"),
        ("≥ 3", ">=", "3", "level", "more"),
        ("trên 95%", ">", "95", "level", "more"),
        ("không quá 5", "<=", "5", "level", "less"),
        ("dưới 5", "<", "5", "level", "less"),
        ("5 trở xuống", "<=", "5", "level", "less"),
        ("giảm 1,5%", ">=", "1.5", "change_points", "less"),
        ("tăng trên 8%", ">", "8", "change_points", "more"),
        ("giảm 20 hộ", ">=", "20", "change_absolute", "less"),
        ("bằng 12", "=", "12", "level", "exact"),
        ("khoảng 40", "~", "40", "level", "exact"),
        ("gần 40", "~", "40", "level", "exact"),
        ("không hơn 5", "<=", "5", "level", "less"),
        ("46.346,8", ">=", "46346.8", "level", "more"),
        ("đạt 3 mô hình", ">=", "3", "level", "more"),
    ],
)
def test_the_words_around_a_plan_are_read(plan: str, comparator: str, value: str, form: str, better: str) -> None:
    read = the_one(f"Nội dung\t\t{plan}" if "\t" in plan else f"Nội dung\t{plan}")
    assert (read.comparator, read.plan, read.form, read.better) == (comparator, Decimal(value), form, better)


def test_about_comes_with_its_tolerance() -> None:
    assert [the_one(f"Hộ\thộ\tkhoảng {plan}").tolerance for plan in ("40", "12,5")] == [4, Decimal("1.25")]


def test_a_span_and_a_status() -> None:
    span = the_one("Tăng dân số\t%\ttừ 1,0 đến 1,2")
    assert (span.comparator, span.plan, span.plan_to, span.better) == ("range", 1, Decimal("1.2"), "range")
    assert (the_one("Xã đạt chuẩn\tđạt").comparator, the_one("Xã đạt chuẩn\tđạt").measure) == ("status", "yes_no")


def test_columns_sectors_and_units_are_found() -> None:
    table = read_table(TABLE)
    assert [one.sector for one in table.proposals] == ["economy", "economy", "party", "party", "party", "party"]
    assert [one.line for one in table.proposals] == [3, 4, 7, 8, 9, 10]
    assert (table.proposals[0].unit_of_measure, table.proposals[1].measure) == ("tỷ đồng", "stock")
    assert the_one("1. Kết nạp đảng viên\ttừ 3 đảng viên trở lên").unit_of_measure == "đảng viên"
    assert the_one("| Thu ngân sách | tỷ đồng | 3,9 |").plan == Decimal("3.9")
    assert the_one("1; Thu ngân sách; tỷ đồng; 3,9").name == "Thu ngân sách"


@pytest.mark.parametrize(
    "line",
    ["9\tLạ\tviệc\t1.2.3,4", "Lạ\tviệc\tnhiều", "Lạ\tviệc\ttừ 5 đến 3", "TT\tChỉ tiêu\tĐVT\tKế hoạch\n9\t\tviệc\t3"],
)
def test_what_cannot_be_read_says_why(line: str) -> None:
    table = read_table(line)
    assert not table.proposals
    assert [str(problem.refusal) for problem in table.problems] != []


def test_a_missing_plan_is_told() -> None:
    assert len(read_table("10\tThiếu\tviệc\t").problems) == 1


@pytest.fixture
def house(db) -> House:
    return make_house()


def test_a_table_becomes_targets_in_one_act(house: House) -> None:
    document = make_resolution(house.committee)
    admitted = make_indicator("admitted", name="Kết nạp đảng viên", unit_of_measure="đảng viên")
    Indicator.objects.filter(pk=admitted.pk).update(folded="ket nap dang vien")
    preview = preview_targets(house.committee, read_table(TABLE), YEAR, by=house.office, document=document)
    assert [line.state for line in preview] == ["created"] * 6
    assert [line.indicator for line in preview if line.indicator] == [admitted]
    assert not Target.objects.exists()
    made = paste_targets(house.committee, read_table(TABLE), YEAR, by=house.office, document=document)
    assert (len(made), Indicator.objects.count()) == (6, 6)
    assert {target.document for target in made} == {document}
    assert Entry.objects.filter(act__startswith="targets.").count() == 1
    again = preview_targets(house.committee, read_table(TABLE), YEAR, by=house.office, document=document)
    assert {line.state for line in again} == {"unchanged"}
    assert paste_targets(house.committee, read_table(TABLE), YEAR, by=house.office, document=document) == []


def test_one_bad_line_keeps_all_back_until_it_is_left_out(house: House) -> None:
    text = TABLE + "7\tLạ\tviệc\t1.2.3,4\n"
    with pytest.raises(RowsRefused) as refusal:
        paste_targets(house.committee, read_table(text), YEAR, by=house.office)
    assert list(refusal.value.errors) == [11]
    assert not Target.objects.exists()
    made = paste_targets(house.committee, read_table(text), YEAR, by=house.office, choices={11: Choice(skip=True)})
    assert len(made) == 6


def test_a_person_settles_what_was_proposed(house: House) -> None:
    other = make_indicator("other", measure="stock")
    choices = {
        1: Choice(indicator_id=other.pk),
        2: Choice(
            measure="stock", stated_by="cell", sector="culture", across="sum",
            promise=promise(5, baseline=3, baseline_on=date(2021, 12, 31)),
        ),
    }  # fmt: skip
    text = "Một\tviệc\t4\nHai\tviệc\t5"
    made = paste_targets(house.committee, read_table(text), YEAR, by=house.office, choices=choices)
    assert (made[0].indicator, made[1].indicator.stated_by, made[1].indicator.sector) == (other, "cell", "culture")
    assert made[1].baseline == 3


def test_another_plan_for_a_standing_target_is_refused(house: House) -> None:
    paste_targets(house.committee, read_table("Một\tviệc\t4"), YEAR, by=house.office)
    line = preview_targets(house.committee, read_table("Một\tviệc\t5"), YEAR, by=house.office)[0]
    assert (line.state, line.refusal.field) == ("refused", "plan")


def test_a_new_indicator_needs_its_unit_of_measure(house: House) -> None:
    line = preview_targets(house.committee, read_table("Một\t4"), YEAR, by=house.office)[0]
    assert (line.state, line.refusal.field) == ("refused", "unit")


def test_a_plan_of_zero_asks_first(house: House) -> None:
    with pytest.raises(RowsRefused):
        paste_targets(house.committee, read_table("Số vụ cháy\tvụ\tkhông quá 0"), YEAR, by=house.office)
    kept = paste_targets(
        house.committee, read_table("Số vụ cháy\tvụ\tkhông quá 0"), YEAR, by=house.office, acknowledged={"plan_zero"}
    )
    assert kept[0].plan == 0


def test_others_are_told_who_may(house: House) -> None:
    for who in (house.standing, house.cell_secretary, house.stranger):
        with pytest.raises(NotAllowed):
            paste_targets(house.committee, read_table(TABLE), YEAR, by=who)


def test_pasted_targets_stand_at_the_sentences_they_come_from(house: House) -> None:
    resolution = make_resolution(house.commune)
    wanted = Clause.objects.create(
        document=resolution,
        place="0900.",
        kind="target",
        label="IV.1",
        text="Trong năm kết nạp từ 3 đảng viên mới trở lên.",
    )
    Clause.objects.create(document=resolution, place="0901.", kind="task", text="Giá trị sản xuất phải tăng.")
    lines = preview_targets(house.commune, read_table(TABLE), YEAR, by=house.office, document=resolution)
    assert {line.text: line.clause for line in lines if line.clause} == {"Kết nạp đảng viên": wanted}
    made = paste_targets(house.commune, read_table(TABLE), YEAR, by=house.office, document=resolution)
    at_clause = [target for target in made if target.clause_id == wanted.pk]
    assert [target.indicator.name for target in at_clause] == ["Kết nạp đảng viên"]
    assert {target.document_id for target in made} == {resolution.pk}


@pytest.mark.parametrize(
    ("unit", "plan", "digits"),
    [
        ("km", "3", 2),
        ("hộ", "12", 0),
        ("%", "95", 2),
        ("tỷ đồng", "150", 2),
        ("đồng", "500", 0),
        ("tấn/ha", "6,1256", 4),
    ],
)
def test_what_is_measured_takes_fractions(unit: str, plan: str, digits: int) -> None:
    """A plan of 3 km is answered with 2,5 km; households stay whole."""
    assert decimals_of(numbers.read(plan).value, None, unit) == digits


def test_harms_sectors_and_who_knows_are_told_by_the_words(house: House) -> None:
    text = (
        "Số vụ việc tồn đọng\tvụ\t0\nKết nạp đảng viên dự bị\tđảng viên\t12\nTỷ lệ bao phủ bảo hiểm y tế\t%\t95\n"
        "Ấp đạt chuẩn văn hóa\tấp\t5"
    )
    table = read_table(text)
    assert [(one.comparator, one.better, one.sector) for one in table.proposals] == [
        ("<=", "less", "defence"),
        (">=", "more", "party"),
        (">=", "more", "culture"),
        (">=", "more", "culture"),
    ]
    lines = preview_targets(house.commune, table, YEAR, by=house.office)
    assert [line.definition.stated_by for line in lines if line.definition] == ["commune", "cell", "commune", "hamlet"]
