"""What the sheets of this room share: whose sheet it is, and units and indicators by their code or their name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Generic, TypeVar

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.accounts.models import User
from trongtam.ground.errors import Refused
from trongtam.ground.periods import Period
from trongtam.ground.vntext import fold
from trongtam.imports.kinds import Scope
from trongtam.org.models import Unit

from ..computing.facts import parse_period
from ..computing.scope import scope_path
from ..models import Indicator
from ..presentation.words import period_name

T = TypeVar("T", Unit, Indicator)


# How offices begin the headings of their own sheets.
OFFICE_WORDS = {
    "unit": ("don vi thuc hien", "chi bo", "ap", "thon"),
    "indicator": ("ten chi tieu", "chi tieu", "noi dung", "noi dung do", "chi so"),
    "period": ("ky", "thang"),
    "value": ("thuc hien", "ket qua thuc hien", "ket qua", "so thuc hien", "uoc thuc hien"),
}


class ByName(Generic[T]):
    """Things by their code, or by their name where only one has it."""

    def __init__(self, things: Iterable[T]):
        self._by_code: dict[str, T] = {}
        self._by_name: dict[str, list[T]] = defaultdict(list)
        for thing in things:
            self._by_code[thing.code] = thing
            self._by_name[fold(thing.name)].append(thing)

    def find(self, text: str, field: str) -> T:
        """Raises Refused: none, or several."""
        if found := self._by_code.get(text):
            return found
        if not text:
            raise Refused(_("The code is missing."), field=field)
        named = self._by_name.get(fold(text), [])
        if len(named) > 1:
            raise Refused(_("Several are called “%(text)s”: write the code.") % {"text": text}, field=field)
        if not named:
            raise Refused(_("Nothing here has the code or name “%(text)s”.") % {"text": text}, field=field)
        return named[0]


def scope_of(user: User, code: str) -> Scope:
    """The unit whose sheet it is; 404 for who does not see it."""
    unit = get_object_or_404(Unit.objects.visible_to(user), code=code)
    return Scope(unit.code, unit.name, unit, demo=unit.is_demonstration)


def board_of(scope: Scope) -> str:
    return reverse("targets:board", args=[scope.code])


def units_of(user: User, scope: Scope) -> ByName[Unit]:
    """The units of which the sheet may speak: those in the unit's territory that the person sees."""
    return ByName(Unit.objects.visible_to(user).filter(path__startswith=scope_path(scope.subject)))


def indicators_of(user: User) -> ByName[Indicator]:
    return ByName(Indicator.objects.visible_to(user))


_MONTH = re.compile(r"(?:thang |month )?(\d{1,2})[/.-](\d{4})|thang (\d{1,2}) nam (\d{4})")
_QUARTER = re.compile(r"(?:quy |quarter |q)(\d|i{1,3}|iv)(?: nam |[/.-]| )(\d{4})")
_MONTHS = re.compile(r"([69]) thang(?: dau)?(?: nam)?[ /.-]?(?:nam )?(\d{4})")
_YEAR = re.compile(r"(?:nam |year )?(\d{4})")
_TERM = re.compile(r"(?:nhiem ky |giai doan )?(\d{4}) ?(?:-|–|\.\.|den) ?(\d{4})")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


@lru_cache(maxsize=4096)
def period_of(text: str) -> Period:
    """The period of a cell: its code (2022-09, 2022-Q3), or as people write it: "tháng 9/2022", "quý III năm 2022",
    "9 tháng năm 2022", "2022", "2020-2025". Raises Refused."""
    if not text:
        raise Refused(_("The period is missing."), field="period")
    try:
        return parse_period(text)
    except Refused as unknown:
        code = _code_of(fold(text))
        if code is None:
            sentence = _("The period “%(text)s” cannot be read. Write it like 2022-09, 2022-Q3, 2022-9M or 2022.")
            raise Refused(sentence % {"text": text}, field="period") from unknown
        return parse_period(code)


def _code_of(plain: str) -> str | None:
    if found := _MONTH.fullmatch(plain):
        month, year = (found[1], found[2]) if found[1] else (found[3], found[4])
        return f"{year}-{int(month):02d}"
    if found := _QUARTER.fullmatch(plain):
        return f"{found[2]}-Q{_ROMAN.get(found[1], found[1])}"
    if found := _MONTHS.fullmatch(plain):
        return f"{found[2]}-{'H1' if found[1] == '6' else '9M'}"
    if found := _YEAR.fullmatch(plain):
        return found[1]
    if found := _TERM.fullmatch(plain):
        return f"{found[1]}..{found[2]}"
    return None


def period_cell(cell: Any, text: str) -> Period:
    """A period cell: where Excel made a day of "9/2022", it is the month again."""
    return period_of(f"{cell:%Y-%m}" if hasattr(cell, "isoformat") else text)


def every_period(_scope: Scope) -> list[tuple[str, str]]:
    """Which period a sheet without such a column may be of: the last that ran from a year's beginning first, then the last
    twelve months, then the others."""
    today = timezone.localdate()
    ran = [one for year in (today.year, today.year - 1) for one in Period.cumulative(year) if one.end < today]
    ran.sort(key=lambda one: one.end, reverse=True)
    count = today.year * 12 + today.month - 1
    months = [Period.month(at // 12, at % 12 + 1) for at in range(count - 1, count - 13, -1)]
    found = dict.fromkeys([*ran[:1], *months, *ran[1:], Period.year(today.year)])
    return [(one.code, period_name(one)) for one in found]


def every_unit(scope: Scope) -> list[tuple[str, str]]:
    """A sheet without a column of units is of the unit where it is brought in."""
    return [(scope.code, scope.name)]
