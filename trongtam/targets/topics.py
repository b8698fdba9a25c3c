"""What the words of a sentence and of the headings above it suggest: its sector, who types its figures, what the program counts.

Pure: codes of sectors and kinds of units out. A suggestion only; the person sees it on the row and may change it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from trongtam.ground.vntext import fold

_FIELDS = (
    ("economy", r"kinh te|nong nghiep|cong nghiep|thuong mai|tai chinh|ngan sach|ha tang|nong thon moi"),
    ("culture", r"van hoa|xa hoi(?! chu nghia)|giao duc|y te|an sinh|chinh sach|moi truong"),
    ("defence", r"quoc phong|an ninh|noi chinh|quan su|trat tu"),
    ("party", r"xay dung dang|cong tac dang|he thong chinh tri|mat tran|doan the|dan van|to chuc chinh tri"),
)
_PARTY_ALONE = re.compile(r"(?:ve |cong tac |linh vuc |phan |[\divx]+[.)]? )*dang")
_WORDS = (
    (
        "party",
        r"dang vien|chi bo|dang bo|dang uy|cap uy|chi uy|to chuc dang|co so dang|ket nap|ky luat dang|kiem tra giam sat"
        r"|mat tran|doan the|doan vien|hoi vien|cong doan|doan thanh nien|hoi nong dan|hoi phu nu|cuu chien binh"
        r"|dan van|cai cach hanh chinh|can bo|cong chuc|he thong chinh tri|he chinh tri",
    ),
    (
        "defence",
        r"quoc phong|an ninh|quan su|nhap ngu|giao quan|tuyen quan|goi cong dan|dan quan|tu ve|du bi dong vien|trat tu|toi pham"
        r"|pham phap|ma tuy|trong an|tai nan|chay no|vu chay|khieu nai|to cao|khieu kien|tiep cong dan|ton dong|vu viec|hoa giai"
        r"|vi pham|cong an",
    ),
    (
        "culture",
        r"bao hiem|y te|van hoa|ngheo|truong|hoc sinh|giao duc|dao tao|pho cap|tiem chung|suy dinh duong|dan so"
        r"|ty le sinh|muc sinh|suc khoe|benh|viec lam|lao dong|gia dinh|the thao|the duc|nguoi co cong|liet si|tre em|tre duoi"
        r"|nuoc sach|ve sinh|rac|moi truong|nha tam|nha o|nha tinh|an sinh|xuat khau lao dong|hoc tap|thu vien",
    ),
    (
        "economy",
        r"ngan sach|gia tri san xuat|thu nhap|dien tich|trong|san luong|nang suat|hop tac xa|doanh nghiep|nong thon moi|duong"
        r"|cau|thuy loi|dau tu|giai ngan|tang truong|rung|chan nuoi|dan bo|ocop|thue|du lich|kinh te|dien|cho|san pham",
    ),
)
_BY_FIELD = tuple((code, re.compile(rf"(?<!\w)(?:{words})(?!\w)")) for code, words in _FIELDS)
_BY_WORDS = tuple((code, re.compile(rf"(?<!\w)(?:{words})(?!\w)")) for code, words in _WORDS)
_OF_CELLS = re.compile(r"(?<!\w)(?:dang vien|chi bo|chi uy|ket nap dang)(?!\w)")
_OF_HAMLETS = re.compile(
    r"(?<!\w)(?:ho|gia dinh van hoa|(?:ap|thon|ban|khu pho|khom|buon|lang|khu dan cu|to dan pho) (?:dat |duoc |cong nhan )*"
    r"(?:chuan |danh hieu )*(?:van hoa|kieu mau|nong thon moi|an toan))(?!\w)"
)
_COUNTED = (
    ("admissions", re.compile(r"(?<!\w)ket nap\b.*\bdang(?!\w)")),
    ("confirmations", re.compile(r"(?=.*\bdang(?!\w)).*(?<!\w)(?:chuyen|cong nhan)\b.*\bchinh thuc(?!\w)")),
    ("members", re.compile(r"^(?:tong )?so (?:luong )?dang vien(?: (?:cua|toan|trong|dang bo|hien co).*)?$")),
    ("cells", re.compile(r"^(?:tong )?so (?:luong )?chi bo(?: (?:cua|toan|truc thuoc|trong|dang bo|hien co).*)?$")),
)
_PERSONS, _CELLS = frozenset({"", "dang vien", "dong chi", "nguoi"}), frozenset({"", "chi bo"})


def sectors_of_heading(heading: str) -> list[str]:
    """The sectors that a heading names, in the order of the reports; "kinh tế - xã hội" names two."""
    plain = fold(heading).strip(" .:;-")
    found = [code for code, words in _BY_FIELD if words.search(plain)]
    return found or (["party"] if _PARTY_ALONE.fullmatch(plain) else [])


def sector_of_words(text: str) -> str:
    """The sector of the first telling words of a sentence; "" where none tells."""
    plain = fold(text)
    places = [(match.start(), code) for code, words in _BY_WORDS if (match := words.search(plain))]
    return min(places)[1] if places else ""


def sector_for(text: str, headings: Iterable[str]) -> str:
    """The sector of a sentence below its headings, the nearest first: what the nearest telling heading names alone, else what
    the words of the sentence tell, else the first that the heading names."""
    named: list[str] = next((found for heading in headings if (found := sectors_of_heading(heading))), [])
    if len(named) == 1:
        return named[0]
    return sector_of_words(text) or next(iter(named), "")


def stating_kind(name: str) -> str:
    """The kind of unit that knows the figures: cells know their members, hamlets their households; "" where the whole does."""
    plain = fold(name)
    if _OF_CELLS.search(plain):
        return "cell"
    return "hamlet" if _OF_HAMLETS.search(plain) else ""


def counted_as(name: str, unit: str) -> str:
    """The key of what the program counts itself under this name (members, admissions, confirmations, cells); "" for none."""
    plain, measured = fold(name), fold(unit)
    found = next((key for key, words in _COUNTED if words.search(plain)), "")
    return found if measured in (_CELLS if found == "cells" else _PERSONS) else ""
