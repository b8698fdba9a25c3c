"""A target's page: who opens it, how the number is traced to its root, what stands beside it."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from trongtam.accounts.models import User
from trongtam.org.tests.house import House, make_house, make_unit
from trongtam.targets.models import Indicator, Target
from trongtam.targets.operations import Root, allot, attach_evidence, withdraw, withdraw_target
from trongtam.targets.stated import Figure

from .measures import (
    LATER,
    make_clause,
    make_indicator,
    make_resolution,
    make_target,
    moment,
    number,
    promise,
    share,
    stated,
)

pytestmark = pytest.mark.django_db
ON = "?on=2022-09-30"


@pytest.fixture
def house() -> House:
    return make_house()


@pytest.fixture
def admitted() -> Indicator:
    return make_indicator("admitted", name="Kết nạp đảng viên", unit_of_measure="đảng viên", counts_people=True)


@pytest.fixture
def target(house: House, admitted: Indicator) -> Target:
    """Four admitted of three planned, the cell's May figure corrected; a sentence of the resolution stands behind it."""
    clause = make_clause(make_resolution(house.commune), "Trong năm kết nạp từ 3 đảng viên mới trở lên.")
    root = Root(clause=clause, holder=house.standing.person)
    found = make_target(house.commune, admitted, "2022", 3, by=house.office, root=root)
    for month in range(1, 10):
        code, at = f"2022-{month:02d}", moment(2022, month + 1, 5)
        stated(admitted, house.cell_b, code, 0, by=house.other_cell_secretary, at=at)
        first = stated(
            admitted, house.cell_a, code, {2: 1, 5: 2, 7: 1, 9: 1}.get(month, 0), by=house.cell_secretary, at=at
        )
        if month == 5:
            code_may, wrong = code, first
    stated(admitted, house.cell_a, code_may, 1, by=house.office, expected=wrong.pk, reason="Thiếu quyết định", at=LATER)
    return found


def page(client: Client, who: User, target: Target, query: str = ON):
    client.force_login(who)
    return client.get(reverse("targets:target", args=[target.pk]) + query)


def text(client: Client, who: User, target: Target, query: str = ON) -> str:
    return page(client, who, target, query).content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [("office", 200), ("cell_secretary", 200), ("provincial", 200), ("stranger", 404), ("former", 404)],
)
def test_who_opens_it(client: Client, house: House, target: Target, who: str, status: int) -> None:
    assert page(client, getattr(house, who), target).status_code == status


def test_the_number_is_traced_from_its_root_to_each_statement(client: Client, house: House, target: Target) -> None:
    answer = page(client, house.secretary, target)
    root, promised, arithmetic, leaves = answer.context["steps"]
    assert (root.kind, root.quote) == ("root", "Trong năm kết nạp từ 3 đảng viên mới trở lên.")
    assert root.url == reverse("resolutions:clause", args=[target.clause_id])
    assert promised.title == "Ít nhất 3 đảng viên, năm 2022"
    assert arithmetic.sums == ("4 = 4", "4 ÷ 3 × 100 = 133,33%")
    assert [(leaf.value, leaf.note) for leaf in leaves.leaves] == [
        ("1", "Tháng 9"),
        ("1", "Tháng 7"),
        ("1", "Tháng 5, đã đính chính"),
        ("1", "Tháng 2"),
    ]
    words = answer.content.decode()
    assert "133,33%" in words
    assert "4 trên kế hoạch 3 đảng viên" in words
    assert "58,33 điểm % so với thời gian đã qua" in words
    assert "Lê Thí Dụ" in words


def test_a_correction_stays_readable(client: Client, house: House, target: Target) -> None:
    words = text(client, house.secretary, target)
    assert 'Đính chính <del class="fig">2</del> thành <b>1</b>: Thiếu quyết định.' in words
    assert "Số cũ nhập ngày 05/06/2022." in words
    assert "Văn phòng nhập thay" in words


