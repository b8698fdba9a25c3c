"""Stamps of classified papers on typed texts, and the harmless words beside them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trongtam.ground.markings import in_typed, stamp_in


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("TỐI MẬT\nNghị quyết về nhiệm vụ", "TỐI MẬT"),
        (unicodedata.normalize("NFD", "TUYỆT MẬT"), "TUYỆT MẬT"),
        ("Dòng đầu\n" * 900 + "  – MẬT –\n", "MẬT"),
        ("TỐI MẬT Nghị quyết về nhiệm vụ", "TỐI MẬT"),
        ("MẬT - Báo cáo quý", "MẬT"),
        ("Nghị quyết chuyên đề (TUYỆT MẬT)", "TUYỆT MẬT"),
        ("Độ mật: Tối mật", "TỐI MẬT"),
        ("MẬT ĐỘ DÂN SỐ", ""),
        ("Bảo vệ bí mật nhà nước; không có tài liệu tối mật.", ""),
        ("TĂNG CƯỜNG BẢO MẬT", ""),
        ("Nuôi ong lấy mật", ""),
        ("MẶT TRẬN", ""),
        ("", ""),
    ],
)
def test_signs_in_typed_texts(text, sign):
    assert in_typed(text) == sign


@given(st.text(max_size=200), st.text(max_size=200), st.sampled_from(["MẬT", "TỐI MẬT", "TUYỆT MẬT"]))
def test_a_stamp_on_a_line_of_its_own_is_always_found(before, after, sign):
    assert in_typed(f"{before}\n{sign}\n{after}")


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Ghi chú thêm.\n  TỐI MẬT \n1. Bố trí lực lượng", "TỐI MẬT"),
        (unicodedata.normalize("NFD", "TUYỆT MẬT"), "TUYỆT MẬT"),
        ("Độ mật: mật", "MẬT"),
        ("[MẬT]", "MẬT"),
        ("mật", ""),
        ("mật ong", ""),
        ("MẬT ONG", ""),
        ("Mật độ dân số 520 người/km²", ""),
        ("MẬT ĐỘ CÂY TRỒNG", ""),
        ("MẬT - Báo cáo quý về sản lượng", ""),
        ("Sản lượng (MẬT) tăng", ""),
        ("Không có tài liệu tối mật nào phải nộp.", ""),
        ("Độ mật: không", ""),
    ],
)
def test_only_a_stamp_on_a_line_of_its_own_counts_in_words_of_every_kind(text, sign):
    assert stamp_in(text) == sign


@given(st.text(max_size=200), st.text(max_size=200), st.sampled_from(["NFC", "NFD"]))
def test_a_stamp_is_found_however_its_letters_are_composed(before, after, form):
    assert stamp_in(unicodedata.normalize(form, f"{before}\nTUYỆT MẬT\n{after}"))
