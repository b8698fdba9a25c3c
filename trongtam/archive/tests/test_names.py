"""Names of files that people can read and type, whatever was sent."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trongtam.archive import sniff
from trongtam.archive.names import MOST, clean_name, with_ending


@pytest.mark.parametrize(
    ("brought", "kept"),
    [
        ("Biên bản họp.docx", "Biên bản họp.docx"),
        ("Bie\u0302n ba\u0309n.pdf", "Biên bản.pdf"),
        ("..\\..\\etc/a.pdf", "a.pdf"),
        ("/etc/passwd", "passwd"),
        ("C:\\Users\\Mau\\anh.jpg", "anh.jpg"),
        ("..", "file"),
        ("", "file"),
        (".pdf", "file.pdf"),
        ("a.pdf. .", "a.pdf"),
        ("anh\u202egpj.exe", "anhgpj.exe"),
        ("a\x00b\r\n.txt", "ab.txt"),
        ('05-BC/ĐU: "số liệu"?.pdf', "ĐU_ _số liệu__.pdf"),
    ],
)
def test_a_name_is_made_plain(brought, kept):
    assert clean_name(brought) == kept


@given(st.text(max_size=400))
def test_every_name_can_stand_in_an_address_and_a_folder(brought):
    kept = clean_name(brought)
    assert 1 <= len(kept) <= MOST
    assert not set(kept) & set('/\\:*?"<>|')
    assert kept == kept.strip(" .")
    assert not any(unicodedata.category(sign)[0] == "C" for sign in kept)
    assert clean_name(kept) == kept


@given(st.text(st.characters(exclude_characters="/\\."), min_size=1, max_size=400), st.sampled_from([*sniff.BY_ENDING]))
def test_the_ending_stays_and_another_one_fits(stem, ending):
    kept = clean_name(f"{stem}.{ending}")
    assert sniff.ending(kept) == ending
    assert sniff.ending(with_ending(kept, "jpg")) == "jpg"
    assert len(with_ending(kept, "jpg")) <= MOST
