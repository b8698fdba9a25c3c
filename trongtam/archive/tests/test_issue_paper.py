"""A paper from its compilation to its sending, by its people; what is refused on the way."""

import hashlib
from datetime import date

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from trongtam.archive import operations
from trongtam.archive.issuing.words import texts_of
from trongtam.archive.models import FileKind, IssuedPaper, PaperFile, PaperStep
from trongtam.archive.queries.papers import latest, read_back
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger.models import Entry
from trongtam.org.tests.house import House, make_house

from .papers import (
    DAY,
    ROWS,
    THEN,
    begun,
    draft,
    issued_docx,
    moment,
    numbered,
    open_term,
    pdf_of,
    report_docx,
    reviewed,
    signed,
    signed_upload,
    text_pdf,
)
from .samples import PNG, docx, upload


@pytest.fixture
def house(db) -> House:
    made = make_house()
    open_term(made)
    return made


def test_the_whole_road(house):
    paper = signed(house)
    paper = operations.send_paper(
        paper, by=house.secretary, seen=paper.turn, recipients=" Tỉnh ủy Mẫu \n\n", sent_on=DAY, at=THEN
    )
    assert (paper.state, paper.shown_number, paper.recipients) == ("sent", "01-BC/ĐU", "Tỉnh ủy Mẫu")
    assert [step.state for step in paper.steps.all()] == ["compiled", "in_review", "for_signature", "signed", "sent"]
    assert [one.kind for one in paper.files.all()] == ["compiled", "data", "issued", "signed"]
    acts = list(Entry.objects.filter(act__startswith="archive.").order_by("number").values_list("act", flat=True))
    assert acts == [
        "archive.paper_begun",
        "archive.paper_handed_to_review",
        "archive.paper_sent_for_signature",
        "archive.signed_paper_attached",
        "archive.paper_sent",
    ]


def test_the_numbered_file_carries_number_and_date(house):
    lines = [text.text for text in texts_of(issued_docx(numbered(house)))]
    assert "Số 01-BC/ĐU" in lines
    assert "Xã Mẫu, ngày 05 tháng 10 năm 2022" in lines


def test_data_and_files_come_back_byte_for_byte(house):
    given = draft(house)
    paper = operations.begin_paper(given, by=house.office, at=THEN)
    for kind, content in ((FileKind.COMPILED, given.docx), (FileKind.DATA, given.data)):
        kept = latest(paper, kind)
        assert read_back(kept.stored) == content
        assert kept.stored.sha256 == hashlib.sha256(content).hexdigest()


def test_a_file_that_was_changed_on_the_disk_is_not_shown(house):
    kept = latest(begun(house), FileKind.COMPILED)
    with default_storage.open(kept.stored.file.name, "wb") as file:
        file.write(b"changed")
    with pytest.raises(Refused, match="SHA-256"):
        read_back(kept.stored)
    default_storage.delete(kept.stored.file.name)  # other tests may freeze the very same bytes


def test_only_office_and_leaders_take_a_paper_further(house):
    paper = begun(house)
    for user in (house.standing, house.cell_secretary, house.stranger, house.provincial, house.former):
        with pytest.raises(NotAllowed):
            operations.hand_to_review(paper, by=user, seen=1)
        with pytest.raises(NotAllowed):
            operations.begin_paper(draft(house), by=user)
    assert list(IssuedPaper.objects.visible_to(house.stranger)) == []
    assert list(IssuedPaper.objects.visible_to(house.cell_secretary)) == []
    assert list(IssuedPaper.objects.visible_to(house.standing)) == [paper]


def test_whoever_comes_second_is_told_who_was_first(house):
    paper = reviewed(house)
    operations.send_for_signature(paper, by=house.office, seen=2, dated=DAY, at=THEN)
    with pytest.raises(Refused) as refused:
        operations.send_for_signature(paper, by=house.secretary, seen=2, dated=DAY, at=THEN)
    assert house.office.display_name in str(refused.value)
    paper.refresh_from_db()
    assert paper.number == 1
    assert paper.files.filter(kind="issued").count() == 1


