"""What people get wrong in the forms of works: a sentence at its field, what was typed stays, nothing is kept."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from trongtam.archive.models import StoredFile
from trongtam.archive.tests.samples import JPEG, PDF, PNG, upload
from trongtam.org.models import Post
from trongtam.org.tests.house import House, make_house
from trongtam.work.models import Product, Progress, Recurring, Work
from trongtam.work.operations import Word, propose_work, register_work, report_progress

from .recurrings import started
from .test_pages import assigned
from .works import campaign, moment, official, plan


@pytest.fixture
def house(db: None) -> House:
    return make_house()


def as_user(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def errors(answer: Any) -> dict[str, str]:
    return {name: " ".join(map(str, found)) for name, found in answer.context["form"].errors.items()}


def typed(house: House, **changed: str) -> dict[str, str]:
    return {
        "title": "Việc đã gõ xong",
        "kind": "key",
        "holder": f"unit:{house.cell_a.pk}",
        "start": "15/01/2021",
        "due": "15/12/2021",
        "products": "một kế hoạch đã gõ",
        "roadmap": "31/03/2021 Bước đã gõ",
        "year": "2021",
        "root": "own",
        "form_key": "k1",
    } | changed


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"due": "14/01/2021", "roadmap": ""}, "due", "trước ngày bắt đầu"),
        ({"due": "31/02/2021"}, "due", ""),
        ({"due": "15/01/2022", "roadmap": ""}, "due", "31/12/2021"),
        ({"roadmap": "31/12/2021 Sau hạn"}, "roadmap", "15/12/2021"),
        ({"roadmap": "01/01/2021 Trước khi bắt đầu"}, "roadmap", "15/01/2021"),
        ({"roadmap": "cuối quý một: bước mẫu"}, "roadmap", "cuối quý một"),
        ({"root": "superior"}, "root", ""),
        ({"holder": "unit:99999999"}, "holder", ""),
        ({"holder": "person:0"}, "holder", ""),
        ({"holder": ""}, "holder", ""),
        ({"products": "một kế hoạch đã gõ\n" + "x" * 301}, "products", "quá dài"),
        ({"roadmap": "31/03/2021 " + "x" * 301}, "roadmap", "quá dài"),
        ({"roadmap": "31/03/2021 Bước | " + "x" * 121}, "roadmap", "quá dài"),
        ({"roadmap": "31/03/2021 Bước | nơi | " + "x" * 301}, "roadmap", "quá dài"),
    ],
)
def test_a_plan_without_sense_is_said_at_its_field_and_stays_typed(
    house: House, changed: dict[str, str], field: str, sentence: str
) -> None:
    answer = as_user(house.office).post(
        reverse("work:assign_work", args=[house.committee.code]), typed(house, **changed)
    )
    assert answer.status_code == 422
    assert sentence in errors(answer)[field]
    page = answer.content.decode()
    for words in ("Việc đã gõ xong", "một kế hoạch đã gõ"):
        assert words in page
    assert not Work.objects.exists()


def test_a_count_that_is_too_large_to_be_one_stays_words(house: House) -> None:
    address = reverse("work:assign_work", args=[house.committee.code])
    for number, words in enumerate(("1" + "0" * 30 + " cây", "99999999999 cây", "100000000000 cây")):
        answer = as_user(house.office).post(address, typed(house, products=words, form_key=f"k{number}"))
        assert answer.status_code == 302, errors(answer)
    kept = [(one.text.split()[-1], one.amount) for one in Product.objects.order_by("pk")]
    assert kept == [("cây", None), ("cây", 99999999999), ("cây", None)]


def test_one_without_reach_or_whose_post_has_ended_is_not_taken_as_holder(house: House) -> None:
    former, elsewhere = official(house), house.stranger
    Post.objects.filter(person=former.person).update(valid_to=date(2021, 1, 1))
    address = reverse("work:assign_work", args=[house.committee.code])
    for holder in (f"person:{former.person.pk}", f"person:{elsewhere.person.pk}", f"unit:{house.other_commune.pk}"):
        answer = as_user(house.office).post(address, typed(house, holder=holder, form_key=holder))
        assert answer.status_code == 422, holder
        assert "holder" in errors(answer)
    assert not Work.objects.exists()


def test_an_assignment_and_a_registration_sent_twice_are_there_once(house: House) -> None:
    ways = (("assign_work", house.office), ("propose_work", house.cell_secretary))
    for name, user in ways:
        client, once = as_user(user), {"form_key": str(uuid4())}
        answers = [
            client.post(reverse(f"work:{name}", args=[house.committee.code]), typed(house) | once) for _time in range(2)
        ]
        assert {answer.status_code for answer in answers} == {302}, errors(answers[0])
        assert answers[0]["Location"] == answers[1]["Location"]
    assert Work.objects.count() == 2


@pytest.mark.parametrize("percent", ["101", "-5", "một nửa"])
def test_progress_beyond_what_can_be_keeps_the_words(house: House, percent: str) -> None:
    work = assigned(house)
    given = {"percent": percent, "note": "lời đã gõ", "marking": "none", "form_key": "k1"}
    answer = as_user(house.cell_secretary).post(reverse("work:report_progress", args=[work.pk]), given)
    assert answer.status_code == 422
    assert "percent" in errors(answer)
    assert "lời đã gõ" in answer.content.decode()
    assert not Progress.objects.exists()


def test_progress_that_falls_asks_why_and_keeps_what_stands(house: House) -> None:
    work = assigned(house)
    report_progress(work, Word(60), by=house.cell_secretary)
    given = {"percent": "20", "note": "", "obstacle": "vướng đã gõ", "marking": "none", "form_key": "k1"}
    answer = as_user(house.cell_secretary).post(reverse("work:report_progress", args=[work.pk]), given)
    assert answer.status_code == 422
    assert "vướng đã gõ" in answer.content.decode()
    assert (Progress.objects.count(), Work.objects.get().percent) == (1, 60)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("rong.pdf", b"", "0 byte"),
        ("chuong-trinh.exe", b"MZ\x90", "chương trình"),
        ("anh.pdf", PNG, "không đúng"),
        ("vo.jpg", JPEG[: len(JPEG) // 2], ""),
        ("to.txt", b"a" * (1024 * 1024 + 1), "1 MB"),
    ],
)
def test_evidence_that_is_no_evidence_is_refused_and_the_report_waits(
    house: House, settings: Any, name: str, content: bytes, sentence: str
) -> None:
    settings.MAX_FILE_MB = 1
    work = assigned(house)
    given = {"percent": "40", "note": "lời đã gõ", "marking": "none", "form_key": "k1"}
    answer = as_user(house.cell_secretary).post(
        reverse("work:report_progress", args=[work.pk]), {**given, "evidence": [upload(name, content)]}
    )
    assert answer.status_code == 422
    assert sentence in errors(answer)["evidence"]
    assert "lời đã gõ" in answer.content.decode()
    assert not StoredFile.objects.exists() and not Progress.objects.exists()


def test_a_name_with_path_characters_becomes_a_plain_name(house: House) -> None:
    work = assigned(house)
    given = {"percent": "40", "marking": "none", "form_key": "k1", "evidence": [upload("..\\..\\c:biên bản?.pdf", PDF)]}
    assert as_user(house.cell_secretary).post(reverse("work:report_progress", args=[work.pk]), given).status_code == 302
    name = StoredFile.objects.get().name
    assert name.endswith(".pdf") and not set(name) & set('/\\:?*<>|"')


def test_a_campaign_with_open_registrations_stays_open_and_names_them(house: House) -> None:
    asked = campaign(house, focuses=())
    agreed = plan(unit=house.cell_a, title="Việc còn chờ duyệt")
    work = propose_work(house.committee, agreed, by=house.cell_secretary, campaign=asked, at=moment(2021, 1, 10))
    register_work(work, by=house.cell_secretary, at=moment(2021, 1, 11))
    given = {"reason": "lời kết đã gõ", "form_key": "k1"}
    answer = as_user(house.office).post(reverse("work:close_campaign", args=[asked.pk]), given)
    assert answer.status_code == 422
    assert "Việc còn chờ duyệt" in answer.content.decode()
    assert "lời kết đã gõ" in answer.content.decode()
    asked.refresh_from_db()
    assert asked.closed_at is None


HUGE = "1" + "0" * 30


@pytest.mark.parametrize("typed_in", ["", "-1", HUGE, "²", "x"])
def test_numbers_of_nothing_in_an_address_find_nothing(house: House, typed_in: str) -> None:
    """What an address of these pages may bring: as it stands, or as a number behind its kind."""
    client, code = as_user(house.office), house.committee.code
    started(house)
    for name in ("assign_work", "propose_work"):
        address = reverse(f"work:{name}", args=[code])
        for asked in ({"root": f"clause:{typed_in}"}, {"holder": f"unit:{typed_in}"}, {"year": typed_in}):
            assert client.get(address, asked).status_code == 200, asked
        assert client.get(address, {"campaign": typed_in}).status_code in (200, 404)
        for changed in (
            {"root": f"clause:{typed_in}"},
            {"holder": f"unit:{typed_in}"},
            {"holder": f"person:{typed_in}"},
            {"supervisor": typed_in or "x"},
            {"cooperating": typed_in or "x"},
        ):
            given = typed(house, **changed) | {"form_key": str(uuid4())}
            assert client.post(address, given).status_code == 422, changed
    assert client.get(reverse("work:board", args=[code]), {"year": typed_in, "span": typed_in}).status_code == 200
    assert client.get(reverse("work:all", args=[code]), {"stage": f"2021..{typed_in}"}).status_code == 200
    for one in Recurring.objects.all():
        assert client.get(reverse("work:recurring_work", args=[one.pk]), {"to": typed_in}).status_code == 200
        day = f"/recurring/{one.pk}/of/{house.cell_a.code}/{typed_in or 'x'}/"
        assert client.get(day).status_code == 404
    assert not Work.objects.exists()


def test_what_comes_back_is_not_given_as_a_single_work(house: House) -> None:
    client, address = as_user(house.office), reverse("work:assign_work", args=[house.committee.code])
    answer = client.post(address, typed(house, kind="recurring"))
    assert answer.status_code == 422 and "kind" in errors(answer)
    page = client.get(address).content.decode()
    assert "Việc lặp lại" in page
    assert "Chọn…</option>" in page and ">—</option>" not in page, "an empty list says what to do"
