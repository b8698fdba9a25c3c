"""A file is stored once, for a unit, and every unfit one is refused with a sentence."""

import hashlib

import pytest

from trongtam.archive.models import StoredFile
from trongtam.archive.operations import Marking, store_file
from trongtam.archive.tests import samples
from trongtam.archive.tests.samples import upload
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger.models import Entry
from trongtam.org.tests.house import make_house

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return make_house()


def test_the_unit_and_the_office_above_store_and_a_stranger_does_not(house):
    mine = store_file(upload("a.pdf", samples.PDF), by=house.cell_secretary, unit=house.cell_a)
    theirs = store_file(upload("b.pdf", samples.PDF), by=house.office, unit=house.cell_a)
    assert mine.sha256 == theirs.sha256 == hashlib.sha256(samples.PDF).hexdigest()
    for someone in (house.stranger, house.other_cell_secretary, house.standing, house.former):
        with pytest.raises(NotAllowed):
            store_file(upload("a.pdf", samples.PDF), by=someone, unit=house.cell_a)
    assert Entry.objects.filter(act="archive.file_stored").count() == 2


def test_the_same_content_is_kept_once(house):
    first = store_file(upload("a.txt", "Báo cáo".encode()), by=house.office, unit=house.cell_a)
    second = store_file(upload("b.txt", "Báo cáo".encode()), by=house.office, unit=house.cell_b)
    assert first.pk != second.pk
    assert first.file.name == second.file.name
    folder, _slash, kept_as = first.file.name.rpartition("/")
    alike = [name for name in first.file.storage.listdir(folder)[1] if name.startswith(kept_as[:32])]
    assert alike == [kept_as], "no second copy under a name of its own"
    with second.file.open() as kept:
        assert kept.read().decode() == "Báo cáo"


def test_the_same_form_sent_twice_gives_the_first_file(house):
    first = store_file(upload("a.pdf", samples.PDF), by=house.office, unit=house.cell_a)
    again = store_file(upload("a.pdf", samples.PDF), by=house.office, unit=house.cell_a)
    assert first.pk == again.pk
    assert Entry.objects.filter(act="archive.file_stored").count() == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("Nghị quyết.pdf", samples.PDF),
        ("a.docx", samples.docx("Nghị quyết")),
        ("a.xlsx", samples.xlsx()),
        ("a.PNG", samples.PNG),
        ("a.jpeg", samples.JPEG),
        ("a.txt", "\ufeffNghị quyết".encode()),
        ("a.txt", "Nghị quyết".encode("utf-16")),
        ("a.csv", "ấp;số\nMẫu;3".encode()),
    ],
)
def test_every_kept_type_is_taken(house, name, content):
    stored = store_file(upload(name, content), by=house.office, unit=house.cell_a)
    with stored.file.open() as kept:
        assert stored.size == len(kept.read())
    assert stored.media_type.startswith("image/") or stored.size == len(content)
    assert StoredFile.objects.visible_to(house.cell_secretary).get() == stored


@pytest.mark.parametrize(
    ("name", "content", "field"),
    [
        ("a.pdf", b"", "file"),
        ("a.jpg", b"\xff\xd8\xff\xe0" + b"\x00" * 20, "file"),
        ("a.png", samples.PNG[:-30], "file"),
        ("IMG_1.HEIC", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1", "file"),
        ("a.jpg", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1", "file"),
        ("a.txt\u202efdp.exe", b"abc", "file"),
        ("a.pdf", samples.PNG, "file"),
        ("a.png", samples.docx("x"), "file"),
        ("a.xlsx", samples.docx("x"), "file"),
        ("a.docx", b"PK\x03\x04broken", "file"),
        ("a.txt", b"a\x00b", "file"),
        ("a.txt", b"\xff\xfe\xfd", "file"),
        ("a.csv", "ấp".encode("utf-16-le"), "file"),
        ("a.doc", b"\xd0\xcf\x11\xe0", "file"),
        ("khong-duoi", b"abc", "file"),
        ("a.exe", b"MZ\x90", "file"),
        ("a.pdf", b"MZ\x90", "file"),
        ("a.txt", b"#!/bin/sh\n", "file"),
        ("a.txt", b"<!DOCTYPE html><script>", "file"),
        ("a.html", b"<p>", "file"),
        ("a.docx", samples.with_macro(samples.docx("x")), "file"),
        ("MẬT - so lieu.txt", b"abc", "marking"),
        ("to trinh toi-mat.pdf", samples.PDF, "marking"),
        ("a.txt", "MẬT\nBáo cáo".encode(), "marking"),
        ("a.docx", samples.docx("ĐẢNG BỘ XÃ MẪU", "TUYỆT MẬT", "Báo cáo"), "marking"),
        ("a.docx", samples.docx("Báo cáo", header="TỐI MẬT"), "marking"),
        ("a.pdf", samples.pdf("TỐI MẬT"), "marking"),
    ],
)
def test_unfit_files_are_refused_with_a_sentence(house, name, content, field):
    with pytest.raises(Refused) as refusal:
        store_file(upload(name, content), by=house.office, unit=house.cell_a)
    assert refusal.value.field == field
    assert str(refusal.value).endswith(".")
    assert not StoredFile.objects.exists()


def test_a_stated_marking_is_refused(house):
    with pytest.raises(Refused) as refusal:
        store_file(upload("a.pdf", samples.PDF), by=house.office, unit=house.cell_a, marking=Marking.CLASSIFIED)
    assert refusal.value.field == "marking"


def test_too_large_is_refused(house, settings):
    settings.MAX_FILE_MB = 1
    store_file(upload("a.txt", b"a" * 1024 * 1024), by=house.office, unit=house.cell_a)
    with pytest.raises(Refused):
        store_file(upload("b.txt", b"a" * (1024 * 1024 + 1)), by=house.office, unit=house.cell_a)


def test_a_path_in_the_name_is_dropped(house):
    file = upload("a.pdf", samples.PDF)
    file._name = "..\\..\\etc/a.pdf"
    assert store_file(file, by=house.office, unit=house.cell_a).name == "a.pdf"
