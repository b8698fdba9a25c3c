"""A stated figure on its page: history, evidence, correct, withdraw."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from trongtam.org.tests.house import House, make_house
from trongtam.resolutions.tests.rows import make_document
from trongtam.targets.models import Evidence, Measurement
from trongtam.targets.operations import attach_evidence
from trongtam.targets.operations.targets import Root

from .measures import make_indicator, make_target, share, stated

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return make_house()


@pytest.fixture
def figure(house: House) -> Measurement:
    indicator = make_indicator("admitted", name="Kết nạp đảng viên mới", unit_of_measure="đảng viên")
    return stated(indicator, house.cell_a, "2022-09", 3, by=house.cell_secretary)


def client_of(user: Any) -> Client:
    client = Client(headers={"accept-language": "vi"})
    client.force_login(user)
    return client


def at(name: str, one: Measurement) -> str:
    return reverse(f"targets:{name}", args=[one.pk])


def text_of(answer: Any) -> str:
    return answer.content.decode()


@pytest.mark.parametrize("page", ["statement", "correct", "withdraw", "attach_evidence"])
def test_a_stranger_finds_nothing(house: House, figure: Measurement, page: str) -> None:
    assert client_of(house.other_cell_secretary).get(at(page, figure)).status_code == 404
    assert client_of(house.stranger).get(at(page, figure)).status_code == 404


@pytest.mark.parametrize("page", ["correct", "withdraw", "attach_evidence"])
def test_a_standing_member_reads_and_is_told_who_changes(house: House, figure: Measurement, page: str) -> None:
    client = client_of(house.standing)
    assert client.get(at("statement", figure)).status_code == 200
    refused = client.get(at(page, figure))
    assert refused.status_code == 403
    assert "Chi bộ ấp Mẫu Một" in text_of(refused)


def test_correcting_asks_a_reason_and_keeps_the_old_figure(house: House, figure: Measurement) -> None:
    client = client_of(house.cell_secretary)
    refused = client.post(at("correct", figure), {"value": "4", "reason": ""})
    assert refused.status_code == 422
    assert 'value="4"' in text_of(refused)
    done = client.post(at("correct", figure), {"value": "4", "reason": "Đếm sót"}, follow=True)
    assert "Đếm sót" in text_of(done)
    now = Measurement.objects.current().get()
    assert (now.value, now.supersedes_id) == (4, figure.pk)
    assert at("statement", now) in text_of(client.get(at("statement", figure)))


def test_an_unreadable_correction_is_said_at_the_field(house: House, figure: Measurement) -> None:
    refused = client_of(house.office).post(at("correct", figure), {"value": "1.2.3,4", "reason": "Sửa"})
    assert refused.status_code == 422
    assert "không đọc được" in text_of(refused)
    assert "1.2.3,4" in text_of(refused)


def test_correcting_what_someone_corrected_meanwhile_shows_both(house: House, figure: Measurement) -> None:
    client_of(house.office).post(at("correct", figure), {"value": "5", "reason": "Theo hồ sơ"})
    late = client_of(house.cell_secretary).post(at("correct", figure), {"value": "4", "reason": "Đếm sót"})
    assert late.status_code == 422
    assert "Số đang ghi: 5" in text_of(late)
    assert 'value="4"' in text_of(late)
    assert Measurement.objects.current().get().value == 5


def test_a_share_is_corrected_in_one_cell(house: House) -> None:
    ratio = make_indicator("share", measure="ratio", scale=100)
    one = stated(ratio, house.cell_a, "2022-09", share(34, 36), by=house.cell_secretary)
    answer = client_of(house.cell_secretary).post(at("correct", one), {"numerator": "35/36", "reason": "Thêm một"})
    assert answer.status_code == 302
    assert Measurement.objects.current().get().numerator == 35


def test_withdrawing_asks_a_reason(house: House, figure: Measurement) -> None:
    client = client_of(house.cell_secretary)
    assert client.post(at("withdraw", figure), {"reason": " "}).status_code == 422
    done = client.post(at("withdraw", figure), {"reason": "Nhập nhầm tháng"}, follow=True)
    assert "Nhập nhầm tháng" in text_of(done)
    assert not Measurement.objects.current().exists()


def test_evidence_is_a_paper_or_a_file(house: House, figure: Measurement, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    client = client_of(house.cell_secretary)
    paper = {"title": "Số 12-QĐ/ĐU", "dated": "05/09/2022", "marking": "none"}
    assert client.post(at("attach_evidence", figure), paper).status_code == 302
    file = SimpleUploadedFile("danh-sach.txt", "Danh sách kết nạp".encode())
    sent = client.post(at("attach_evidence", figure), {"title": "Danh sách", "marking": "none", "file": file})
    assert sent.status_code == 302, text_of(sent)
    kept = {proof.title: proof for proof in Evidence.objects.all()}
    assert kept["Số 12-QĐ/ĐU"].dated.isoformat() == "2022-09-05"
    assert kept["Danh sách"].file.name == "danh-sach.txt"
    assert "Danh sách" in text_of(client.get(at("statement", figure)))


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("rong.txt", b"", "0 byte"),
        ("anh.png", b"khong phai anh", "không đúng"),
        ("chay.exe", b"MZ\x90", "chương trình"),
    ],
)
def test_a_file_that_cannot_be_kept_is_refused_with_a_sentence(
    house: House, figure: Measurement, name: str, content: bytes, sentence: str
) -> None:
    file = SimpleUploadedFile(name, content)
    answer = client_of(house.cell_secretary).post(
        at("attach_evidence", figure), {"title": "Danh sách", "marking": "none", "file": file}
    )
    assert answer.status_code == 422
    assert name in text_of(answer)
    assert sentence in text_of(answer), text_of(answer)
    assert 'value="Danh sách"' in text_of(answer)
    assert not Evidence.objects.exists()


def test_a_classified_paper_is_not_taken(house: House, figure: Measurement) -> None:
    file = SimpleUploadedFile("a.txt", b"x")
    answer = client_of(house.cell_secretary).post(
        at("attach_evidence", figure), {"title": "Tờ trình", "marking": "classified", "file": file}
    )
    assert answer.status_code == 422
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("versions", [1, 3])
def test_the_page_asks_the_same_however_long_the_history(
    house: House, figure: Measurement, versions: int, django_assert_num_queries: Any
) -> None:
    client = client_of(house.cell_secretary)
    for number in range(1, versions):
        now = Measurement.objects.current().get()
        client.post(at("correct", now), {"value": str(10 + number), "reason": "Đếm lại"})
    now = Measurement.objects.current().get()
    client.get(at("statement", now))
    with django_assert_num_queries(10):
        client.get(at("statement", now))


def test_a_figure_leads_to_its_targets_and_their_root(house: House, figure: Measurement) -> None:
    document = make_document(house)
    own = make_target(house.cell_a, figure.indicator, "2022", 4, by=house.office)
    above = make_target(house.commune, figure.indicator, "2022", 9, by=house.office, root=Root(document=document))
    make_target(house.cell_a, figure.indicator, "2021", 5, by=house.office)
    page = client_of(house.cell_secretary).get(at("statement", figure))
    assert [one for one, _url, _words in page.context["counted_for"]] == [own, above]
    for address in (
        reverse("targets:target", args=[own.pk]),
        reverse("targets:target", args=[above.pk]),
        reverse("resolutions:document", args=[document.pk]),
    ):
        assert f'href="{address}"' in text_of(page)


def test_evidence_without_a_file_is_not_promised_to_open(house: House, figure: Measurement) -> None:
    target = make_target(house.cell_a, figure.indicator, "2022", 4, by=house.office)
    attach_evidence(figure, by=house.office, title="Quyết định kết nạp")
    page = text_of(client_of(house.cell_secretary).get(reverse("targets:target", args=[target.pk])))
    assert f'<a href="{at("statement", figure)}">Quyết định kết nạp (không kèm tệp)</a>' in page
    assert 'href="#so-lieu">Quyết định' not in page