def test_as_it_was_known_before_the_correction(client: Client, house: House, target: Target) -> None:
    words = text(client, house.secretary, target, ON + "&known=2022-11-01")
    assert "166,67%" in words
    assert "Như đã biết ngày 01/11/2022." in words


def test_withdrawn_figures_and_targets_are_shown_as_such(
    client: Client, house: House, admitted: Indicator, target: Target
) -> None:
    gone = stated(admitted, house.cell_b, "2022-10", 3, by=house.other_cell_secretary)
    withdraw(gone, by=house.other_cell_secretary, reason="Nhập nhầm tháng", at=LATER)
    assert "Đã rút: Nhập nhầm tháng" in text(client, house.secretary, target)
    withdraw_target(target, by=house.office, reason="Nghị quyết sửa đổi")
    assert "Nghị quyết sửa đổi" in text(client, house.secretary, target)


def test_units_left_out_are_listed_with_the_reason(client: Client, house: House, admitted: Indicator) -> None:
    lone = make_target(house.commune, admitted, "2022", 30, by=house.office)
    stated(admitted, house.cell_a, "2022-Q1", 6, by=house.cell_secretary)
    words = text(client, house.secretary, lone, "?on=2022-03-31")
    assert "Chi bộ ấp Mẫu Hai" in words
    assert "chưa báo" in words


def test_what_is_shared_out_stands_with_its_difference(
    client: Client, house: House, admitted: Indicator, target: Target
) -> None:
    allot(target, house.cell_a, promise(2), by=house.office)
    assert "Đã giao 2 trên 3 đảng viên: còn 1 chưa giao." in text(client, house.secretary, target)


def test_a_share_of_a_longer_plan_is_shown_beside(
    client: Client, house: House, admitted: Indicator, target: Target
) -> None:
    whole = Figure(share=number(100).value, finality="estimate", note="Chưa rõ kế hoạch gốc")
    stated(admitted, house.commune, "2020..2025", whole, by=house.office)
    words = text(client, house.secretary, target)
    assert ">chỉ tiêu</button>" in words
    assert "</span> nhiệm kỳ 2020–2025" in words
    assert "Chưa rõ kế hoạch gốc" in words


def test_a_superiors_own_figure_stands_beside_the_sum(
    client: Client, house: House, admitted: Indicator, target: Target
) -> None:
    stated(admitted, house.commune, "2022-9M", 6, by=house.office)
    words = text(client, house.secretary, target)
    assert "Số riêng của đơn vị" in words
    assert "133,33%" in words


def test_evidence_is_named(client: Client, house: House, admitted: Indicator, target: Target) -> None:
    last = admitted.measurements.get(unit=house.cell_a, period_code="2022-09")
    attach_evidence(last, by=house.cell_secretary, title="Quyết định kết nạp", dated=moment(2022, 9, 12).date())
    assert "Quyết định kết nạp" in text(client, house.secretary, target)


def test_others_see_the_sum_and_no_single_figure(client: Client, house: House, target: Target) -> None:
    words = text(client, house.cell_secretary, target)
    assert "dưới 5" in words
    assert "133,33%" not in words
    assert "Chi bộ ấp Mẫu Hai" not in words


def test_a_share_says_its_counts(client: Client, house: House) -> None:
    rate = make_indicator("rate", measure="ratio", scale=100, unit_of_measure="%", part_of_whole=True)
    found = make_target(house.commune, rate, "2022", 90, by=house.office)
    stated(rate, house.cell_a, "2022-09", share(45, 50), by=house.cell_secretary)
    stated(rate, house.cell_b, "2022-09", share(20, 50), by=house.other_cell_secretary)
    answer = page(client, house.secretary, found)
    assert answer.context["steps"][2].sums == ("65 ÷ 100 × 100 = 65%", "65 ÷ 90 × 100 = 72,22%")
    assert "45/50" in answer.content.decode()


