"""A classified text is kept nowhere: every way in refuses it, with the way to the list of classified papers."""

import pytest
from django.urls import reverse

from trongtam.archive.tests import samples
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger.models import Entry
from trongtam.look.models import Draft
from trongtam.org.tests.house import House, make_house
from trongtam.resolutions.models import Clause, Document
from trongtam.resolutions.operations import PastedClause, correct_clause, correct_document, paste_clauses
from trongtam.resolutions.tests.rows import make_clause, make_document

pytestmark = pytest.mark.django_db
REGISTER = reverse("archive:classified_papers")
TYPED = {
    "kind": "resolution",
    "title": "Nghị quyết năm",
    "number": "",
    "issued_on": "2020-03-05",
    "organ": "Đảng ủy xã Mẫu",
    "side": "party",
    "origin": "issued",
    "term": "",
    "parent": "",
}


@pytest.fixture
def house() -> House:
    return make_house()


def test_a_paper_marked_as_classified_is_refused_without_a_file_too(client, house):
    client.force_login(house.office)
    for more in ({}, {"upload": samples.upload("nghi-quyet.pdf", samples.PDF)}):
        given = TYPED | {"unit": house.committee.pk, "marking": "classified"} | more
        answer = client.post(reverse("resolutions:register_document"), given)
        assert answer.status_code == 422
        assert f'href="{REGISTER}"' in answer.content.decode()
    assert not Document.objects.exists()
    document = make_document(house)
    changed = TYPED | {"marking": "classified", "reason": "Gõ nhầm"}
    assert client.post(reverse("resolutions:correct_document", args=[document.pk]), changed).status_code == 422


def test_a_pasted_classified_text_is_refused_in_the_preview_and_by_the_operation(client, house):
    document = make_document(house)
    client.force_login(house.office)
    address, text = reverse("resolutions:paste_clauses", args=[document.pk]), "TỐI MẬT\n1. Kết nạp 3 đảng viên."
    for more in ({}, {"confirmed": "1"}):
        answer = client.post(address, {"text": text} | more)
        assert answer.status_code == 422
        assert f'href="{REGISTER}"' in answer.content.decode()
    rows = [PastedClause(1, "task", "Kết nạp 3 đảng viên.", "1.")]
    for rows_given, whole in ((rows, text), ([*rows, PastedClause(1, "task", "MẬT")], "")):
        with pytest.raises(Refused) as refused:
            paste_clauses(document, by=house.office, rows=rows_given, text=whole)
        assert refused.value.way is not None
    assert not Clause.objects.exists()
    assert not Entry.objects.filter(act="resolutions.clauses_pasted").exists()
    assert paste_clauses(document, by=house.office, rows=rows, text="1. Kết nạp 3 đảng viên.")


def test_who_may_not_paste_is_told_so_before_the_text_is_judged(house):
    document = make_document(house)
    for someone in (house.cell_secretary, house.stranger):
        with pytest.raises(NotAllowed):
            paste_clauses(document, by=someone, rows=[], text="TỐI MẬT")


def test_typed_clauses_and_titles_are_refused(house):
    document = make_document(house)
    clause = make_clause(house, document)
    with pytest.raises(Refused):
        make_clause(house, document, "TUYỆT MẬT\nBố trí lực lượng", "task")
    with pytest.raises(Refused):
        correct_clause(clause, by=house.office, kind="task", text="(MẬT) Bố trí lực lượng", reason="Gõ thiếu")
    with pytest.raises(Refused):
        make_document(house, title="TỐI MẬT Nghị quyết chuyên đề", number="9")
    with pytest.raises(Refused):
        correct_document(document, by=house.office, changes={"title": "MẬT"}, reason="Gõ thiếu")
    clause.refresh_from_db()
    assert clause.text == "Kết nạp 3 đảng viên."


def test_no_draft_of_a_classified_text_stays_on_the_server(client, house):
    client.force_login(house.office)
    address = "/drafts/form:documents/1/paste"
    post = {"content_type": "application/json"}
    assert client.post(address, '{"text": ["Bố trí lực lượng"]}', **post).status_code == 200
    assert client.post(address, '{"text": ["TỐI MẬT\\nBố trí lực lượng"]}', **post).status_code == 422
    assert not Draft.objects.exists()
