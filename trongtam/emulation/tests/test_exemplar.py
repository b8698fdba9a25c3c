"""An exemplar from being put forward to its end; a person only with consent, which takes every word away when it goes."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from trongtam.archive.operations import Brought, bring_files, read_words
from trongtam.archive.tests.samples import upload
from trongtam.emulation.models import Exemplar, ExemplarState
from trongtam.emulation.operations import (
    end_exemplar,
    recognise_exemplar,
    record_learners,
    replicate_exemplar,
    tell_copy,
    withdraw_consent,
)
from trongtam.ground.errors import NotAllowed
from trongtam.ledger.models import Entry
from trongtam.ledger.verify import verify_all
from trongtam.look.registry import search
from trongtam.org.operations.erasure import erase_person
from trongtam.org.tests.asking import refusal, sign_in, text
from trongtam.org.tests.house import make_person

from .emulating import NOW, copied, person_told, recognised, registered, seen_by

pytestmark = pytest.mark.django_db
DAY = date(2017, 6, 1)


def test_put_forward_recognised_replicated_ended(house):
    made = registered(house)
    assert made.state == "registered" and seen_by(house, made) == {"office", "cell_secretary", "provincial"}
    recognise_exemplar(made, house.committee, by=house.secretary, on=DAY, decision="Quyết định mẫu", at=NOW)
    made.refresh_from_db()
    assert made.recognised_by == house.committee
    below = {"office", "cell_secretary", "other_cell_secretary", "hamlet_head", "provincial"}
    assert seen_by(house, made) == below
    assert refusal(replicate_exemplar, made, by=house.secretary, on=DAY, at=NOW)
    copy = copied(house, made)
    tell_copy(copy, by=house.other_cell_secretary, result="works", text="Họp gọn hơn.", on=DAY, at=NOW)
    replicate_exemplar(made, by=house.secretary, on=DAY, at=NOW)
    end_exemplar(made, by=house.office, on=date(2017, 9, 1), reason="Không còn giữ được", at=NOW)
    made.refresh_from_db()
    assert (made.state, made.replicated_on, made.ended_reason) == ("ended", DAY, "Không còn giữ được")
    acts = list(Entry.objects.filter(act__startswith="emulation.").order_by("pk").values_list("act", flat=True))
    assert acts == [
        "emulation.exemplar_registered",
        "emulation.exemplar_recognised",
        "emulation.exemplar_copied",
        "emulation.copy_told",
        "emulation.exemplar_replicated",
        "emulation.exemplar_ended",
    ]


def test_who_may(house):
    made = registered(house)
    for name in ("cell_secretary", "standing", "stranger"):
        with pytest.raises(NotAllowed):
            recognise_exemplar(made, house.committee, by=getattr(house, name), on=DAY, decision="Tự nhận", at=NOW)
    with pytest.raises(NotAllowed):
        recognise_exemplar(made, house.province, by=house.secretary, on=DAY, decision="Vượt cấp", at=NOW)
    recognise_exemplar(made, house.province, by=house.provincial, on=DAY, decision="Quyết định tỉnh mẫu", at=NOW)
    assert "stranger" in seen_by(house, Exemplar.objects.get(pk=made.pk))


def test_what_makes_no_sense(house):
    assert refusal(registered, house, title=" ").field == "title"
    assert refusal(registered, house, what="").field == "what"
    assert refusal(registered, house, kind="hero").field == "kind"
    assert refusal(registered, house, person=house.cell_secretary.person).field == "person"
    made = recognised(house)
    assert refusal(recognise_exemplar, made, house.committee, by=house.secretary, on=DAY, decision="Lại", at=NOW)
    early = {"by": house.office, "people": 5, "unit": house.cell_b, "at": NOW}
    assert refusal(record_learners, made, on=date(2016, 1, 1), **early).field == "on"
    assert refusal(record_learners, made, on=DAY, **{**early, "people": 0}).field == "people"
    assert refusal(record_learners, made, on=DAY, **{**early, "unit": house.cell_a}).field == "unit"
    assert refusal(record_learners, made, on=DAY, **{**early, "guests": "cả hai"}).field == "unit"
    assert refusal(copied, house, made, house.cell_a).field == "unit"
    copied(house, made)
    assert refusal(copied, house, made).field == "unit"
    assert refusal(copied, house, registered(house)).field is None
    assert refusal(end_exemplar, made, by=house.office, on=DAY, reason=" ", at=NOW).field == "reason"


def test_learners_are_written_down_by_host_or_guest(house):
    made = recognised(house)
    record_learners(made, by=house.cell_secretary, on=DAY, people=12, guests="Xã bạn", at=NOW)
    visit = record_learners(
        made, by=house.other_cell_secretary, on=DAY, people=4, unit=house.cell_b, learned="Cách chia việc", at=NOW
    )
    assert visit.unit == house.cell_b and made.visits.count() == 2
    with pytest.raises(NotAllowed):
        record_learners(made, by=house.other_cell_secretary, on=DAY, people=4, unit=house.hamlet, at=NOW)
    with pytest.raises(NotAllowed):
        record_learners(made, by=house.standing, on=DAY, people=4, guests="Đoàn khác", at=NOW)


def test_a_person_only_with_consent(house):
    assert refusal(person_told, house, consent=" ").field == "consent"
    assert refusal(person_told, house, consent_on=date(2018, 1, 1)).field == "consent_on"
    made = person_told(house)
    assert seen_by(house, made) == {"office", "cell_secretary"}
    entry = Entry.objects.get(act="emulation.exemplar_registered")
    assert "title" not in entry.payload["after"]
    with pytest.raises(NotAllowed):
        recognise_exemplar(made, house.cell_a, by=house.cell_secretary, on=DAY, decision="Tự nhận", at=NOW)


def test_consent_goes_and_every_word_with_it(house):
    made = person_told(house, house.hamlet_head.person, origin="Từ phong trào mẫu")
    recognise_exemplar(made, house.committee, by=house.secretary, on=DAY, decision="Quyết định mẫu", at=NOW)
    record_learners(made, by=house.office, on=DAY, people=3, guests="Xã bạn", learned="Cách anh ấy làm", at=NOW)
    for name in ("other_cell_secretary", "stranger"):
        with pytest.raises(NotAllowed):
            withdraw_consent(made, by=getattr(house, name), at=NOW)
    withdraw_consent(made, by=house.hamlet_head, at=NOW)
    made.refresh_from_db()
    assert (made.person, made.what, made.origin, made.decision) == (None, "", "", "")
    assert made.state == ExemplarState.ENDED and made.consent.told == "—"
    assert "Hồ Thử Nghiệm" not in made.title and not made.visits.exclude(learned="").exists()
    assert refusal(withdraw_consent, made, by=house.office, at=NOW)
    assert seen_by(house, made) == {"office", "cell_secretary"}


def opens(client, file) -> bool:
    answer = client.get(file.get_absolute_url())
    assert bool(answer.getvalue())  # read to its end, so that the file is closed
    return answer.status_code == 200


SAID = "Cách làm của anh Hồ Thử Nghiệm"


def test_nothing_of_a_person_who_withdrew_is_found_anywhere(house, django_capture_on_commit_callbacks):
    """Page, list, sheet, search, panel of the unit, files with their words, the book."""
    brought = Brought(
        [upload("ho-thu-nghiem.txt", b"Ho Thu Nghiem di tung ngo"), upload("chung.txt", b"Van ban chung mau")]
    )
    own, shared = bring_files(brought, by=house.office, unit=house.hamlet)
    made = person_told(house, house.hamlet_head.person, unit=house.hamlet, title="Hồ Thử Nghiệm đi từng ngõ")
    made.evidence.set([own, shared])
    recognise_exemplar(made, house.committee, by=house.secretary, on=DAY, decision=f"Khen {SAID}", at=NOW)
    copy = copied(house, made)
    tell_copy(copy, by=house.office, result="works", text=SAID, on=DAY, at=NOW)
    kept = registered(house, kind="practice", title="Cách làm khác mẫu")
    kept.evidence.set([shared])
    for file in (own, shared):
        read_words(file)
    client, lies = sign_in(house.office), own.file.storage
    pages = (f"/emulation/exemplars/{made.pk}/", "/emulation/")
    assert all("Hồ Thử Nghiệm đi từng ngõ" in text(client, page) for page in pages) and lies.exists(own.file.name)
    assert search.find("ho thu nghiem di tung ngo", house.office)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_consent(made, by=house.hamlet_head, at=NOW)
    assert not any("đi từng ngõ" in text(client, page) for page in pages)
    assert not [one for one in search.find("ho thu nghiem", house.office) if "ngõ" in one.title or "txt" in one.title]
    assert not opens(client, own) and not lies.exists(own.file.name)
    assert opens(client, shared)  # another exemplar needs it
    sheet = load_workbook(BytesIO(client.get("/emulation/?as=xlsx").content)).active
    assert not [cell for row in sheet.iter_rows(values_only=True) for cell in row if "ngõ" in str(cell)]
    told = [str(entry.payload) for entry in Entry.objects.exclude(payload=None)]
    assert not [said for said in told if "Nghiệm" in said or "nghiem" in said]
    assert Entry.objects.get(act="emulation.consent_withdrawn").payload["after"] == {"files": 1}
    assert not [chain.fault for chain in verify_all() if chain.fault]


def test_those_who_learn_open_the_photos_of_what_is_recognised(house):
    (file,) = bring_files(Brought([upload("mau.txt", b"Cach lam mau")]), by=house.office, unit=house.cell_a)
    made = registered(house, kind="practice", title="Cách làm mẫu")
    made.evidence.set([file])
    learner, stranger = sign_in(house.other_cell_secretary), sign_in(house.stranger)
    assert not opens(learner, file)
    recognise_exemplar(made, house.committee, by=house.secretary, on=DAY, decision="Quyết định mẫu", at=NOW)
    assert "mau.txt" in text(learner, f"/emulation/exemplars/{made.pk}/")
    assert opens(learner, file)
    assert not opens(stranger, file)


def test_with_a_persons_data_the_words_about_him_go_too(house):
    person = make_person("Đặng Mẫu Mực", house.hamlet)
    made = person_told(house, person, unit=house.hamlet, title="Đặng Mẫu Mực giữ sạch đường làng")
    erase_person(person, by=house.office, reason="Theo đơn đề nghị", typed_name="Đặng Mẫu Mực", at=NOW)
    made.refresh_from_db()
    assert (made.person, made.what, made.state) == (None, "", "ended") and "Mực" not in made.title
    assert not [entry for entry in Entry.objects.exclude(payload=None) if "Mẫu Mực" in str(entry.payload)]