def test_a_part_of_a_whole_is_traced_to_its_share(client: Client, house: House) -> None:
    parts = ["Nông nghiệp", "Thương mại và dịch vụ"]
    shares = make_indicator("shares", measure="composition", stated_by="commune", unit_of_measure="%", parts=parts)
    found = make_target(house.commune, shares, "2022", 38, by=house.office, part=parts[1])
    for month, services in ((8, "37.5"), (9, "38")):
        whole = {parts[0]: 100 - Decimal(services), parts[1]: Decimal(services)}
        at = moment(2022, month + 1, 3)
        stated(shares, house.commune, f"2022-{month:02d}", Figure(parts=whole), by=house.office, at=at)
    answer = page(client, house.office, found)
    (leaf,) = answer.context["steps"][-1].leaves
    assert leaf.value == "38%"
    assert [one.value for one in answer.context["picture"].first] == ["38%", "37,5%"]


def test_an_earlier_month_of_a_state_needs_no_excuse(client: Client, house: House) -> None:
    poor = make_indicator("poor", measure="stock", stated_by="commune", unit_of_measure="hộ", better="less")
    found = make_target(house.commune, poor, "2022", 10, by=house.office, comparator="<=")
    for code, month in (("2022-07", 8), ("2022-08", 9)):
        stated(poor, house.commune, code, month, by=house.office, at=moment(2022, month, 3))
    assert [one.notes for one in page(client, house.office, found).context["picture"].first] == [(), ()]


def test_months_of_a_sum_under_a_longer_figure_say_why_they_do_not_count(client: Client, house: House) -> None:
    jobs = make_indicator("jobs", stated_by="commune", unit_of_measure="việc")
    found = make_target(house.commune, jobs, "2022", 10, by=house.office)
    stated(jobs, house.commune, "2022-H1", 6, by=house.office, at=moment(2022, 7, 3))
    stated(jobs, house.commune, "2022-03", 2, by=house.office, at=moment(2022, 7, 4))
    notes = {one.value: one.notes for one in page(client, house.office, found).context["picture"].first}
    assert not notes["6"]
    assert "không cộng thêm" in notes["2"][0]


def test_figures_of_a_time_after_the_day_read_say_so(client: Client, house: House, target: Target) -> None:
    """Read until March, what came later is listed with the true reason: nothing else covers its time."""
    later = "Số của thời gian sau ngày 31/03/2022, chưa tính ở đây."
    read = text(client, house.secretary, target, "?on=2022-03-31")
    assert read.count(later) >= 3  # May, July, September
    assert "thời gian này đã có số khác" not in read
    assert "chưa tính ở đây" not in text(client, house.secretary, target)


def test_a_bound_travels_to_the_page(client: Client, house: House) -> None:
    money = make_indicator("money", stated_by="commune", unit_of_measure="tỷ đồng")
    found = make_target(house.commune, money, "2022", 200, by=house.office)
    stated(money, house.commune, "2022-9M", number(152, bound="more_than"), by=house.office)
    words = text(client, house.secretary, found)
    assert "hơn 152 trên kế hoạch 200 tỷ đồng" in words
    assert "hơn 76%" in words
    assert "Đúng tiến độ" in words


def test_the_proof_of_a_sum_says_more_than_where_a_part_says_so(client: Client, house: House) -> None:
    """The line of arithmetic adds up as it reads: nothing that is only a floor stands there as an exact figure."""
    rice = make_indicator("lua", name="Sản lượng lúa", unit_of_measure="tấn")
    found = make_target(house.commune, rice, "2022", 100, by=house.office)
    at = moment(2022, 10, 3)
    stated(rice, house.cell_a, "2022-9M", number(50, bound="more_than"), by=house.cell_secretary, at=at)
    stated(rice, house.cell_b, "2022-9M", number(20), by=house.other_cell_secretary, at=at)
    sums = page(client, house.secretary, found).context["steps"][2].sums
    assert sums == ("hơn 50 + 20 = hơn 70", "hơn 70 ÷ 100 × 100 = hơn 70%")


