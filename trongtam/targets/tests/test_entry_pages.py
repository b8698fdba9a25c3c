"""The entry sheet: who may, what is typed and how it answers, nothing lost."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from trongtam.ground.periods import Period
from trongtam.ledger.models import Entry
from trongtam.org.models import Unit
from trongtam.org.tests.house import House, make_house
from trongtam.targets.models import Finality, Indicator, Measurement, SheetNote

from .measures import make_indicator, make_target, moment, number, stated

pytestmark = pytest.mark.django_db
MONTH = "2022-10"


@pytest.fixture
def house() -> House:
    return make_house()


@pytest.fixture
def admitted(house: House) -> Indicator:
    indicator = make_indicator("admitted", name="Kết nạp đảng viên mới", unit_of_measure="đảng viên")
    make_target(house.cell_a, indicator, "2022", 4, by=house.office)
    return indicator


def asked(house: House, code: str, **columns: Any) -> Indicator:
    """An indicator that the cells state for a target of 2022: the commune's, of yes or no the own."""
    indicator = make_indicator(code, **columns)
    plan = None if indicator.measure == "yes_no" else 90
    part = {"part": indicator.parts[0]} if indicator.measure == "composition" else {}
    unit = house.cell_a if indicator.measure == "yes_no" else house.commune
    make_target(unit, indicator, "2022", plan, by=house.office, **part)
    return indicator


def address(unit: Unit, month: str = MONTH) -> str:
    return reverse("targets:entry", args=[unit.code, month])


def as_user(user: Any) -> Client:
    client = Client(headers={"accept-language": "vi"})
    client.force_login(user)
    return client


def send(user: Any, unit: Unit, month: str = MONTH, **typed: Any) -> Any:
    return as_user(user).post(address(unit, month), {"sure": "1", **typed})


def page(response: Any) -> str:
    return response.content.decode()


# --- who ---


def test_the_cell_secretary_types_for_the_own_cell(house: House, admitted: Indicator) -> None:
    shown = as_user(house.cell_secretary).get(address(house.cell_a))
    assert shown.status_code == 200
    assert "Gửi Văn phòng Đảng ủy" in page(shown)
    sent = send(house.cell_secretary, house.cell_a, **{f"value-{admitted.pk}": "1"})
    assert (sent.status_code, sent["Location"]) == (302, address(house.cell_a))
    kept = Measurement.objects.get()
    assert (kept.value, kept.proxy, kept.stated_by, kept.period_code) == (1, False, house.cell_secretary, MONTH)


def test_another_cells_sheet_is_not_there(house: House, admitted: Indicator) -> None:
    assert as_user(house.other_cell_secretary).get(address(house.cell_a)).status_code == 404
    assert send(house.other_cell_secretary, house.cell_a, **{f"value-{admitted.pk}": "1"}).status_code == 404
    assert as_user(house.stranger).get(address(house.cell_a)).status_code == 404
    assert not Measurement.objects.exists()


@pytest.mark.parametrize("who", ["standing", "secretary"])
def test_a_member_above_is_told_who_may(house: House, admitted: Indicator, who: str) -> None:
    for answer in (
        as_user(getattr(house, who)).get(address(house.cell_a)),
        send(getattr(house, who), house.cell_a, **{f"value-{admitted.pk}": "1"}),
    ):
        assert answer.status_code == 403
        assert "Chi bộ ấp Mẫu Một" in page(answer)
    assert not Measurement.objects.exists()


def test_the_office_types_for_the_cell_and_the_cell_may_object(house: House, admitted: Indicator) -> None:
    shown = page(as_user(house.office).get(address(house.cell_a)))
    assert "nhập thay Chi bộ ấp Mẫu Một" in shown
    assert send(house.office, house.cell_a, **{f"value-{admitted.pk}": "2"}).status_code == 302
    assert Measurement.objects.get().proxy
    entry = Entry.objects.get(act="targets.sheet_stated")
    assert entry.proxy
    seen = page(as_user(house.cell_secretary).get(address(house.cell_a)))
    assert reverse("org:object_to_entry", args=[house.cell_a.code, entry.pk]) in seen


# --- to the right sheet ---


def test_one_unit_leads_straight_to_the_month_after_the_last(house: House, admitted: Indicator) -> None:
    stated(admitted, house.cell_a, "2022-09", 1, by=house.cell_secretary)
    answer = as_user(house.cell_secretary).get(reverse("targets:own_entry"))
    assert answer["Location"] == address(house.cell_a, "2022-10")


