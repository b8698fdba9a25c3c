"""Targets from a pasted table: looked at line by line, then kept; pasted twice nothing changes."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from trongtam.org.tests.house import House, make_house
from trongtam.targets.models import Indicator, Target

from .measures import make_clause, make_resolution

pytestmark = pytest.mark.django_db

TABLE = (
    "TT\tChỉ tiêu\tĐVT\tKế hoạch\n1\tKết nạp đảng viên mới\tđảng viên\t3\n2\tTỷ lệ hộ có nước sạch\t%\ttừ 95 trở lên\n"
)
BAD = TABLE + "3\tĐường bê tông\tm\t1.2.3,4\n"


@pytest.fixture
def house() -> House:
    return make_house()


@pytest.fixture
def client(house: House) -> Client:
    client = Client(headers={"accept-language": "vi"})
    client.force_login(house.office)
    return client


def page(house: House) -> str:
    return reverse("targets:paste_targets", args=[house.commune.code]) + "?period=2022"


def text_of(answer: Any) -> str:
    return answer.content.decode()


def test_a_table_is_looked_at_and_then_kept(house: House, client: Client) -> None:
    looked = client.post(page(house), {"period": "2022", "text": TABLE})
    assert looked.status_code == 200
    assert "2 mới, 0 không đổi, 0 không nhận" in text_of(looked)
    assert not Target.objects.exists()
    kept = client.post(page(house), {"period": "2022", "text": TABLE, "confirmed": "1"}, follow=True)
    assert "Đã đặt 2 chỉ tiêu." in text_of(kept)
    assert [(one.indicator.name, one.comparator) for one in Target.objects.order_by("order")] == [
        ("Kết nạp đảng viên mới", ">="),
        ("Tỷ lệ hộ có nước sạch", ">="),
    ]


def test_the_same_table_again_changes_nothing(house: House, client: Client) -> None:
    for _turn in range(2):
        client.post(page(house), {"period": "2022", "text": TABLE, "confirmed": "1"})
    assert (Target.objects.count(), Indicator.objects.count()) == (2, 2)
    looked = client.post(page(house), {"period": "2022", "text": TABLE})
    assert "0 mới, 2 không đổi, 0 không nhận" in text_of(looked)


def test_a_line_that_cannot_be_read_says_why_and_nothing_is_kept(house: House, client: Client) -> None:
    refused = client.post(page(house), {"period": "2022", "text": BAD, "confirmed": "1"})
    assert refused.status_code == 422
    assert "1 không nhận" in text_of(refused)
    assert "không đọc được" in text_of(refused)
    assert "Đường bê tông" in text_of(refused)
    assert not Target.objects.exists()
    left_out = {"period": "2022", "text": BAD, "confirmed": "1", "line-4-skip": "on"}
    assert client.post(page(house), left_out).status_code == 302
    assert Target.objects.count() == 2


def test_what_was_proposed_may_be_settled_otherwise(house: House, client: Client) -> None:
    settled = {"line-2-measure": "stock", "line-2-stated_by": "cell", "line-2-sector": "party"}
    client.post(page(house), {"period": "2022", "text": TABLE, "confirmed": "1", **settled})
    made = Indicator.objects.get(name="Kết nạp đảng viên mới")
    assert (made.measure, made.stated_by, made.sector) == ("stock", "cell", "party")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Đất trồng rừng\tha\ttừ 12 đến 15", "từ 12 đến 15 ha"),
        ("Tỷ lệ hộ nghèo\t%\tdưới 1,5", "dưới 1,5%"),
        ("Hộ nông thôn mới\thộ\t30", "ít nhất 30 hộ"),
    ],
)
def test_the_preview_says_the_plan_in_plain_words(house: House, client: Client, row: str, said: str) -> None:
    looked = client.post(page(house), {"period": "2022", "text": row})
    assert f'<span class="nw">{said}</span>' in text_of(looked)


def test_a_change_takes_its_baseline(house: House, client: Client) -> None:
    table = "Hộ nghèo\thộ\tgiảm 10"
    looked = client.post(page(house), {"period": "2022", "text": table})
    assert 'name="line-1-baseline"' in text_of(looked)
    given = {"period": "2022", "text": table, "confirmed": "1", "line-1-baseline": "52"}
    answer = client.post(page(house), given)
    assert answer.status_code == 302, text_of(answer)
    assert Target.objects.get().baseline == 52


def test_a_plan_of_zero_is_asked_back(house: House, client: Client) -> None:
    table = "Vụ khiếu kiện đông người\tvụ\t0"
    looked = client.post(page(house), {"period": "2022", "text": table})
    assert 'name="sure_plan_zero"' in text_of(looked)
    sure = {"period": "2022", "text": table, "confirmed": "1", "sure_plan_zero": "on"}
    assert client.post(page(house), sure).status_code == 302


def test_targets_belong_to_the_document_of_the_address(house: House, client: Client) -> None:
    document = make_resolution(house.committee)
    client.post(f"{page(house)}&document={document.pk}", {"period": "2022", "text": TABLE, "confirmed": "1"})
    assert set(Target.objects.values_list("document_id", flat=True)) == {document.pk}


def test_the_document_is_chosen_where_the_address_names_none(house: House, client: Client) -> None:
    """The only resolution stands chosen; another commune's is not offered."""
    document, foreign = make_resolution(house.committee), make_resolution(house.other_commune)
    shown = client.get(page(house))
    assert f'<option value="{document.pk}" selected>' in text_of(shown)
    assert f'<option value="{foreign.pk}"' not in text_of(shown)
    typed = {"period": "2022", "text": TABLE, "confirmed": "1"}
    assert client.post(page(house), {**typed, "document": foreign.pk}).status_code == 422
    assert client.post(page(house), {**typed, "document": document.pk}).status_code == 302
    assert set(Target.objects.values_list("document_id", flat=True)) == {document.pk}


