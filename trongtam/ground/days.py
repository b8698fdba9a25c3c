"""Days as Vietnamese people write them: 05/09/2022, 5.9.2022, "ngày 5 tháng 9 năm 2022".

A phone's number pad without separators (05092022) is read too, and so are the addresses' own 2022-09-05.
Pure: no Django. Errors: `Unreadable` with a sentence.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from .errors import Unreadable
from .periods import FIRST_YEAR, LAST_YEAR
from .phrases import Phrase, gettext_noop
from .vntext import fold

LONGEST = 40  # characters of a day in words, with room for blanks
_SEPARATED = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{2}|[0-9]{4})")
_BARE = re.compile(r"([0-9]{2})()([0-9]{2})([0-9]{4})")
_WORDS = re.compile(r"(?:ngay)?([0-9]{1,2})()thang([0-9]{1,2})nam([0-9]{4})")
_FROM_YEAR = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


@dataclass(frozen=True, slots=True)
class TypedDay:
    """What an address or a form brought for a day: the day, or the text as typed with the sentence why it is none."""

    day: date | None = None
    text: str = ""
    wrong: Unreadable | None = None


def read(text: str) -> date:
    """The day that the text names. Raises Unreadable: no day, no such day in the calendar, or a year far away."""
    squeezed = "".join(fold(text).split())
    if found := _FROM_YEAR.fullmatch(squeezed):
        year, month, day = (int(part) for part in found.groups())
    elif found := _SEPARATED.fullmatch(squeezed) or _BARE.fullmatch(squeezed) or _WORDS.fullmatch(squeezed):
        if len(found[4]) == 2:
            raise Unreadable(Phrase(gettext_noop("Write the year with four digits, like 05/09/2022.")))
        day, month, year = int(found[1]), int(found[3]), int(found[4])
    else:
        raise Unreadable(Phrase(gettext_noop("Write the day like 05/09/2022.")))
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Unreadable(Phrase(gettext_noop("The year must lie between 1900 and 2999. Please check it.")))
    if not 1 <= month <= 12:
        raise Unreadable(Phrase(gettext_noop("There is no month %(month)s."), month=month))
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        sentence = gettext_noop("Month %(month)s of %(year)s has no day %(day)s. Please check it.")
        raise Unreadable(Phrase(sentence, month=month, year=year, day=day))
    return date(year, month, day)


def write(day: date) -> str:
    """05/09/2022."""
    return f"{day:%d/%m/%Y}"


def typed(text: str) -> TypedDay:
    """Read what may be empty or wrong; nothing is raised, and what was typed is kept beside its sentence."""
    text = text.strip()[:LONGEST]
    if not text:
        return TypedDay()
    try:
        return TypedDay(day=read(text), text=text)
    except Unreadable as wrong:
        return TypedDay(text=text, wrong=wrong)
