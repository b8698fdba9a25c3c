"""Files in an S3 bucket by one setting: kept once, given by permission only, part of the backup."""

import pytest
from django.core.management import call_command

from trongtam.archive.models import StoredFile
from trongtam.archive.operations import Brought, bring_files, erase_held, read_waiting, store_file
from trongtam.archive.tests import s3_server, samples
from trongtam.archive.tests.samples import photo, stamped_inside, upload
from trongtam.org.tests.house import make_house
from trongtam.portal import settings as house_settings
from trongtam.portal.backup import read_backup, write_backup

FOLDER = "xa-mau/"


@pytest.fixture
def bucket(settings, monkeypatch):
    """The installation keeps its files with a server on this machine, as the setting says."""
    with s3_server.running() as server:
        monkeypatch.setenv("TRONGTAM_FILES_URL", server.address())
        settings.STORAGES = {**settings.STORAGES, "default": house_settings.files()}
        yield server


@pytest.fixture
def house(db):
    return make_house()


def names(server):
    return sorted(name for name in server.objects if not name.endswith(".small"))


def test_a_file_lies_in_the_bucket_once_and_comes_out_by_permission(bucket, house, client):
    first = store_file(upload("a.pdf", samples.PDF), by=house.cell_secretary, unit=house.cell_a)
    second = store_file(upload("b.pdf", samples.PDF), by=house.office, unit=house.cell_b)
    assert names(bucket) == [f"{FOLDER}{first.file.name}"]
    assert bucket.objects[f"{FOLDER}{first.file.name}"] == samples.PDF
    for user, file, status in (
        (house.cell_secretary, first, 200),
        (house.office, second, 200),
        (house.cell_secretary, second, 404),
        (house.stranger, first, 404),
    ):
        client.force_login(user)
        answer = client.get(file.get_absolute_url())
        assert answer.status_code == status
        if status == 200:
            assert b"".join(answer.streaming_content) == samples.PDF
            assert int(answer["Content-Length"]) == len(samples.PDF)


def test_nothing_there_is_public(bucket, house):
    stored = store_file(upload("a.pdf", samples.PDF), by=house.cell_secretary, unit=house.cell_a)
    assert all("x-amz-acl" not in {name.lower() for name in sent} for sent in bucket.headers)
    with pytest.raises(NotImplementedError):
        _address = stored.file.url


def test_photos_originals_and_small_pictures_go_there_too(bucket, house, client):
    taken = photo("JPEG", (640, 480), comment=b"noi chup")
    brought = Brought([upload("a.jpg", taken)], originals=True)
    [stored] = bring_files(brought, by=house.cell_secretary, unit=house.cell_a)
    stored.refresh_from_db()
    assert bucket.objects[f"{FOLDER}{stored.original.file.name}"] == taken
    assert b"noi chup" not in bucket.objects[f"{FOLDER}{stored.file.name}"]
    client.force_login(house.office)
    small = client.get(stored.small_url).content
    assert bucket.objects[f"{FOLDER}{stored.file.name}.small"] == small
    assert client.get(stored.small_url).content == small


def test_words_are_read_there_and_what_is_erased_is_gone(bucket, house, django_capture_on_commit_callbacks):
    held = store_file(upload("phu-luc.txt", stamped_inside()), by=house.cell_secretary, unit=house.cell_a)
    assert read_waiting(at=held.at) == 1
    with django_capture_on_commit_callbacks(execute=True):
        erase_held(held, by=house.cell_secretary)
    assert bucket.objects == {}


@pytest.mark.django_db(transaction=True)  # a backup begins a transaction of its own
def test_a_backup_carries_the_files_from_the_bucket_into_a_folder(bucket, house, settings, tmp_path):
    stored = store_file(upload("a.pdf", samples.PDF), by=house.cell_secretary, unit=house.cell_a)
    write_backup(tmp_path / "whole.zip")
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "f"}},
    }
    call_command("flush", interactive=False, verbosity=0)
    read_backup(tmp_path / "whole.zip")
    assert (tmp_path / "f" / stored.file.name).read_bytes() == samples.PDF
    with StoredFile.objects.get().file.open() as kept:
        assert kept.read() == samples.PDF


def test_health_asks_the_bucket(bucket, client, db, settings, monkeypatch):
    assert client.get("/health/").json()["files"] == "ok"
    monkeypatch.setenv("TRONGTAM_FILES_URL", bucket.address().replace(s3_server.KEY, "khac"))
    settings.STORAGES = {**settings.STORAGES, "default": house_settings.files()}
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()["files"]) == (503, "down")


@pytest.mark.parametrize("wrong", ["http://host/x", "s3://host/bucket", "s3://a:b@host", "s3://a:b@/bucket"])
def test_an_address_that_makes_no_sense_is_said_at_the_start(monkeypatch, wrong):
    monkeypatch.setenv("TRONGTAM_FILES_URL", wrong)
    with pytest.raises(ValueError, match="TRONGTAM_FILES_URL"):
        house_settings.files()


def test_the_address_says_region_port_and_tls(monkeypatch):
    monkeypatch.setenv("TRONGTAM_FILES_URL", "s3://khoa:b%2Fm@s3.example.vn:9000/tep?region=ap-southeast-1")
    options = house_settings.files()["OPTIONS"]
    assert options["endpoint_url"] == "https://s3.example.vn:9000"
    assert (options["secret_key"], options["region_name"], options["location"]) == ("b/m", "ap-southeast-1", "")
    monkeypatch.delenv("TRONGTAM_FILES_URL")
    assert house_settings.files()["BACKEND"].endswith("FileSystemStorage")
