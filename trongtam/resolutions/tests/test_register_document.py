"""Documents come in, are corrected, and nothing impossible gets in."""

from datetime import date

import pytest
from django.utils.translation import override

from trongtam.archive.operations import store_file
from trongtam.archive.tests import samples
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger.models import Entry
from trongtam.org.tests.house import make_house
from trongtam.resolutions.models import Document, DocumentKind
from trongtam.resolutions.operations import correct_document
from trongtam.resolutions.tests.rows import make_document, make_term

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return make_house()


def test_the_office_registers_and_those_below_read(house):
    document = make_document(house, number=" 05-NQ/ĐU ", term=make_term(house))
    assert (document.number, document.folded[:8]) == ("05-NQ/ĐU", "05-nq/du")
    assert Entry.objects.get(act="resolutions.document_registered").payload["after"]["number"] == "05-NQ/ĐU"
    for reader in (house.cell_secretary, house.standing, house.provincial):
        assert document in Document.objects.visible_to(reader)
    for other in (house.stranger, house.former):
        assert document not in Document.objects.visible_to(other)


@pytest.mark.parametrize(
    ("kind", "title", "called"),
    [
        ("resolution", "Đại hội Đảng bộ xã Mẫu", "Nghị quyết Đại hội Đảng bộ xã Mẫu"),
        ("resolution", "NGHỊ QUYẾT Đại hội Đảng bộ xã Mẫu", "NGHỊ QUYẾT Đại hội Đảng bộ xã Mẫu"),
        ("resolution", "Về phát triển kinh tế", "Nghị quyết về phát triển kinh tế"),
        ("action_programme", "Thực hiện Nghị quyết", "Chương trình hành động thực hiện Nghị quyết"),
        ("assignment_decision", "Phân công phụ trách cụm", "Quyết định phân công phụ trách cụm"),
        ("plan", "Năm", "Kế hoạch Năm"),
    ],
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_sentence_says_its_type_before_the_abstract_once(kind, title, called, language):
    with override(language):
        assert Document(kind=kind, title=title).called == called


def test_a_number_is_never_invented(house):
    assert make_document(house).number == ""


def test_only_those_with_the_right_register(house):
    for someone in (house.standing, house.cell_secretary, house.stranger, house.former):
        with pytest.raises(NotAllowed):
            make_document(house, by=someone)
    own = make_document(house, unit=house.cell_a, by=house.cell_secretary, organ="Chi bộ ấp Mẫu Một")
    assert not Entry.objects.get(act="resolutions.document_registered").proxy
    assert own not in Document.objects.visible_to(house.other_cell_secretary)
    make_document(house, unit=house.cell_a, by=house.office, organ="Chi bộ", number="1")
    assert Entry.objects.filter(act="resolutions.document_registered", proxy=True).count() == 1


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"issued_on": date(2999, 1, 1)}, "issued_on"),
        ({"title": "  "}, "title"),
        ({"organ": ""}, "organ"),
        ({"edges": [100, 60]}, "edges"),
        ({"edges": []}, "edges"),
    ],
)
def test_impossible_details_are_refused(house, details, field):
    with pytest.raises(Refused) as refusal:
        make_document(house, **details)
    assert refusal.value.field == field
    assert not Document.objects.exists()


@pytest.mark.parametrize("day", [date(2020, 2, 29), date(2025, 7, 1)])
def test_a_date_outside_the_term_is_refused(house, day):
    with pytest.raises(Refused) as refusal:
        make_document(house, issued_on=day, term=make_term(house))
    assert refusal.value.field == "issued_on"
    assert "01/03/2020" in str(refusal.value)


def test_a_foreign_term_parent_or_file_is_refused(house):
    term = make_term(house)
    with pytest.raises(Refused):
        make_document(house, unit=house.other_commune, by=house.stranger, term=term)
    hidden = make_document(house, unit=house.other_commune, by=house.stranger)
    with pytest.raises(Refused):
        make_document(house, parent=hidden)
    file = store_file(samples.upload("a.pdf", samples.PDF), by=house.stranger, unit=house.other_commune)
    with pytest.raises(Refused):
        make_document(house, file=file)


def test_the_same_form_sent_twice_changes_nothing(house):
    for number in ("", "05-NQ/ĐU"):
        make_document(house, number=number)
        with pytest.raises(Refused):
            make_document(house, number=number)
    make_document(house, number="06-NQ/ĐU")
    assert Document.objects.count() == 3


def test_correcting_keeps_what_stood_there(house):
    document = make_document(house)
    changed = correct_document(document, by=house.secretary, changes={"number": "05-NQ/ĐU"}, reason="Bổ sung số")
    assert changed.number == "05-NQ/ĐU"
    payload = Entry.objects.get(act="resolutions.document_corrected").payload
    assert (payload["before"], payload["after"], payload["note"]) == (
        {"number": ""},
        {"number": "05-NQ/ĐU"},
        "Bổ sung số",
    )
    with pytest.raises(NotAllowed):
        correct_document(document, by=house.cell_secretary, changes={"number": "7"}, reason="x")
    for changes, reason in (({"number": "7"}, " "), ({"number": "05-NQ/ĐU"}, "như cũ")):
        with pytest.raises(Refused):
            correct_document(document, by=house.office, changes=changes, reason=reason)
    with pytest.raises(ValueError, match="unit"):
        correct_document(document, by=house.office, changes={"unit": house.cell_a}, reason="x")


def test_a_document_never_stands_below_itself(house):
    document = make_document(house)
    plan = make_document(house, kind=DocumentKind.PLAN, parent=document)
    with pytest.raises(Refused) as refusal:
        correct_document(document, by=house.office, changes={"parent": plan}, reason="thử")
    assert refusal.value.field == "parent"
    with pytest.raises(Refused):
        make_document(house, kind=DocumentKind.DECISION, parent=document, issued_on=date(2019, 1, 1))