def test_an_empty_table_is_said(house: House, client: Client) -> None:
    assert client.post(page(house), {"period": "2022", "text": ""}).status_code == 422
    nothing = client.post(page(house), {"period": "2022", "text": "I. Kinh tế"})
    assert nothing.status_code == 422
    assert "Không đọc được chỉ tiêu nào" in text_of(nothing)


@pytest.mark.parametrize("lines", [1, 3])
def test_the_preview_asks_the_same_however_long(
    house: House, client: Client, lines: int, django_assert_num_queries: Any
) -> None:
    table = "\n".join(f"Chỉ tiêu {place}\tviệc\t{place}" for place in range(1, lines + 1))
    client.post(page(house), {"period": "2022", "text": table})
    with django_assert_num_queries(12):
        client.post(page(house), {"period": "2022", "text": table})


def test_a_doubtful_sentence_is_chosen_beside_its_line(house: House, client: Client) -> None:
    document = make_resolution(house.committee)
    first = make_clause(document, "Kết nạp đảng viên mới ở ấp Một.")
    second = make_clause(document, "Kết nạp đảng viên mới ở ấp Hai.", "0002.")
    foreign = make_clause(make_resolution(house.committee), "Câu của văn bản khác.")
    url = f"{page(house)}&document={document.pk}"
    table = {"period": "2022", "text": "Kết nạp đảng viên mới\tđảng viên\t3"}
    looked = text_of(client.post(url, table))
    assert 'name="line-1-clause"' in looked
    for one in (first, second):
        assert f'<option value="{one.pk}">' in looked
    assert f'<option value="{foreign.pk}">' not in looked
    assert client.post(url, {**table, "confirmed": "1", "line-1-clause": str(foreign.pk)}).status_code == 422
    assert not Target.objects.exists()
    assert client.post(url, {**table, "confirmed": "1", "line-1-clause": str(second.pk)}).status_code == 302
    assert Target.objects.get().clause == second


def test_a_sentence_that_was_found_may_be_refused(house: House, client: Client) -> None:
    document = make_resolution(house.committee)
    found = make_clause(document, "Kết nạp đảng viên mới ở ấp Một.")
    url = f"{page(house)}&document={document.pk}"
    table = {"period": "2022", "text": "Kết nạp đảng viên mới\tđảng viên\t3"}
    assert f'<option value="{found.pk}" selected>' in text_of(client.post(url, table))
    client.post(url, {**table, "confirmed": "1", "line-1-clause": "0"})
    assert Target.objects.get().clause is None
