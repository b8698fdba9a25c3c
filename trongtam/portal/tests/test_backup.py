"""One file of the whole installation: what goes in comes out, on either database; a bad file changes nothing."""

import json
import zipfile
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import call_command

from trongtam.accounts.models import User
from trongtam.ground.errors import Refused
from trongtam.ledger import book
from trongtam.ledger.models import Chain, Entry
from trongtam.look.models import Draft, SentForm
from trongtam.org.models import Person, Unit
from trongtam.org.tests.house import make_house, make_unit
from trongtam.portal.backup import kept_models, read_backup, write_backup

pytestmark = pytest.mark.django_db(transaction=True)


def contents():
    """Every kept row of the database, by table."""
    return {m._meta.db_table: list(m._base_manager.order_by("pk").values_list()) for m in kept_models()}


def empty():
    call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def backup(tmp_path, settings) -> Path:
    """A backup of a small commune with one file and two acts in the book; the database still holds it."""
    settings.MEDIA_ROOT = tmp_path / "files"
    (tmp_path / "files" / "ab").mkdir(parents=True)
    (tmp_path / "files" / "ab" / "abcd").write_bytes(b"minh chung" * 1000)
    house = make_house()
    for number in range(2):
        book.write("org.unit_renamed", by=house.office, on=house.cell_a, unit=house.cell_a, after={"số": number})
    # What every day of use leaves: a form that was sent, and one that is being typed.
    SentForm.objects.create(user=house.office, key=uuid4(), path="/units/", status=302, headers={"Location": "/"})
    Draft.objects.create(user=house.office, key="entry:1:2022-09", data={"value-1": ["ba"]})
    target = tmp_path / "whole.zip"
    write_backup(target)
    return target


def test_what_goes_in_comes_out(backup, settings, tmp_path):
    before = contents()
    empty()
    assert not Unit.objects.exists()
    settings.MEDIA_ROOT = tmp_path / "elsewhere"
    manifest = read_backup(backup)
    assert contents() == before
    assert manifest.tables["ledger_entry"]["rows"] == Entry.objects.count() == 2
    assert (tmp_path / "elsewhere" / "ab" / "abcd").read_bytes() == b"minh chung" * 1000


def test_work_goes_on_after_a_restore(backup):
    empty()
    read_backup(backup)
    unit = make_unit("hamlet", "Ấp Mới", Unit.objects.get(name="Xã Mẫu"))
    assert unit.pk > Unit.objects.exclude(pk=unit.pk).order_by("-pk")[0].pk
    entry = book.write("org.unit_founded", by=User.objects.get(display_name="Trần Thị Thử"), on=unit, unit=unit)
    assert entry.number == 3
    assert Chain.objects.get().length == 3


def test_a_file_cut_short_changes_nothing(backup, tmp_path):
    whole = backup.read_bytes()
    empty()
    for kept in (0, 1, 30, len(whole) // 3, len(whole) // 2, len(whole) - 1):
        cut = tmp_path / f"cut-{kept}.zip"
        cut.write_bytes(whole[:kept])
        with pytest.raises(Refused, match=r"cut short|cụt"):
            read_backup(cut)
        assert not Unit.objects.exists()


def test_a_changed_row_is_found(backup, tmp_path):
    empty()
    changed = tmp_path / "changed.zip"
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "tables/org_person.jsonl":
                data = data.replace("Nguyễn Văn Mẫu".encode(), "Nguyễn Văn Khác".encode())
            new.writestr(name, data)
    with pytest.raises(Refused, match="org_person"):
        read_backup(changed)
    assert not Person.objects.exists()


def test_a_changed_file_is_found_and_none_is_left(backup, tmp_path, settings):
    empty()
    settings.MEDIA_ROOT = tmp_path / "elsewhere"
    changed = tmp_path / "changed.zip"
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"khac" if name.startswith("files/") else old.read(name))
    with pytest.raises(Refused, match="ab/abcd"):
        read_backup(changed)
    assert not Unit.objects.exists()
    assert not [path for path in (tmp_path / "elsewhere").rglob("*") if path.is_file()]


def test_a_file_outside_the_folder_is_refused(backup, tmp_path):
    empty()
    changed = tmp_path / "outside.zip"
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "manifest.json":
                manifest = json.loads(data)
                manifest["files"]["../../outside"] = manifest["files"].pop("ab/abcd")
                data = json.dumps(manifest).encode()
            new.writestr(name, data)
    with pytest.raises(Refused):
        read_backup(changed)
    assert not (tmp_path.parent / "outside").exists()


def test_only_an_empty_installation_takes_a_backup(backup):
    before = contents()
    with pytest.raises(Refused):
        read_backup(backup)
    assert contents() == before


def test_no_file_and_no_folder(tmp_path):
    with pytest.raises(Refused):
        read_backup(tmp_path / "nothing.zip")
    (tmp_path / "plain").write_text("x")
    with pytest.raises(Refused):
        write_backup(tmp_path / "plain" / "b.zip")


def test_the_file_is_the_owners_alone_and_leaves_no_rest(backup):
    assert backup.stat().st_mode & 0o077 == 0
    assert not list(backup.parent.glob(".*part"))