def test_one_source_has_one_paper_on_its_way(house):
    first = begun(house, source_kind="reports.report", source_id="7")
    with pytest.raises(Refused):
        begun(house, source_kind="reports.report", source_id="7")
    operations.cancel_paper(first, by=house.office, seen=1, reason="Làm lại từ đầu")
    assert begun(house, source_kind="reports.report", source_id="7").pk != first.pk


def test_steps_out_of_order_are_refused(house):
    paper = begun(house)
    with pytest.raises(Refused):
        operations.send_for_signature(paper, by=house.office, seen=1, dated=DAY, at=THEN)
    with pytest.raises(Refused):
        operations.attach_signed(paper, upload("a.pdf", text_pdf("A")), by=house.office, seen=1, reason="Bản quét")
    with pytest.raises(Refused):
        operations.send_paper(paper, by=house.office, seen=1, recipients="Tỉnh ủy", sent_on=DAY)
    assert PaperStep.objects.count() == 1


def test_a_returned_paper_keeps_its_number(house):
    paper = numbered(house)
    with pytest.raises(Refused):
        operations.return_paper(paper, by=house.secretary, seen=paper.turn, reason=" ")
    paper = operations.return_paper(paper, by=house.secretary, seen=paper.turn, reason="Sửa câu kết", at=THEN)
    assert (paper.state, paper.number) == ("compiled", 1)
    other = numbered(house)
    assert other.number == 2
    paper = operations.hand_to_review(paper, by=house.office, seen=paper.turn, at=THEN)
    paper = operations.send_for_signature(paper, by=house.office, seen=paper.turn, dated=DAY, at=THEN)
    assert (paper.state, paper.number) == ("for_signature", 1)
    assert paper.files.filter(kind="issued").count() == 2


def test_a_cancelled_number_is_not_given_again(house):
    paper = numbered(house)
    paper = operations.cancel_paper(paper, by=house.office, seen=paper.turn, reason="Không ban hành nữa", at=THEN)
    assert (paper.state, paper.number) == ("cancelled", 1)
    assert numbered(house).number == 2


def test_compiled_again_keeps_what_was_before(house):
    paper = begun(house)
    newer = draft(house, docx=report_docx(rows=ROWS[:2]), data=b'{"rows":[1]}')
    operations.compile_again(paper, newer, by=house.office, seen=1, at=THEN)
    assert read_back(latest(paper, "compiled").stored) == newer.docx
    assert paper.files.count() == 4
    with pytest.raises(Refused):
        operations.compile_again(paper, newer, by=house.office, seen=1, at=THEN)


def test_figures_changed_by_hand_need_a_reason_and_are_listed(house):
    paper = begun(house)
    worked = report_docx(rows=[ROWS[0], ("2", "Giá trị sản xuất", "200", "155", "77,5%"), ROWS[2]])
    with pytest.raises(Refused) as refused:
        operations.bring_final(paper, upload("ban-cuoi.docx", worked), by=house.office, seen=1)
    assert "152 → 155 (Giá trị sản xuất · Thực hiện)" in str(refused.value)
    kept = operations.bring_final(
        paper, upload("ban-cuoi.docx", worked), by=house.office, seen=1, reason="Số chốt muộn của thống kê", at=THEN
    )
    assert [change["after"] for change in kept.findings["changes"]] == ["155", "77,5%"]
    paper.refresh_from_db()
    paper = operations.hand_to_review(paper, by=house.office, seen=paper.turn, at=THEN)
    paper = operations.send_for_signature(paper, by=house.office, seen=paper.turn, dated=DAY, at=THEN)
    assert any(text.text == "155" for text in texts_of(issued_docx(paper)))


def test_other_words_need_no_reason(house):
    paper = begun(house)
    kept = operations.bring_final(paper, upload("ban.docx", report_docx(["Lời khác.", "Câu nữa."])), by=house.office, seen=1,
                                  reason="Viết lại hai câu")  # fmt: skip
    assert kept.findings["reworded"] >= 1


@pytest.mark.parametrize("name, content", [("a.png", PNG), ("a.pdf", text_pdf("A")), ("a.docx", b"")])
def test_what_is_no_word_file_is_no_final_version(house, name, content):
    with pytest.raises(Refused):
        operations.bring_final(begun(house), upload(name, content), by=house.office, seen=1)


