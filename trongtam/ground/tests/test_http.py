from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trongtam.ground.http import disposition, file_response, no_store, safe_name


def test_file_under_its_vietnamese_name():
    response = file_response(b"x", "Báo cáo 9 tháng.docx", "application/msword")
    header = response["Content-Disposition"]
    assert header.startswith('attachment; filename="bao-cao-9-thang.docx"; ')
    assert unquote(header.partition("filename*=UTF-8''")[2]) == "Báo cáo 9 tháng.docx"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert response.content == b"x"


def test_only_harmless_types_open_in_place():
    assert file_response(b"", "a.pdf", "application/pdf", in_place=True)["Content-Disposition"].startswith("inline")
    for kind in ("text/html", "image/svg+xml"):
        assert file_response(b"", "a", kind, in_place=True)["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ("a\r\nSet-Cookie: x", "aSet-Cookie- x"),
        ("..", "file"),
        ("", "file"),
        (".htaccess", "htaccess"),
        ("Biên bản\u202exslx.docx", "Biên bảnxslx.docx"),
        ("Bie\u0302n ba\u0309n.docx", "Biên bản.docx"),
    ],
)
def test_safe_names(name, safe):
    assert safe_name(name) == safe


def test_long_names_keep_their_ending():
    assert safe_name("Á" * 300 + ".docx") == "Á" * 115 + ".docx"
    assert safe_name("Á" * 300) == "Á" * 120
    assert safe_name("a." + "b" * 300) == "a." + "b" * 118


@given(st.text(max_size=200))
def test_header_is_always_one_safe_line(name):
    header = disposition(name)
    assert header.isascii()
    assert not set(header) & set("\r\n\\")
    assert header.count('"') == 2
    assert 1 <= len(safe_name(name)) <= 120
    assert safe_name(safe_name(name)) == safe_name(name)


def test_no_store():
    assert no_store(file_response(b"", "a", "text/plain"))["Cache-Control"] == "private, no-store"
