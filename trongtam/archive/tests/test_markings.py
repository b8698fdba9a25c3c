"""Signs of classified papers, and the harmless words beside them."""

import io
import unicodedata
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trongtam.archive import markings, sniff
from trongtam.archive.tests import samples


@pytest.mark.parametrize(
    ("name", "sign"),
    [
        ("MẬT.docx", "MẬT"),
        (unicodedata.normalize("NFD", "MẬT_12-BC.docx"), "MẬT"),
        ("Tối mật 12-BC.pdf", "TỐI MẬT"),
        ("tuyet_mat.pdf", "TUYỆT MẬT"),
        ("12-BC (TUYỆT MẬT).pdf", "TUYỆT MẬT"),
        ("Mật độ dân số.xlsx", ""),
        ("MẬT ĐỘ DÂN SỐ.xlsx", ""),
        ("BẢO MẬT.pdf", ""),
        ("Quy chế bảo vệ BÍ MẬT NHÀ NƯỚC.pdf", ""),
        ("nuoi ong lay mat.docx", ""),
    ],
)
def test_signs_in_names(name, sign):
    assert markings.in_name(name) == sign


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("ĐẢNG BỘ\n MẬT \nBáo cáo", "MẬT"),
        ("[TỐI  MẬT]", "TỐI MẬT"),
        ("Độ mật: Tuyệt mật", "TUYỆT MẬT"),
        ("Mật", ""),
        ("mật ong", ""),
        ("MẶT TRẬN\nMẤT", ""),
        ("Tài liệu này không MẬT", ""),
        ("a" * 2001 + "\nMẬT", ""),
    ],
)
def test_signs_at_the_head(text, sign):
    assert markings.in_text(text) == sign


def test_head_of_each_type():
    assert markings.head_text("Xin chào".encode(), sniff.TEXT) == "Xin chào"
    assert "TỐI MẬT" in markings.head_text(samples.docx("Một", header="TỐI MẬT"), sniff.DOCX).splitlines()
    assert markings.head_text(samples.pdf("Nghị quyết"), sniff.PDF).strip() == "Nghị quyết"
    assert markings.head_text(b"%PDF-1.4 stream\nBT (Bao cao \\(1\\)) Tj ET\nendstream", sniff.PDF) == "Bao cao (1)\n"
    assert markings.head_text(samples.PNG, sniff.PNG) == ""


def test_a_font_mapped_by_ranges_is_read():
    """Codes 1 to 3 are the letters from M on: 01 is M, 02 is N."""
    mapped = b"stream\nbeginbfrange\n<01> <03> <004D>\nendbfrange\nendstream\n"
    shown = b"stream\nBT <0102> Tj ET\nendstream"
    assert markings.head_text(b"%PDF-1.4\n" + mapped + shown, sniff.PDF).strip() == "MN"


def test_a_word_file_with_entities_is_not_read_further():
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w") as package:
        package.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY b "TUYỆT MẬT">]><a>&b;</a>')
    assert markings.head_text(bomb.getvalue(), sniff.DOCX) == ""


def test_a_word_file_that_breaks_off_gives_what_was_read():
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    broken = io.BytesIO()
    with zipfile.ZipFile(broken, "w") as package:
        package.writestr("word/document.xml", f'<w:d xmlns:w="{space}"><w:p><w:t>TỐI MẬT</w:t></w:p><w:p></w:q>')
    assert markings.head_text(broken.getvalue(), sniff.DOCX) in {"", "TỐI MẬT"}


@given(st.binary(max_size=300))
def test_any_bytes_are_read_without_falling(content):
    assert isinstance(markings.head_text(b"%PDF-" + content, sniff.PDF), str)
    assert sniff.media_type(content) in {"", *sniff.BY_ENDING.values()}
    assert sniff.is_program(content, "a.pdf") in {True, False}
