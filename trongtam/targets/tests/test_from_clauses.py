"""The sentences of a resolution become its targets on one page, each target at its sentence."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from trongtam.ground import numbers
from trongtam.ledger.models import Entry
from trongtam.org.models import Term
from trongtam.org.tests.house import House, make_house
from trongtam.resolutions.models import Clause, Document
from trongtam.targets.models import Indicator, Target
from trongtam.targets.operations import Root
from trongtam.targets.proposing import Known, Row, Sentence, Times, propose_rows

from .measures import make_indicator, make_resolution, make_target

NOW = "2022-03-10T08:00:00+07:00"
TIMES = Times("Nghị quyết năm 2022", None, date(2022, 3, 10))
TERM = (date(2020, 6, 1), date(2025, 6, 1))
MEMBERS = Known("Kết nạp đảng viên", "đảng viên", "more")


def sentence(text: str, pk: int = 1, **columns: Any) -> Sentence:
    return Sentence(pk, columns.pop("place", f"{pk:04d}."), "", text, columns.pop("wanted", True), **columns)


def the_one(text: str, known: tuple[Known, ...] = (), times: Times = TIMES) -> Row:
    (row,) = propose_rows([sentence(text)], known, {}, times)
    return row


# -- what is read from a sentence --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "promise"),
    [
        ("Thu ngân sách đạt 3,9 tỷ đồng trở lên.", "Thu ngân sách", (">=", "3.9", None, "tỷ đồng", "level", "more")),
        ("Giá trị sản xuất trên 200 tỷ đồng.", "Giá trị sản xuất", (">", "200", None, "tỷ đồng", "level", "more")),
        ("Tỷ lệ hộ nghèo dưới 2%.", "Tỷ lệ hộ nghèo", ("<", "2", None, "%", "level", "less")),
        ("Tỷ lệ sinh từ 1,0 đến 1,2%.", "Tỷ lệ sinh", ("range", "1.0", "1.2", "%", "level", "range")),
        ("Trồng khoảng 40 ha rừng.", "Trồng", ("~", "40", None, "ha", "level", "exact")),
        ("Thu ngân sách tăng 8%.", "Thu ngân sách", (">=", "8", None, "", "change_relative", "more")),
        ("Tỷ lệ hộ nghèo giảm 1,5 điểm %.", "Tỷ lệ hộ nghèo", (">=", "1.5", None, "%", "change_points", "less")),
    ],
)
def test_a_sentence_is_read_into_a_row(text: str, name: str, promise: tuple[Any, ...]) -> None:
    read = the_one(text).proposal
    low, high = (None if one is None else str(one) for one in (read.plan, read.plan_to))
    assert (read.comparator, low, high, read.unit_of_measure, read.form, read.better) == promise
    assert read.name == name


def test_a_fall_carries_its_baseline_as_sharp_as_it_is_said() -> None:
    row = the_one("Giảm tỷ lệ hộ nghèo từ hơn 5% xuống còn dưới 2%.")
    assert (row.proposal.name, row.proposal.comparator, row.proposal.plan) == ("Tỷ lệ hộ nghèo", "<", 2)
    assert row.baseline == numbers.Number(Decimal(5), "more_than")


@pytest.mark.parametrize(
    ("text", "heading", "sector", "stated_by"),
    [
        ("Kết nạp 12 đảng viên mới.", "", "party", "cell"),
        ("Tỷ lệ chi bộ hoàn thành tốt nhiệm vụ đạt 90%.", "", "party", "cell"),
        ("Tỷ lệ tham gia bảo hiểm y tế đạt 95%.", "", "culture", ""),
        ("Có 5 ấp đạt chuẩn văn hóa.", "", "culture", "hamlet"),
        ("Giảm 12 hộ nghèo.", "", "culture", "hamlet"),
        ("Hoàn thành giao quân 9 thanh niên nhập ngũ.", "", "defence", ""),
        ("Thu ngân sách 5 tỷ đồng.", "", "economy", ""),
        ("Hộ khá, giàu đạt 40%.", "1. Về kinh tế", "economy", "hamlet"),
        ("Tỷ lệ hộ nghèo dưới 2%.", "Các chỉ tiêu kinh tế - xã hội", "culture", "hamlet"),
        ("Đạt 12 điểm.", "Quốc phòng, an ninh", "defence", ""),
        ("Đạt 12 điểm.", "Nghị quyết Đại hội Đảng bộ", "", ""),
        ("Đạt 12 điểm.", "IV. Về Đảng", "party", ""),
    ],
)
def test_words_and_headings_tell_the_sector_and_who_knows(text: str, heading: str, sector: str, stated_by: str) -> None:
    above = [sentence(heading, 9, place="0001.", wanted=False, heads=True)] if heading else []
    (row,) = propose_rows([*above, sentence(text, place="0001.0001.")], [], {}, TIMES)
    assert (row.proposal.sector, row.stated_by) == (sector, stated_by)


def test_a_year_that_is_only_compared_with_is_no_period_and_a_second_figure_waits_for_its_tick() -> None:
    text = "Thu ngân sách nhà nước đạt 3,9 tỷ đồng, tăng 5% so với năm 2025."
    first, second = propose_rows([sentence(text)], [], {}, Times("Nghị quyết năm 2026", None, date(2026, 1, 5)))
    assert (first.period.code, first.proposal.name, first.proposal.plan, first.ticked) == (
        "2026", "Thu ngân sách nhà nước", Decimal("3.9"), True,
    )  # fmt: skip
    assert (second.period.code, second.proposal.name, second.ticked) == ("2026", "Thu ngân sách nhà nước", False)


@pytest.mark.parametrize(
    ("text", "comparator", "better"),
    [
        ("Số vụ việc tồn đọng 0 vụ.", "<=", "less"),
        ("Số vụ việc tồn đọng từ 2 vụ trở lên.", ">=", "more"),
        ("Giải quyết 5 vụ khiếu nại.", ">=", "more"),
        ("Thực hiện 3 nhiệm vụ, mô hình 4 điểm.", ">=", "more"),
    ],
)
def test_of_what_is_bad_less_is_better_unless_said_otherwise(text: str, comparator: str, better: str) -> None:
    first = propose_rows([sentence(text)], [], {}, TIMES)[0].proposal
    assert (first.comparator, first.better) == (comparator, better)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Phấn đấu kết nạp 12 đảng viên mới trở lên.", "admissions"),
        ("Chuyển Đảng chính thức cho 10 đồng chí.", "confirmations"),
        ("Tổng số đảng viên đạt 480 đồng chí.", "members"),
        ("Số chi bộ trực thuộc là 21 chi bộ.", "cells"),
        ("Kết nạp 50 đoàn viên.", ""),
        ("Tỷ lệ kết nạp đảng viên đạt 3%.", ""),
    ],
)
def test_what_the_program_counts_is_offered_before_what_is_typed(text: str, key: str) -> None:
    counted = tuple(
        Known(f"Đếm {one}", unit, "more", "cell", "party", one)
        for one, unit in (
            ("admissions", "đảng viên"), ("confirmations", "đảng viên"), ("members", "đảng viên"), ("cells", "chi bộ"),
        )
    )  # fmt: skip
    row = the_one(text, (*counted, MEMBERS))
    assert (row.counted, row.proposal.name == f"Đếm {key}") == (bool(key), bool(key))
    assert not the_one(text, (MEMBERS,)).counted


def test_about_comes_with_a_tolerance() -> None:
    assert the_one("Trồng khoảng 40 ha rừng.").proposal.tolerance == 4


@pytest.mark.parametrize(
    ("known", "name"),
    [
        ((MEMBERS,), "Kết nạp đảng viên"),
        ((Known("Đảng viên", "đảng viên", "more"),), "Kết nạp đảng viên mới"),
        ((Known("Kết nạp đảng viên mới", "%", "more"),), "Kết nạp đảng viên mới"),
        ((MEMBERS, Known("Kết nạp đảng viên", "đảng viên", "less")), "Kết nạp đảng viên mới"),
    ],
)
def test_what_is_measured_already_is_found_only_without_doubt(known: tuple[Known, ...], name: str) -> None:
    row = the_one("Trong năm kết nạp từ 3 đảng viên mới trở lên.", known)
    assert (row.proposal.name, row.known) == (name, known == (MEMBERS,))


def test_an_exact_plan_of_what_grows_is_a_floor() -> None:
    known = (Known("Thu ngân sách", "tỷ đồng", "more"), Known("Số vụ cháy", "vụ", "less"))
    assert the_one("Thu ngân sách khoảng 40 tỷ đồng.", known).proposal.comparator == ">="


@pytest.mark.parametrize(
    ("text", "title", "term", "code"),
    [
        ("Thu 5 tỷ đồng.", "Nghị quyết năm 2022", None, "2022"),
        ("Thu 5 tỷ đồng.", "Nghị quyết năm 2022", TERM, "2022"),
        ("Thu 5 tỷ đồng.", "Nghị quyết đại hội", TERM, "2020-06-01..2025-06-01"),
        ("Thu 5 tỷ đồng.", "Nghị quyết 2020-2025", None, "2023"),
        ("Đến năm 2025 thu 5 tỷ đồng.", "Nghị quyết đại hội", TERM, "2020-06-01..2025-06-01"),
        ("Đến năm 2023 thu 5 tỷ đồng.", "Nghị quyết đại hội", TERM, "2023"),
        ("Giai đoạn 2020-2025 thu 5 tỷ đồng.", "Nghị quyết đại hội", TERM, "2020-06-01..2025-06-01"),
        ("Hằng năm thu 5 tỷ đồng.", "Nghị quyết đại hội", TERM, "2023"),
        ("Hằng năm thu 5 tỷ đồng.", "Nghị quyết năm 2022", TERM, "2022"),
    ],
)
def test_the_years_of_a_sentence_become_its_period(text: str, title: str, term: Any, code: str) -> None:
    assert the_one(text, times=Times(title, term, date(2023, 3, 1))).period.code == code


def test_only_sentences_of_the_kind_target_are_proposed_and_those_without_a_figure_unticked() -> None:
    rows = propose_rows(
        [
            sentence("Về kinh tế", 1, wanted=False, heads=True),
            sentence("Thu ngân sách 5 tỷ đồng; trồng 3 ha rừng.", 2, place="0001.0001."),
            sentence("Không để xảy ra trọng án.", 3),
            sentence("Họp 12 cuộc.", 4, wanted=False),
            sentence("…", 5),
            sentence("Các chỉ tiêu", 6, heads=True),
        ],
        [],
        {},
        TIMES,
    )
    assert [(row.key, row.ticked, row.proposal.sector) for row in rows] == [
        ("2-0", True, "economy"),
        ("2-1", True, "economy"),
        ("3-0", False, "defence"),
    ]
    assert (rows[2].proposal.comparator, rows[2].proposal.measure) == ("status", "yes_no")


def test_figures_that_a_target_has_already_are_not_proposed_again() -> None:
    two = [sentence("Thu ngân sách 5 tỷ đồng; trồng 3 ha rừng.")]
    assert [(row.key, row.ticked) for row in propose_rows(two, [], {1: [Decimal(5)]}, TIMES)] == [("1-1", False)]
    assert propose_rows(two, [], {1: [Decimal(6), Decimal(3)]}, TIMES) == []
    assert len(propose_rows(two, [], {1: [Decimal(5), Decimal(3)]}, TIMES, also=[1])) == 2


PIECES = st.sampled_from(
    ["đạt ", "từ ", "3", "95%", "1,5 ", "hộ ", "hơn ", "khoảng ", "đến ", "năm 2025 ", "giảm ", "; ", ". ", "tỷ đồng ", "9999 "]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=4), max_size=12).map("".join)


@given(st.lists(TEXTS, max_size=3), st.booleans())
def test_any_text_gives_rows_that_can_be_shown(texts: list[str], term: bool) -> None:
    sentences = [sentence(text, pk) for pk, text in enumerate(texts, 1)]
    rows = propose_rows(sentences, [MEMBERS], {}, Times("Nghị quyết", TERM if term else None, date(2022, 3, 10)))
    assert len({row.key for row in rows}) == len(rows)
    assert [row.proposal.line for row in rows] == list(range(1, len(rows) + 1))
    for row in rows:
        plan, high = row.proposal.plan, row.proposal.plan_to
        assert row.sentence in sentences
        assert (plan is None) == (row.proposal.comparator == "status")
        assert not row.ticked or (plan is not None and row.proposal.unit_of_measure)
        assert high is None or plan is None or plan <= high
        assert len(row.proposal.name) <= 200


# -- the page ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def house(db: None) -> House:
    return make_house()


@pytest.fixture
def document(house: House) -> Document:
    return make_resolution(house.committee)


def clause(document: Document, text: str, number: int = 1, kind: str = "target") -> Clause:
    return Clause.objects.create(document=document, place=f"{number:04d}.", kind=kind, label="", text=text)


def client_of(user: Any) -> Client:
    client = Client(headers={"accept-language": "vi"})
    client.force_login(user)
    return client


def address(document: Document) -> str:
    return reverse("targets:from_clauses", args=[document.pk])


def text_of(answer: Any) -> str:
    return answer.content.decode()


def as_shown(client: Client, document: Document) -> dict[str, Any]:
    """What the page sends when nothing is touched."""
    sent: dict[str, Any] = {}
    for row in client.get(address(document)).context["rows"]:
        for bound in row:
            value = bound.value()
            if bound.name == "keep" and not value:
                continue
            sent[bound.html_name] = "on" if bound.name == "keep" else row[bound.name].field.prepare_value(value) or ""
    return sent


@time_machine.travel(NOW, tick=False)
def test_a_pasted_text_becomes_targets_at_its_sentences(house: House, document: Document) -> None:
    text = (
        "CHỈ TIÊU\n- Trong năm kết nạp từ 3 đảng viên mới trở lên.\n- Tỷ lệ hộ nghèo giảm từ hơn 5% xuống còn dưới 2%."
    )
    client = client_of(house.office)
    page = reverse("resolutions:document", args=[document.pk])
    pasting = reverse("resolutions:paste_clauses", args=[document.pk])
    fresh = text_of(client.get(page))
    assert "Bước tiếp theo" in fresh
    assert fresh.count(f'href="{pasting}"') == 1
    assert address(document) not in fresh
    client.post(pasting, {"text": text, "confirmed": "1"})
    led_on = text_of(client.get(page))
    assert "2 câu chờ đặt chỉ tiêu" in led_on
    assert address(document) in led_on
    members = make_indicator("members", name="Kết nạp đảng viên mới", unit_of_measure="đảng viên")
    shown = text_of(client.get(address(document)))
    assert "Trong năm kết nạp từ 3 đảng viên mới trở lên." in shown
    assert 'value="hơn 5"' in shown
    sent = as_shown(client, document)
    holder = house.cell_secretary.person
    first, second = Clause.objects.filter(kind="target", text__contains=" từ ").order_by("place")
    answer = client.post(address(document), sent | {f"r{first.pk}-0-holder": str(holder.pk)})
    assert answer["Location"] == page
    admitted, poor = Target.objects.order_by("order")
    assert (admitted.clause, admitted.document, admitted.unit, admitted.period_code) == (
        first, document, house.commune, "2022",
    )  # fmt: skip
    assert (admitted.indicator, admitted.holder, admitted.plan, admitted.comparator) == (members, holder, 3, ">=")
    assert (poor.clause, poor.comparator, poor.value_of(poor.plan)) == (second, "<", 2)
    assert (poor.value_of(poor.baseline), poor.baseline_bound) == (5, "more_than")
    assert Entry.objects.filter(act__startswith="targets.").count() == 1
    after = text_of(client.get(page))
    assert "Đã đặt 2 chỉ tiêu." in after
    assert address(document) not in after
    root = client.get(reverse("targets:target", args=[admitted.pk])).context["steps"][0]
    assert (root.kind, root.quote) == ("root", first.text)


@pytest.mark.parametrize(("who", "status"), [("office", 200), ("secretary", 200), ("standing", 403), ("stranger", 404)])
def test_who_opens_it(house: House, document: Document, who: str, status: int) -> None:
    clause(document, "Trồng 3 ha rừng.")
    client = client_of(getattr(house, who))
    assert client.get(address(document)).status_code == status
    assert client.post(address(document), {}).status_code == {200: 422}.get(status, status)
    if status != 404:
        page = text_of(client.get(reverse("resolutions:document", args=[document.pk])))
        assert (address(document) in page) == (status == 200)


def test_what_is_typed_counts_for_more_than_what_was_read(house: House, document: Document) -> None:
    clause(document, "Trồng 3 ha rừng.")
    client = client_of(house.office)
    sent = as_shown(client, document)
    key = next(iter(sent)).rpartition("-")[0]
    typed = {"name": "Rừng trồng mới", "plan": "hơn 4 ha", "measure": "stock", "stated_by": "cell", "sector": "culture"}
    answer = client.post(address(document), sent | {f"{key}-{name}": text for name, text in typed.items()})
    assert answer.status_code == 302
    made = Target.objects.select_related("indicator").get()
    assert (made.value_of(made.plan), made.comparator, made.indicator.name) == (4, ">", "Rừng trồng mới")
    assert (made.indicator.measure, made.indicator.stated_by, made.indicator.sector) == ("stock", "cell", "culture")


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"plan": "nhiều"}, "plan"),
        ({"plan": "hơn 4", "comparator": "<="}, "plan"),
        ({"plan": ""}, "plan"),
        ({"name": ""}, "name"),
        ({"unit": ""}, "unit"),
        ({"name": "Kết nạp đảng viên"}, "unit"),
        ({"baseline": "mấy chục", "form": "change_absolute"}, "baseline"),
        ({"comparator": "~", "tolerance": ""}, "tolerance"),
    ],
)
def test_a_row_that_cannot_be_kept_says_why_and_nothing_is_lost(
    house: House, document: Document, typed: dict[str, str], field: str
) -> None:
    make_indicator("members", name="Kết nạp đảng viên", unit_of_measure="đảng viên")
    clause(document, "Trồng 3 ha rừng.")
    clause(document, "Thu ngân sách 5 tỷ đồng.", 2)
    client = client_of(house.office)
    sent = as_shown(client, document)
    key = next(iter(sent)).rpartition("-")[0]
    answer = client.post(address(document), sent | {f"{key}-{name}": text for name, text in typed.items()})
    assert answer.status_code == 422
    first, second = answer.context["rows"]
    assert list(first.errors) == [field], first.errors
    assert text_of(answer).count(f'href="#row-{first.row.key}"') == 1
    assert f'<li id="row-{first.row.key}"' in text_of(answer)
    assert not second.errors
    for name, text in typed.items():
        assert first[name].value() == text
    assert not Target.objects.exists()


def test_rows_left_unticked_are_not_set_and_keep_what_was_typed(house: House, document: Document) -> None:
    clause(document, "Trồng 3 ha rừng.")
    clause(document, "Thu ngân sách 5 tỷ đồng.", 2)
    client = client_of(house.office)
    sent = as_shown(client, document)
    keys = sorted({name.rpartition("-")[0] for name in sent})
    del sent[f"{keys[0]}-keep"]
    wrong = client.post(address(document), sent | {f"{keys[0]}-plan": "xem lại", f"{keys[1]}-plan": "nhiều"})
    assert wrong.status_code == 422
    assert 'value="xem lại"' in text_of(wrong)
    assert client.post(address(document), sent | {f"{keys[0]}-plan": "xem lại"}).status_code == 302
    assert [target.clause.text for target in Target.objects.all()] == ["Thu ngân sách 5 tỷ đồng."]


def test_nothing_ticked_and_rows_that_are_gone_are_said(house: House, document: Document) -> None:
    client = client_of(house.office)
    empty = client.get(address(document))
    assert "Không câu nào của văn bản này chờ đặt chỉ tiêu" in text_of(empty)
    gone = clause(document, "Trồng 3 ha rừng.")
    sent = as_shown(client, document)
    none = client.post(address(document), {name: text for name, text in sent.items() if not name.endswith("-keep")})
    assert none.status_code == 422
    assert "Chưa chọn chỉ tiêu nào" in text_of(none)
    gone.delete()
    clause(document, "Thu ngân sách 5 tỷ đồng.", 2)
    late = client.post(address(document), sent)
    assert late.status_code == 422
    assert "đã được sửa hoặc bỏ" in text_of(late)


def test_a_plan_of_zero_is_asked_back_once(house: House, document: Document) -> None:
    clause(document, "Số vụ cháy không quá 0 vụ.")
    client = client_of(house.office)
    sent = as_shown(client, document)
    asked = client.post(address(document), sent)
    assert asked.status_code == 422
    key = next(name for name in sent if name.endswith("-keep")).removesuffix("-keep")
    box = f'name="{key}-sure_plan_zero"'
    assert 'name="sure_plan_zero"' not in text_of(asked)
    assert (
        text_of(asked).index(f'name="{key}-keep"')
        < text_of(asked).index(box)
        < text_of(asked).index(f'name="{key}-plan"')
    )
    assert client.post(address(document), sent | {f"{key}-sure_plan_zero": "on"}).status_code == 302
    assert Target.objects.get().plan == 0


def test_the_same_promise_twice_is_refused_at_the_second(house: House, document: Document) -> None:
    clause(document, "Trồng 3 ha rừng.")
    clause(document, "Trồng 3 ha rừng.", 2)
    client = client_of(house.office)
    answer = client.post(address(document), as_shown(client, document))
    assert answer.status_code == 422
    first, second = answer.context["rows"]
    assert (list(first.errors), list(second.errors)) == ([], ["name"])


def test_a_term_and_a_year_of_one_thing_are_measured_by_one_indicator(house: House) -> None:
    term = Term.objects.create(unit=house.committee, name="2020–2025", begins=TERM[0], ends=TERM[1])
    document = make_resolution(house.committee, term=term)
    Document.objects.filter(pk=document.pk).update(title="Nghị quyết đại hội")
    clause(document, "Giá trị sản xuất năm 2023 đạt 200 tỷ đồng.")
    clause(document, "Giá trị sản xuất đến năm 2025 đạt 300 tỷ đồng.", 2)
    client = client_of(house.office)
    assert client.post(address(document), as_shown(client, document)).status_code == 302
    assert Indicator.objects.filter(name="Giá trị sản xuất").count() == 1
    assert list(Target.objects.order_by("order").values_list("period_code", flat=True)) == [
        "2023",
        "2020-06-01..2025-06-01",
    ]


def test_targets_set_later_stand_behind(house: House, document: Document) -> None:
    old = make_indicator("old", stated_by="commune")
    make_target(house.commune, old, "2022", 5, by=house.office, root=Root(document=document, order=7))
    clause(document, "Trồng 3 ha rừng.")
    client = client_of(house.office)
    client.post(address(document), as_shown(client, document))
    assert Target.objects.latest("pk").order == 8


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_the_same_however_many_rows(
    house: House, document: Document, rows: int, django_assert_num_queries: Any
) -> None:
    for number in range(1, rows + 1):
        clause(document, f"Việc thứ {number} đạt {number} ha.", number)
    client = client_of(house.office)
    assert len(client.get(address(document)).context["rows"]) == rows
    with django_assert_num_queries(12):
        client.get(address(document))