def test_after_the_targets_period_the_current_month_comes(house: House, admitted: Indicator) -> None:
    from trongtam.targets.queries.entry_list import month_to_enter

    stated(admitted, house.cell_a, "2022-12", 1, by=house.cell_secretary)
    assert month_to_enter(house.cell_a, date(2026, 11, 22)) == Period.month(2026, 11)
    assert month_to_enter(house.cell_b, date(2022, 10, 3)) == Period.month(2022, 10)


def test_the_office_sees_who_lacks_what(house: House) -> None:
    first, second = asked(house, "one"), asked(house, "two")
    stated(first, house.cell_a, "2022-09", 1, by=house.cell_secretary)
    stated(second, house.cell_a, "2022-09", 1, by=house.cell_secretary)
    stated(first, house.cell_b, "2022-09", 1, by=house.other_cell_secretary)
    shown = page(as_user(house.office).get(reverse("targets:own_entry")))
    assert "Tháng 9/2022" in shown
    assert "1/2 đơn vị đã đủ số liệu" in shown
    assert shown.index("Mẫu Hai") < shown.index("Mẫu Một")  # who lacks something comes first
    assert address(house.cell_b, "2022-09") in shown


def test_who_types_nothing_is_told_who_does(house: House, admitted: Indicator) -> None:
    answer = as_user(house.standing).get(reverse("targets:own_entry"))
    assert answer.status_code == 403
    assert "bí thư chi bộ" in page(answer)


@pytest.mark.parametrize("month", ["2022-13", "2022-Q5", "2022-12M", "thang-muoi"])
def test_an_address_without_a_period_is_not_there(house: House, month: str) -> None:
    assert as_user(house.cell_secretary).get(address(house.cell_a, month)).status_code == 404


# --- what can be typed ---


def test_every_kind_of_quantity_is_read(house: House) -> None:
    flow = asked(house, "flow", decimals=1)
    ratio = asked(house, "ratio", measure="ratio", scale=100, part_of_whole=True)
    printed = asked(house, "printed", measure="ratio", scale=100, part_of_whole=True, decimals=2)
    done = asked(house, "done", measure="yes_no", across="none")
    parts = asked(house, "parts", measure="composition", parts=["tốt", "khá"], decimals=2)
    typed = {
        f"value-{flow.pk}": "hơn 152",
        f"numerator-{ratio.pk}": "34/36",
        f"numerator-{printed.pk}": "94,4%",
        f"answer-{done.pk}": "yes",
        f"part_0-{parts.pk}": "92,65",
        f"part_1-{parts.pk}": "7,35%",
        f"estimate-{flow.pk}": "on",
        "note": "Mưa nhiều, khó đi lại.",
    }
    sent = send(house.cell_secretary, house.cell_a, **typed)
    assert sent.status_code == 302, page(sent)
    kept = {row.indicator.code: row for row in Measurement.objects.select_related("indicator")}
    assert (kept["flow"].value, kept["flow"].bound, kept["flow"].finality) == (1520, "more_than", Finality.ESTIMATE)
    assert (kept["ratio"].numerator, kept["ratio"].denominator) == (34, 36)
    assert kept["printed"].value == 9440
    assert kept["done"].yes is True
    assert kept["parts"].parts == {"tốt": "92.65", "khá": "7.35"}
    assert SheetNote.objects.get().text == "Mưa nhiều, khó đi lại."
    again = page(as_user(house.cell_secretary).get(address(house.cell_a)))
    assert 'value="hơn 152"' in again
    assert "Mưa nhiều" in again


def test_the_sheet_sent_again_unchanged_changes_nothing(house: House) -> None:
    ratio = asked(house, "ratio", measure="ratio", scale=100)
    flow = asked(house, "flow", decimals=2)
    stated(
        flow,
        house.cell_a,
        MONTH,
        number("1234.5", bound="about", finality="preliminary", note="biên bản"),
        by=house.office,
    )
    client = as_user(house.cell_secretary)
    form = client.get(address(house.cell_a)).context["form"]
    typed = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    assert f"numerator-{ratio.pk}" not in typed
    answer = client.post(address(house.cell_a), {**typed, "sure": "1"}, follow=True)
    assert "không có gì thay đổi" in page(answer)
    assert Measurement.objects.count() == 1