def test_a_file_without_a_number_line_gets_no_number(house):
    paper = begun(house, docx=docx("Chỉ có lời, không có đầu trang."))
    paper = operations.hand_to_review(paper, by=house.office, seen=1, at=THEN)
    with pytest.raises(Refused, match="01-BC/ĐU"), transaction.atomic():
        operations.send_for_signature(paper, by=house.office, seen=2, dated=DAY, at=THEN)
    assert numbered(house).number == 1


def test_a_signed_file_that_is_another_one_is_kept_only_with_a_reason(house):
    paper = numbered(house)
    wrong = signed_upload(paper, without="152", instead="155")
    with pytest.raises(Refused) as refused:
        operations.attach_signed(paper, wrong, by=house.office, seen=paper.turn, at=THEN)
    assert "152 (Giá trị sản xuất · Thực hiện)" in str(refused.value)
    kept = operations.attach_signed(paper, wrong, by=house.office, seen=paper.turn, reason="Bí thư sửa khi ký", at=THEN)
    assert (kept.findings["verdict"], kept.reason) == ("different", "Bí thư sửa khi ký")


def test_a_scan_is_kept_after_somebody_has_looked(house):
    paper = numbered(house)
    scan = upload("quet.pdf", text_pdf("A"))
    with pytest.raises(Refused):
        operations.attach_signed(paper, scan, by=house.office, seen=paper.turn)
    kept = operations.attach_signed(
        paper, scan, by=house.office, seen=paper.turn, reason="Đã đối chiếu bản quét", at=THEN
    )
    assert kept.findings["verdict"] == "scan"


def test_only_a_pdf_is_a_signed_paper(house):
    paper = numbered(house)
    with pytest.raises(Refused) as refused:
        operations.attach_signed(paper, upload("a.docx", report_docx()), by=house.office, seen=paper.turn, reason="x")
    assert refused.value.field == "file"


def test_a_plain_signed_paper_keeps_no_reason(house):
    paper = numbered(house)
    kept = operations.attach_signed(
        paper, upload("ky.pdf", pdf_of(issued_docx(paper))), by=house.office, seen=paper.turn, reason="thừa", at=THEN
    )
    assert (kept.findings["verdict"], kept.reason) == ("same", "")


def test_sending_has_a_day_and_somebody(house):
    paper = signed(house)
    for recipients, day, field in (
        ("  ", DAY, "recipients"),
        ("Tỉnh ủy", date(2022, 10, 4), "sent_on"),
        ("Tỉnh ủy", date(2022, 10, 6), "sent_on"),
    ):
        with pytest.raises(Refused) as refused:
            operations.send_paper(
                paper, by=house.office, seen=paper.turn, recipients=recipients, sent_on=day, at=moment(2022, 10, 5)
            )
        assert refused.value.field == field


def test_a_signed_paper_is_replaced_by_another_one_and_stays(house):
    old = signed(house)
    with pytest.raises(Refused):
        operations.cancel_paper(old, by=house.office, seen=old.turn, reason="Sai số")
    new = operations.replace_paper(old, draft(house), by=house.office, reason="Sai số", at=THEN)
    with pytest.raises(Refused):
        operations.replace_paper(old, draft(house), by=house.office, reason="Lần nữa")
    old.refresh_from_db()
    assert (old.state, old.number, new.replaces_id) == ("signed", 1, old.pk)
    operations.cancel_paper(new, by=house.office, seen=1, reason="Thôi")
    assert operations.replace_paper(old, draft(house), by=house.office, reason="Sai số", at=THEN).pk != new.pk


def test_what_is_not_signed_is_not_replaced(house):
    with pytest.raises(Refused):
        operations.replace_paper(numbered(house), draft(house), by=house.office, reason="Sai")
    with pytest.raises(Refused):
        other = draft(house, paper_type="notice", symbol="TB/ĐU")
        operations.replace_paper(signed(house), other, by=house.office, reason="Sai")


def test_the_database_itself_takes_no_number_twice(house):
    one, other = numbered(house), numbered(house)
    with pytest.raises(IntegrityError), transaction.atomic():
        IssuedPaper.objects.filter(pk=other.pk).update(number=one.number)
    with pytest.raises(IntegrityError), transaction.atomic():
        IssuedPaper.objects.filter(pk=begun(house).pk).update(state="signed")
    assert PaperFile.objects.filter(paper=one).exists()
