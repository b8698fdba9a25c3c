"""The signed PDF beside the issued Word paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trongtam.archive.issuing import libre, signed
from trongtam.archive.issuing.pdf_text import UnreadablePdf, read_pdf
from trongtam.archive.issuing.signed import compare_signed
from trongtam.archive.issuing.stamping import stamp
from trongtam.archive.issuing.words import Text, texts_of

from .papers import pdf_of, report_docx, text_pdf
from .samples import PDF

NUMBER = "05-BC/ĐU"


def issued() -> bytes:
    return stamp(report_docx(), number_line=f"Số {NUMBER}", date_line="Xã Mẫu, ngày 05 tháng 10 năm 2022")


def compared(pdf: bytes) -> signed.Signed:
    return compare_signed(texts_of(issued()), read_pdf(pdf).readings, number=NUMBER)


def test_the_same_paper_is_the_same():
    found = compared(pdf_of(issued()))
    assert (found.verdict, found.missing, found.number_there) == (signed.SAME, (), True)


def test_a_changed_figure_is_named_with_its_place():
    found = compared(pdf_of(issued(), without="152", instead="155"))
    assert found.verdict == signed.DIFFERENT
    assert ("152", "Giá trị sản xuất · Thực hiện") in found.missing


def test_another_number_is_another_file():
    assert compared(pdf_of(issued(), without=NUMBER, instead="06-BC/ĐU")).verdict == signed.DIFFERENT


def test_another_paper_is_told():
    found = compared(text_pdf(*["Thông báo lịch trực Tết Nguyên đán của cơ quan, phân công từng phòng"] * 4))
    assert found.verdict == signed.OTHER


def test_a_scan_cannot_be_compared():
    assert compared(text_pdf("A")).verdict == signed.SCAN


def test_a_broken_file_is_not_read():
    with pytest.raises(UnreadablePdf):
        read_pdf(b"%PDF-1.4\nbroken")
    with pytest.raises(UnreadablePdf):
        read_pdf(PDF)


def test_the_pdf_that_libreoffice_makes_is_the_same():
    """Also where it has no Times New Roman and sets Vietnamese letters from another font, beside their words."""
    found = compared(libre.to_pdf(issued()))
    assert (found.verdict, found.missing) == (signed.SAME, ())


SIGNS = st.text("abcdeghiklmnopqrstuvxyấậđộưới 0123456789,.%", min_size=0, max_size=60)


@given(st.lists(SIGNS, min_size=1, max_size=8), st.lists(SIGNS, max_size=8))
def test_a_paper_always_says_what_it_says(lines, more):
    """Whatever stands beside it, the paper's own words are never missing from a file that has them all."""
    texts = [Text(line) for line in lines]
    found = compare_signed(texts, ["\n".join([*lines, *more])], number="")
    assert found.missing == ()
    assert found.verdict in {signed.SAME, signed.SCAN}