@pytest.mark.parametrize(
    ("columns", "typed", "sentence"),
    [
        ({}, {"value": "1.2.3,4"}, "không đọc được"),
        ({}, {"value": "1,234"}, "hai cách"),
        ({}, {"value": "nhiều"}, "không đọc được"),
        ({}, {"value": "-1"}, "không thể"),
        ({}, {"value": "3,5"}, "số nguyên"),
        ({"measure": "stock", "part_of_whole": True}, {"value": "101"}, "100%"),
        ({"measure": "ratio", "part_of_whole": True, "scale": 100}, {"numerator": "37/36"}, "37"),
        ({"measure": "ratio", "scale": 100}, {"numerator": "34"}, "tổng"),
        ({"measure": "ratio", "scale": 100}, {"denominator": "36"}, "nhập 0"),
        ({"measure": "ratio", "scale": 100}, {"numerator": "34", "denominator": "0"}, "0"),
        ({"measure": "ratio", "scale": 100}, {"numerator": "34/36", "denominator": "35"}, "hai lần"),
        ({"measure": "ratio", "scale": 100}, {"numerator": "34/ba"}, "không đọc được"),
        ({"measure": "composition", "parts": ["tốt", "khá"]}, {"part_0": "60"}, "nhập 0"),
        ({"measure": "composition", "parts": ["tốt", "khá"]}, {"part_0": "60", "part_1": "50"}, "110"),
        ({"measure": "composition", "parts": ["tốt", "khá"]}, {"part_0": "60", "part_1": "?"}, "không đọc được"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_kept(
    house: House, columns: dict[str, Any], typed: dict[str, str], sentence: str
) -> None:
    odd, good = asked(house, "odd", **columns), asked(house, "good")
    cells = {f"{cell}-{odd.pk}": text for cell, text in typed.items()}
    answer = send(house.cell_secretary, house.cell_a, **cells, **{f"value-{good.pk}": "7", "note": "Ghi chú"})
    assert answer.status_code == 422
    line = next(line for line in answer.context["lines"] if line.key == odd.pk)
    assert any(sentence in error for error in line.errors), line.errors
    for text in [*typed.values(), "7", "Ghi chú"]:
        assert text in page(answer)
    assert not Measurement.objects.exists()


def test_a_month_to_come_is_an_estimate_only(house: House, admitted: Indicator) -> None:
    coming = "2999-01"
    make_target(house.cell_a, admitted, "2999", 4, by=house.office)
    refused = send(house.cell_secretary, house.cell_a, coming, **{f"value-{admitted.pk}": "1"})
    assert refused.status_code == 422
    assert "số ước" in page(refused).lower()
    estimate = {f"value-{admitted.pk}": "1", f"estimate-{admitted.pk}": "on"}
    assert send(house.cell_secretary, house.cell_a, coming, **estimate).status_code == 302


def test_a_unit_that_had_ended_has_no_figures(house: House, admitted: Indicator) -> None:
    Unit.objects.filter(pk=house.cell_a.pk).update(ended_on="2022-07-01")
    refused = send(house.office, house.cell_a, **{f"value-{admitted.pk}": "1"})
    assert refused.status_code == 422
    assert "01/07/2022" in page(refused)


# --- empty lines ---


def test_empty_lines_are_asked_about_and_never_become_zero(house: House, admitted: Indicator) -> None:
    other = asked(house, "other", name="Buổi tuyên truyền")
    client = as_user(house.cell_secretary)
    asks = client.post(address(house.cell_a), {f"value-{admitted.pk}": "1"})
    assert asks.status_code == 422
    assert "không tính là 0" in page(asks)
    assert "Buổi tuyên truyền" in page(asks)
    assert not Measurement.objects.exists()
    assert client.post(address(house.cell_a), {f"value-{admitted.pk}": "1", "sure": "1"}).status_code == 302
    assert not Measurement.objects.filter(indicator=other).exists()


def test_a_sheet_without_a_figure_is_not_sent(house: House, admitted: Indicator) -> None:
    answer = send(house.cell_secretary, house.cell_a)
    assert answer.status_code == 422
    assert "Chưa có gì để gửi" in page(answer)


def test_a_note_alone_may_be_sent(house: House, admitted: Indicator) -> None:
    assert send(house.cell_secretary, house.cell_a, note="Ấp bị ngập.").status_code == 302
    assert SheetNote.objects.get().text == "Ấp bị ngập."


# --- twice, and two at once ---


def test_the_same_form_sent_twice_is_done_once(house: House, admitted: Indicator) -> None:
    client = as_user(house.cell_secretary)
    typed = {f"value-{admitted.pk}": "1", "sure": "1", "form_key": "5f0ad2f4-6d6e-4b52-9c8e-0a6f6b1f2a10"}
    answers = [client.post(address(house.cell_a), typed) for _turn in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Measurement.objects.count() == 1
    assert Entry.objects.filter(act="targets.sheet_stated").count() == 1


def test_a_sent_value_changes_only_with_a_reason(house: House, admitted: Indicator) -> None:
    first = stated(admitted, house.cell_a, MONTH, 1, by=house.cell_secretary)
    typed = {f"value-{admitted.pk}": "2", f"expected-{admitted.pk}": str(first.pk)}
    refused = send(house.cell_secretary, house.cell_a, **typed)
    assert refused.status_code == 422
    assert f'name="reason-{admitted.pk}"' in page(refused)
    assert "đã gửi trước đây" not in page(refused), "the error alone asks for the reason"
    assert send(house.cell_secretary, house.cell_a, **typed, **{f"reason-{admitted.pk}": "Đếm sót"}).status_code == 302
    now = Measurement.objects.current().get()
    assert (now.value, now.reason, now.supersedes_id) == (2, "Đếm sót", first.pk)


def test_a_sent_value_is_not_cleared_by_emptying_its_field(house: House, admitted: Indicator) -> None:
    first = stated(admitted, house.cell_a, MONTH, 1, by=house.cell_secretary)
    refused = send(house.cell_secretary, house.cell_a, **{f"expected-{admitted.pk}": str(first.pk), "note": "x"})
    assert refused.status_code == 422
    assert "rút lại" in page(refused)
    assert Measurement.objects.current().get() == first


def test_two_clerks_at_one_value_both_see_both(house: House, admitted: Indicator) -> None:
    stated(admitted, house.cell_a, MONTH, 3, by=house.office, at=moment(2022, 10, 25))
    late = send(house.cell_secretary, house.cell_a, **{f"value-{admitted.pk}": "2", f"expected-{admitted.pk}": ""})
    assert late.status_code == 422
    line = next(line for line in late.context["lines"] if line.key == admitted.pk)
    assert line.theirs == "3"
    assert 'value="2"' in page(late)
    assert Measurement.objects.get().value == 3
    shown = {
        f"value-{admitted.pk}": "2",
        f"expected-{admitted.pk}": line.expected.value(),
        f"reason-{admitted.pk}": "Đã đếm lại",
    }
    assert send(house.cell_secretary, house.cell_a, **shown).status_code == 302
    assert Measurement.objects.current().get().value == 2
    assert Measurement.objects.count() == 2


# --- what the person reads ---


def echo(user: Any, unit: Unit, **typed: Any) -> str:
    url = reverse("targets:entry_echo", args=[unit.code, MONTH])
    answer = as_user(user).post(url, typed)
    assert answer.status_code == 200
    return page(answer)


def test_the_echo_says_the_number_in_words_and_what_it_makes(house: House, admitted: Indicator) -> None:
    stated(admitted, house.cell_a, "2022-9M", 1, by=house.cell_secretary)
    said = echo(house.cell_secretary, house.cell_a, **{f"value-{admitted.pk}": "2"})
    assert "Cộng dồn: 3 đảng viên. Đạt 75% kế hoạch 4 đảng viên." in said
    assert "1/1 dòng đã có số" in said
    said = echo(house.cell_secretary, house.cell_a, **{f"value-{admitted.pk}": "1.234"})
    assert "Đọc là: một nghìn hai trăm ba mươi tư đảng viên." in said
    said = echo(house.cell_secretary, house.cell_a, **{f"value-{admitted.pk}": "1.2.3,4"})
    assert "1 dòng cần sửa" in said
    assert not Measurement.objects.filter(period_code=MONTH).exists()


def test_the_echo_of_a_share_and_of_a_state(house: House) -> None:
    ratio = asked(house, "ratio", measure="ratio", scale=100, unit_of_measure="%")
    make_target(house.cell_a, ratio, "2022", 95, by=house.office)
    income = asked(house, "income", measure="stock", decimals=1, unit_of_measure="triệu đồng")
    stated(income, house.cell_a, "2022-09", "51.5", by=house.cell_secretary)
    said = echo(house.cell_secretary, house.cell_a, **{f"numerator-{ratio.pk}": "34/36", f"value-{income.pk}": "52"})
    assert "Tỷ lệ 94,44%. Kế hoạch 95%." in said
    assert "Tăng 0,5 so với tháng 9." in said


def test_the_reason_opens_when_another_figure_is_typed_over_a_sent_one(house: House, admitted: Indicator) -> None:
    stated(admitted, house.cell_a, MONTH, 1, by=house.cell_secretary)
    name = f"reason-{admitted.pk}"
    assert f'name="{name}"' in echo(house.cell_secretary, house.cell_a, **{f"value-{admitted.pk}": "2"})
    open_already = {f"value-{admitted.pk}": "2", name: "Đếm"}
    assert f'name="{name}"' not in echo(house.cell_secretary, house.cell_a, **open_already)


def test_what_was_sent_is_told_with_what_it_changed(house: House, admitted: Indicator) -> None:
    stated(admitted, house.cell_a, "2022-9M", 0, by=house.cell_secretary)
    client = as_user(house.cell_secretary)
    answer = client.post(address(house.cell_a), {f"value-{admitted.pk}": "3", "sure": "1"}, follow=True)
    assert "Đã gửi 1 số liệu tháng 10/2022." in page(answer)
    assert "75%" in page(answer)


def test_a_live_line_is_counted_and_not_typed(house: House) -> None:
    members = make_indicator("members", measure="stock", source="live", provider="members")
    make_target(house.cell_a, members, "2022", 20, by=house.office)
    shown = as_user(house.cell_secretary).get(address(house.cell_a))
    assert "Tự đếm từ hồ sơ đảng viên" in page(shown)
    assert f'name="value-{members.pk}"' not in page(shown)


def test_a_month_without_targets_says_so(house: House) -> None:
    assert "không có chỉ tiêu nào" in page(as_user(house.cell_secretary).get(address(house.cell_a)))


# --- an ordinary month is short, and the page is quick ---


def test_an_ordinary_month_takes_few_inputs_and_few_characters(house: House) -> None:
    indicators = [asked(house, f"line-{place}") for place in range(6)]
    form = as_user(house.cell_secretary).get(address(house.cell_a)).context["form"]
    assert not any(field.required for field in form.fields.values())
    typed = {f"value-{indicator.pk}": "3" for indicator in indicators}
    assert len(typed) <= 6
    assert sum(map(len, typed.values())) <= 120
    assert send(house.cell_secretary, house.cell_a, **typed).status_code == 302
    assert Measurement.objects.filter(value=int(Decimal(3))).count() == 6


@pytest.mark.parametrize("lines", [1, 3])
def test_the_sheet_asks_the_database_the_same_however_long(
    house: House, lines: int, django_assert_num_queries: Any
) -> None:
    for place in range(lines):
        stated(asked(house, f"line-{place}"), house.cell_a, "2022-09", place, by=house.cell_secretary)
    client = as_user(house.cell_secretary)
    client.get(address(house.cell_a))
    with django_assert_num_queries(11):
        client.get(address(house.cell_a))


@pytest.mark.parametrize("lines", [1, 3])
def test_the_list_asks_the_database_the_same_however_long(
    house: House, lines: int, django_assert_num_queries: Any
) -> None:
    for place in range(lines):
        asked(house, f"line-{place}")
    client = as_user(house.office)
    client.get(reverse("targets:own_entry"))
    with django_assert_num_queries(10):
        client.get(reverse("targets:own_entry") + "?month=2022-09")


def test_the_office_keeps_its_own_sheet_and_sends_nothing_to_itself(house: House) -> None:
    indicator = make_indicator("value", name="Giá trị sản xuất", unit_of_measure="tỷ đồng", stated_by="commune")
    make_target(house.commune, indicator, "2022", 200, by=house.office)
    client = Client(headers={"accept-language": "vi"})
    client.force_login(house.office)
    own = client.get(address(house.commune)).content.decode()
    assert "Ghi các số này" in own
    assert "Gửi Văn phòng Đảng ủy" not in own


def test_who_may_set_targets_is_named_with_the_commune(house: House) -> None:
    client = Client(headers={"accept-language": "vi"})
    client.force_login(house.cell_secretary)
    answer = client.get(reverse("targets:set_target", args=[house.cell_a.code]))
    assert answer.status_code == 403
    assert (
        "Chỉ bí thư, phó bí thư Đảng ủy xã Mẫu hoặc Văn phòng Đảng ủy được đặt chỉ tiêu của Chi bộ ấp Mẫu Một."
        in answer.content.decode()
    )
