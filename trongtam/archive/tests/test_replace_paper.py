"""A signed paper that was written in Word is replaced by another Word file, through its page; the old one stays as it is."""

import hashlib
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from trongtam.archive.issuing.words import texts_of
from trongtam.archive.models import FileKind, IssuedPaper
from trongtam.archive.operations import attach_signed, cancel_paper, hand_to_review, send_for_signature
from trongtam.archive.queries.papers import latest, read_back
from trongtam.org.tests.house import House, make_house

from .papers import DAY, TEXTS, numbered, open_term, report_docx, signed, signed_upload
from .samples import PDF, upload

pytestmark = pytest.mark.django_db
NEW = [TEXTS[0], TEXTS[1].replace("76%", "78%")]


@pytest.fixture
def house() -> House:
    made = make_house()
    open_term(made, begins=DAY - timedelta(days=900), ends=timezone.localdate() + timedelta(days=900))
    return made


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(paper: IssuedPaper) -> str:
    return reverse("archive:replace", args=[paper.pk])


def sent(paper: IssuedPaper, **changed) -> dict:
    word = upload("thay-the.docx", report_docx(NEW))
    usual = {
        "seen": paper.turn,
        "title": "Kết quả 9 tháng, bản thay thế",
        "marking": "none",
        "reason": "Sót số",
        "file": word,
    }
    return usual | changed


def hashes(paper: IssuedPaper) -> list[tuple[str, str, str]]:
    kept = paper.files.select_related("stored").order_by("pk")
    return [(one.kind, one.stored.sha256, hashlib.sha256(read_back(one.stored)).hexdigest()) for one in kept]


def test_the_office_replaces_it_and_the_old_paper_stays_byte_for_byte(house: House) -> None:
    old = signed(house)
    before, client = hashes(old), client_of(house.office)
    assert address(old) in client.get(old.get_absolute_url()).content.decode()
    assert "thay-the" not in client.get(address(old)).content.decode()
    answer = client.post(address(old), sent(old))
    new = IssuedPaper.objects.get(replaces=old)
    assert answer["Location"] == new.get_absolute_url()
    assert (new.symbol, new.place, new.side, new.paper_type) == (old.symbol, old.place, old.side, old.paper_type)
    compiled = latest(new, FileKind.COMPILED)
    assert compiled is not None
    assert any("78%" in one.text for one in texts_of(read_back(compiled.stored)))
    page = client.get(old.get_absolute_url()).content.decode()
    assert "Đang làm văn bản thay thế" in page and address(old) not in page
    old.refresh_from_db()
    assert (old.state, old.number, hashes(old)) == ("signed", 1, before)
    assert all(frozen == now for _kind, frozen, now in before)
    assert client.post(address(old), sent(old)).status_code == 422, "one paper replaces it, not two"


def test_the_replacing_paper_goes_its_own_way_and_takes_its_own_number(house: House) -> None:
    old, client = signed(house), client_of(house.office)
    client.post(address(old), sent(old))
    new = IssuedPaper.objects.get(replaces=old)
    new = hand_to_review(new, by=house.office, seen=new.turn)
    new = send_for_signature(new, by=house.secretary, seen=new.turn, dated=timezone.localdate())
    attach_signed(new, signed_upload(new), by=house.office, seen=new.turn)
    page = client.get(old.get_absolute_url()).content.decode()
    assert "Được thay bằng:" in page and "02-BC/ĐU" in page
    assert "01-BC/ĐU" in client.get(new.get_absolute_url()).content.decode()


def test_a_cancelled_replacement_makes_room_for_another(house: House) -> None:
    old, client = signed(house), client_of(house.office)
    client.post(address(old), sent(old))
    new = IssuedPaper.objects.get(replaces=old)
    cancel_paper(new, by=house.office, seen=new.turn, reason="Nhầm tệp")
    assert client.post(address(old), sent(old)).status_code == 302
    assert IssuedPaper.objects.filter(replaces=old).count() == 2


@pytest.mark.parametrize(
    "changed",
    [{"reason": ""}, {"title": " "}, {"file": ""}, {"file": "pdf"}, {"file": "broken"}, {"marking": "mat"}],
    ids=["no reason", "no title", "no file", "a PDF", "no Word inside", "classified"],
)
def test_what_is_no_paper_is_refused_and_what_was_typed_stays(house: House, changed: dict) -> None:
    old = signed(house)
    files = {"pdf": upload("ban-ky.pdf", PDF), "broken": upload("hong.docx", b"PK\x03\x04 hong")}
    given = sent(old) | changed
    given["file"] = files.get(str(given["file"]), given["file"])
    answer = client_of(house.office).post(address(old), given)
    assert answer.status_code == 422
    assert not IssuedPaper.objects.filter(replaces=old).exists()


def test_only_a_signed_paper_by_those_who_issue(house: House) -> None:
    open_paper = numbered(house)
    assert client_of(house.office).get(address(open_paper)).status_code == 422
    old = signed(house, paper_type="notice", symbol="TB/ĐU")
    assert client_of(house.standing).post(address(old), sent(old)).status_code == 403
    assert client_of(house.stranger).post(address(old), sent(old)).status_code == 404
    assert not IssuedPaper.objects.filter(replaces=old).exists()
