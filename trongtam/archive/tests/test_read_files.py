"""Words of files are found by those who see the file; a stamp in them holds the file until somebody decides."""

import io
import zipfile

import pytest
from django.urls import reverse
from django.utils import timezone

from trongtam.archive import sniff, texts
from trongtam.archive.models import FileText, StoredFile
from trongtam.archive.operations import erase_held, read_waiting, release_held, store_file
from trongtam.archive.tests import samples
from trongtam.archive.tests.samples import stamped_inside, upload
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger.models import Entry
from trongtam.look.registry import due_items, meanwhile, search
from trongtam.org.tests.house import make_house


@pytest.fixture
def house(db):
    return make_house()


def found(text, user):
    return [hit.title for hit in search.find(text, user) if "/files/" in hit.url]


def read_all():
    while read_waiting(at=timezone.now()):
        continue


def swollen() -> bytes:
    """A Word file whose one paragraph unpacks to 60 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<x/>")
        package.writestr("word/document.xml", b"<w xmlns:w='x'><w:p><w:t>" + b"a" * 60_000_000 + b"</w:t></w:p></w>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (samples.docx("Tuyến đường ấp Mẫu Một", "dài 1,2 km"), sniff.DOCX),
        (samples.docx("Nội dung", header="Tuyến đường ấp Mẫu Một"), sniff.DOCX),
        ("Tuyến đường ấp Mẫu Một".encode(), sniff.TEXT),
        ("ấp;đường\n1;Tuyến đường ấp Mẫu Một".encode("utf-16"), sniff.CSV),
    ],
)
def test_the_words_of_every_kind_are_read(content, media_type):
    assert "Tuyến đường ấp Mẫu Một" in texts.words_of(content, media_type)


def test_the_words_and_sheets_of_a_workbook_are_read():
    assert texts.words_of(samples.xlsx(), sniff.XLSX).splitlines() == ["Chỉ tiêu", "Sheet"]


def test_what_cannot_be_read_ends_early():
    for content, media_type in ((b"%PDF-1.4 broken", sniff.PDF), (b"PK\x03\x04broken", sniff.DOCX)):
        with pytest.raises(texts.Unreadable):
            texts.words_of(content, media_type)
    assert len(texts.words_of(swollen(), sniff.DOCX)) <= texts.MOST_SIGNS
    assert texts.words_of(b"a\x07b", sniff.TEXT) == ""


def test_words_are_found_without_their_marks_by_those_who_see_the_file(house):
    file = upload("bien-ban.docx", samples.docx("Nhân dân hiến 120 m² đất làm đường"))
    store_file(file, by=house.cell_secretary, unit=house.cell_a)
    assert found("hien dat", house.cell_secretary) == []
    assert "archive.texts" in meanwhile
    read_all()
    for user in (house.cell_secretary, house.office, house.provincial):
        assert found("HIẾN đất", user) == ["bien-ban.docx"]
        assert found("bien ban", user) == ["bien-ban.docx"]
    for user in (house.other_cell_secretary, house.stranger, house.former):
        assert found("hien dat", user) == found("bien ban", user) == []
    assert found("hien vang", house.office) == []
    assert found("%", house.office) == []


def test_a_content_that_two_units_keep_is_read_once(house):
    for unit in (house.cell_a, house.cell_b):
        store_file(upload("a.txt", "Nước sạch".encode()), by=house.office, unit=unit)
    read_all()
    assert FileText.objects.count() == 1
    assert found("nuoc sach", house.cell_secretary) == ["a.txt"]
    assert len(found("nuoc sach", house.office)) == 2


def test_a_broken_pdf_and_a_scan_are_not_read_again_and_again(house):
    store_file(upload("a.pdf", b"%PDF-1.4 broken"), by=house.office, unit=house.cell_a)
    read_all()
    assert not FileText.objects.get().readable
    assert read_waiting(at=timezone.now()) == 0


@pytest.fixture
def held(house):
    """The file of cell A with a stamp on its second page, as the worker has read it; another unit keeps the same."""
    for unit, by in ((house.cell_a, house.cell_secretary), (house.cell_b, house.office)):
        store_file(upload("phu-luc.txt", stamped_inside()), by=by, unit=unit)
    read_all()
    return StoredFile.objects.get(unit=house.cell_a)


def test_a_stamp_inside_holds_the_file_wherever_it_is_kept(house, held, client):
    assert held.held_for_sign == "TỐI MẬT"
    assert Entry.objects.filter(act="archive.file_held").count() == 2
    assert FileText.objects.get().folded == ""
    for user in (house.cell_secretary, house.office, house.secretary, house.standing, house.stranger):
        assert not StoredFile.objects.visible_to(user).exists()
        assert found("phu luc", user) == []
    client.force_login(house.cell_secretary)
    assert client.get(held.get_absolute_url()).url == reverse("archive:held_file", args=[held.pk])
    client.force_login(house.standing)
    assert client.get(held.get_absolute_url()).status_code == 404
    with pytest.raises(Refused, match="TỐI MẬT"):
        store_file(upload("khac.txt", stamped_inside()), by=house.office, unit=house.hamlet)


def test_it_stands_on_the_desk_of_those_who_decide(house, held):
    def told(user):
        return [item.title for item in due_items.of(user, timezone.now()) if item.key.startswith("archive.held")]

    assert len(told(house.cell_secretary)) == 1
    assert len(told(house.office)) == len(told(house.secretary)) == 2
    assert told(house.standing) == told(house.other_cell_secretary) == told(house.stranger) == []


def test_erased_means_gone_everywhere(house, held, django_capture_on_commit_callbacks):
    for someone in (house.other_cell_secretary, house.standing, house.stranger, house.provincial):
        with pytest.raises(NotAllowed):
            erase_held(held, by=someone)
    with django_capture_on_commit_callbacks(execute=True):
        erase_held(held, by=house.cell_secretary)
    assert not held.file.storage.exists(held.file.name)
    assert not StoredFile.objects.filter(name="phu-luc.txt").exists()
    assert not StoredFile.objects.visible_to(house.office).exists()
    assert due_items.of(house.office, timezone.now()) == []
    with pytest.raises(Refused):
        erase_held(held, by=house.office)
    assert Entry.objects.filter(act="archive.held_file_erased").count() == 2


def test_the_office_opens_it_again_with_a_reason(house, held, client):
    for someone in (house.cell_secretary, house.standing, house.stranger):
        with pytest.raises(NotAllowed):
            release_held(held, by=someone, reason="Chữ trong bảng")
    with pytest.raises(Refused):
        release_held(held, by=house.office, reason=" ")
    client.force_login(house.office)
    page = reverse("archive:release_held", args=[held.pk])
    assert client.get(reverse("archive:held_file", args=[held.pk])).status_code == 200
    assert client.post(page, {"reason": ""}).status_code == 422
    assert client.post(page, {"reason": "Chữ trong bảng"}).status_code == 302
    assert [one.pk for one in StoredFile.objects.visible_to(house.cell_secretary)] == [held.pk]
    assert found("so lieu", house.cell_secretary) == ["phu-luc.txt"]
    assert Entry.objects.filter(act="archive.held_file_released", unit_id=house.cell_a.pk).count() == 1
    assert not StoredFile.objects.visible_to(house.other_cell_secretary).exists()


def test_whoever_brought_it_erases_it_on_the_page(house, held, client):
    client.force_login(house.cell_secretary)
    answer = client.post(reverse("archive:erase_held", args=[held.pk]))
    assert answer.status_code == 302
    assert client.get(reverse("archive:held_file", args=[held.pk])).status_code == 404
