"""The columns of the sheet of awards, and what may stand for every line of a foreign sheet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from trongtam.ground.errors import Refused
from trongtam.ground.vntext import fold
from trongtam.imports.kinds import Field, Scope

from ..models import Form, Level

FORMER_YEARS = 12


def every_form(_scope: Scope) -> Iterable[tuple[str, str]]:
    return [(str(one.label), str(one.label)) for one in Form]


def every_level(_scope: Scope) -> Iterable[tuple[str, str]]:
    return [(str(one.label), str(one.label)) for one in Level]


def every_year(_scope: Scope) -> Iterable[tuple[str, str]]:
    today = timezone.localdate()
    return [(str(year), str(year)) for year in range(today.year, today.year - FORMER_YEARS, -1)]


def every_organ(scope: Scope) -> Iterable[tuple[str, str]]:
    return [(scope.name, scope.name)]


FIELDS = (
    Field("code", gettext_lazy("Code of the award"), width=12),
    Field(
        "recipient",
        gettext_lazy("Recipient of the award"),
        required=True,
        width=34,
        hint=gettext_lazy("A unit or a person, by name or code."),
        also=(
            "tap the, ca nhan",
            "ho va ten",
            "ho ten",
            "ten tap the",
            "tap the",
            "ca nhan",
            "don vi duoc khen",
            "ten",
        ),
    ),
    Field(
        "place",
        gettext_lazy("Unit of the person"),
        width=26,
        hint=gettext_lazy("By name or code, where two people have one name."),
        also=("don vi", "chi bo", "noi cong tac", "noi sinh hoat", "chuc vu, don vi"),
    ),
    Field(
        "title",
        gettext_lazy("Award"),
        required=True,
        width=44,
        also=("danh hieu", "hinh thuc khen thuong", "hinh thuc khen", "noi dung khen", "khen thuong"),
    ),
    Field("form", gettext_lazy("Form of the award"), width=22, also=("loai hinh", "loai"), every=every_form),
    Field("level", gettext_lazy("Level of the award"), required=True, width=18, also=("cap",), every=every_level),
    Field("year", gettext_lazy("For the year"), required=True, width=10, also=("nam",), every=every_year),
    Field("count", gettext_lazy("How many"), kind="number", width=9, decimals=0, also=("so luong",)),
    Field(
        "issued_by",
        gettext_lazy("Awarded by"),
        required=True,
        width=30,
        also=("co quan khen", "noi khen", "cap quyet dinh", "co quan ban hanh"),
        every=every_organ,
    ),
    Field("decision_number", gettext_lazy("Decision number"), width=20, also=("so quyet dinh", "quyet dinh so")),
    Field("decided_on", gettext_lazy("Decided on"), kind="date", width=12, also=("ngay quyet dinh", "ngay ky")),
    Field("reason", gettext_lazy("For what"), width=50, also=("thanh tich", "ly do", "noi dung thanh tich")),
)
KEYS = tuple(one.key for one in FIELDS)


def choice(text: str, choices: type[Form] | type[Level], field: str) -> str:
    """By its label in each language, its first words, or its code: “Xã, phường” is also “xã”. "" for nothing. Raises Refused."""
    if not text:
        return ""
    said, known = fold(text), dict[str, str]()
    for language in ("en", "vi"):
        with override(language):
            for one in choices:
                known |= dict.fromkeys(_words(str(one.label), str(one.value)), str(one.value))
    if said not in known:
        told = {"text": text, "known": "; ".join(str(one.label) for one in choices)}
        raise Refused(_("“%(text)s” is not known here. Write one of these: %(known)s.") % told, field=field)
    return known[said]


def _words(label: str, code: str) -> Iterable[str]:
    whole = fold(label)
    yield from (whole, code, f"cap {whole}")
    for part in whole.replace("(", ",").split(","):
        yield from (part.strip(" )"), f"cap {part.strip(' )')}")


def year_of(text: str, field: str = "year") -> int:
    """Raises Refused."""
    plain = fold(text).removeprefix("nam ").strip()
    if not (plain.isdecimal() and len(plain) == 4):
        raise Refused(_("Write the year with four digits."), field=field)
    return int(plain)


def count_of(value: Any) -> int:
    """1 for nothing. Raises Refused."""
    text = str(value).strip()
    if not text:
        return 1
    if not text.isdecimal() or not 0 < int(text) < 10_000:
        raise Refused(_("How many is a whole number from 1 on."), field="count")
    return int(text)