def test_what_upper_rooms_know_comes_after_the_page(client: Client, house: House, target: Target) -> None:
    address = reverse("targets:target_more", args=[target.pk])
    assert f'hx-get="{address}"' in text(client, house.office, target)
    piece = client.get(address, headers={"HX-Request": "true"}).text
    whole = client.get(address).text
    assert "<html" not in piece
    assert "<html" in whole
    assert str(target) in whole


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_queries_does_not_grow(
    client: Client, house: House, admitted: Indicator, rows: int, django_assert_num_queries
) -> None:
    found = make_target(house.commune, admitted, "2022", 30, by=house.office, root=Root(holder=house.standing.person))
    for month in range(1, rows + 1):
        for cell, who in ((house.cell_a, house.cell_secretary), (house.cell_b, house.other_cell_secretary)):
            one = stated(admitted, cell, f"2022-{month:02d}", 6, by=who)
            attach_evidence(one, by=who, title="Quyết định", dated=moment(2022, 9, 12).date())
    page(client, house.secretary, found)
    with django_assert_num_queries(13):
        client.get(reverse("targets:target", args=[found.pk]) + ON)


def test_a_long_list_is_cut_and_opens_whole(client: Client, house: House, admitted: Indicator) -> None:
    """24 figures over two cells: twelve are listed and counted as such; the trace counts those behind the number."""
    found = make_target(house.commune, admitted, "2022", 30, by=house.office, root=Root(holder=house.standing.person))
    for month in range(1, 13):
        code, at = f"2022-{month:02d}", LATER
        stated(admitted, house.cell_a, code, 1, by=house.cell_secretary, at=at)
        stated(admitted, house.cell_b, code, month % 2, by=house.other_cell_secretary, at=at)
    year = "?on=2022-12-31"
    short, whole = page(client, house.secretary, found, year), page(client, house.secretary, found, year + "&all=1")
    assert (len(short.context["page"].statements), short.context["page"].statements_total) == (12, 24)
    assert "Xem đủ 24 số liệu" in short.content.decode()
    assert (len(whole.context["page"].statements), whole.context["page"].statements_total) == (24, 24)
    assert "Xem đủ" not in whole.content.decode()
    # 12 ones of the first cell and 6 of the second make the 18; zeros are chosen last.
    assert short.context["page"].trace.value == 18
    assert all(one.value for one in short.context["page"].statements if one.measurement.unit == house.cell_a)
    leaves = short.context["page"].trace
    assert len(leaves.leaves) + leaves.more_leaves == 18


def test_parts_that_need_help_come_first(client: Client, house: House, admitted: Indicator) -> None:
    found = make_target(house.commune, admitted, "2022", 40, by=house.office, root=Root(holder=house.standing.person))
    cells = [make_unit("cell", f"Chi bộ Thử {number}", house.cell_a.parent) for number in range(11)]
    for place, cell in enumerate(cells):
        allot(found, cell, promise(1), by=house.office)
        stated(admitted, cell, "2022-Q1", 12 - place, by=house.office)
    year = "?on=2022-12-31"
    short, whole = page(client, house.secretary, found, year), page(client, house.secretary, found, year + "&all=1")
    assert [one.name for one in short.context["picture"].allotments] == [cell.name for cell in reversed(cells[1:])]
    assert "Xem cả 11 đơn vị" in short.content.decode()
    assert [one.name for one in whole.context["picture"].allotments] == [cell.name for cell in reversed(cells)]


def test_a_terms_table_goes_by_quarter(client: Client, house: House, admitted: Indicator) -> None:
    found = make_target(
        house.commune, admitted, "2021..2025", 90, by=house.office, root=Root(holder=house.standing.person)
    )
    for code in ("2021-Q1", "2021-04"):
        stated(admitted, house.cell_a, code, 6, by=house.cell_secretary, at=LATER)
        stated(admitted, house.cell_b, code, 6, by=house.other_cell_secretary, at=LATER)
    shown = page(client, house.secretary, found, "?on=2021-12-31").context["picture"].figures
    assert [line.name for line in shown][-2:] == ["Tháng 3/2021", "Tháng 4/2021"]
    assert {line.name.split("/")[0] for line in shown[:-1]} <= {"Tháng 3", "Tháng 6", "Tháng 9", "Tháng 12"}
