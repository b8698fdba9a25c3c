"""On which days a recurring work comes back: a rule of RFC 5545 between two days. No Django; the days are python-dateutil's.

A rule is what stands behind RRULE, without DTSTART: "FREQ=MONTHLY;BYMONTHDAY=20". The work's own first and last day take the
place of DTSTART, COUNT and UNTIL. A day that a month does not have is left out, as the RFC says; the last day of every month
is BYMONTHDAY=-1.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, YEARLY, rrule, weekday

from trongtam.ground.errors import Refused
from trongtam.ground.phrases import Phrase, gettext_noop

# Our own bounds, not the RFC's: a term of five years, and a day each day of a leap year.
MOST_YEARS = 5
MOST_DAYS = 366
MOST_INTERVAL = 60

FREQUENCIES = {"DAILY": DAILY, "WEEKLY": WEEKLY, "MONTHLY": MONTHLY, "YEARLY": YEARLY}
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
TAKEN = ("FREQ", "INTERVAL", "BYMONTH", "BYMONTHDAY", "BYDAY", "WKST")
# What bounds a rule from within: here the work's own days do.
BOUNDS = ("DTSTART", "COUNT", "UNTIL")
LONGEST_MONTHS = {1: 31, 2: 29, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}
ALLOWED = {
    "DAILY": frozenset[str](),
    "WEEKLY": frozenset({"BYMONTH", "BYDAY"}),
    "MONTHLY": frozenset({"BYMONTH", "BYMONTHDAY", "BYDAY"}),
    "YEARLY": frozenset({"BYMONTH", "BYMONTHDAY", "BYDAY"}),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that was read. `weekdays`: (which of its month, 0 for every; 0 is Monday), "2TU" is (2, 1), "-1FR" is (-1, 4)."""

    frequency: str
    interval: int = 1
    months: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    weekdays: tuple[tuple[int, int], ...] = ()

    def __str__(self) -> str:
        """As RFC 5545 writes it; `read_rule` gives it back."""
        days = [f"{number or ''}{WEEKDAYS[day]}" for number, day in self.weekdays]
        parts = [("FREQ", self.frequency), ("INTERVAL", "" if self.interval == 1 else str(self.interval))]
        parts += [("BYMONTH", _listed(self.months)), ("BYMONTHDAY", _listed(self.month_days)), ("BYDAY", _listed(days))]
        return ";".join(f"{name}={value}" for name, value in parts if value)


def _listed(values: object) -> str:
    return ",".join(map(str, values))  # type: ignore[call-overload]  # tuples and lists alone are passed


def read_rule(text: str) -> Rule:
    """Read a rule. Raises Refused (field `rule`) with what cannot be read, or which part is not taken."""
    parts = _parts(text)
    frequency = parts.get("FREQ", "")
    if frequency not in FREQUENCIES:
        raise _refused(
            gettext_noop("The rule says how often with FREQ=DAILY, WEEKLY, MONTHLY or YEARLY, as in %(example)s."),
            example="FREQ=MONTHLY;BYMONTHDAY=20",
        )
    if parts.get("WKST", "MO") != "MO":
        raise _refused(gettext_noop("Weeks begin on Monday here; leave WKST out."))
    strange = set(parts) - {"FREQ", "INTERVAL", "WKST"} - ALLOWED[frequency]
    if strange:
        said = gettext_noop("%(part)s does not go with FREQ=%(frequency)s. Leave it out, or choose another FREQ.")
        raise _refused(said, part=", ".join(sorted(strange)), frequency=frequency)
    rule = Rule(
        frequency,
        _number(parts.get("INTERVAL", "1"), "INTERVAL", 1, MOST_INTERVAL),
        _numbers(parts, "BYMONTH", 1, 12),
        _numbers(parts, "BYMONTHDAY", -31, 31),
        tuple(dict.fromkeys(_weekday(one, frequency) for one in _split(parts, "BYDAY"))),
    )
    _check(rule)
    return rule


def _parts(text: str) -> dict[str, str]:
    flat = "".join(text.split()).upper().removeprefix("RRULE:").strip(";")
    parts: dict[str, str] = {}
    for one in flat.split(";"):
        name, equals, value = one.partition("=")
        if not equals or not name or not value:
            raise _refused(gettext_noop("“%(text)s” is no rule. Write it as in %(example)s."), text=_short(text),
                           example="FREQ=MONTHLY;BYMONTHDAY=20")  # fmt: skip
        if name in BOUNDS:
            raise _refused(gettext_noop("The first and the last day stand in fields of their own; leave %(part)s out."),
                           part=name)  # fmt: skip
        if name not in TAKEN:
            taken = ", ".join(TAKEN[:-1])
            raise _refused(gettext_noop("%(part)s is not taken here. A rule may have: %(taken)s."), part=_short(name),
                           taken=taken)  # fmt: skip
        if name in parts:
            raise _refused(gettext_noop("%(part)s stands twice in the rule."), part=name)
        parts[name] = value
    return parts


def _short(text: str) -> str:
    return " ".join(text.split())[:40]


def _split(parts: dict[str, str], name: str) -> list[str]:
    return parts[name].split(",") if name in parts else []


def _number(text: str, name: str, least: int, most: int) -> int:
    digits = text[1:] if text[:1] in "+-" else text
    if not (digits.isascii() and digits.isdecimal() and len(digits) < 4 and least <= int(text) <= most and int(text)):
        said = gettext_noop("%(part)s takes whole numbers from %(least)s to %(most)s; “%(text)s” is none.")
        raise _refused(said, part=name, least=least, most=most, text=_short(text))
    return int(text)


def _numbers(parts: dict[str, str], name: str, least: int, most: int) -> tuple[int, ...]:
    return tuple(sorted({_number(one, name, least, most) for one in _split(parts, name)}, key=_from_the_end_last))


def _from_the_end_last(number: int) -> tuple[bool, int]:
    return number < 0, number


def _weekday(text: str, frequency: str) -> tuple[int, int]:
    number, day = text[:-2], text[-2:]
    if day not in WEEKDAYS:
        raise _refused(gettext_noop("BYDAY takes MO, TU, WE, TH, FR, SA, SU; “%(text)s” is none."), text=_short(text))
    if not number:
        return 0, WEEKDAYS.index(day)
    if frequency == "WEEKLY":
        raise _refused(gettext_noop("With FREQ=WEEKLY the days stand without a number: %(day)s."), day=day)
    return _number(number, "BYDAY", -5, 5), WEEKDAYS.index(day)


def _check(rule: Rule) -> None:
    """What the parts mean together: the days are said, and they exist."""
    if rule.frequency == "WEEKLY" and not rule.weekdays:
        raise _refused(gettext_noop("Please say on which day of the week: BYDAY=SA."))
    if rule.frequency in ("MONTHLY", "YEARLY") and not (rule.month_days or rule.weekdays):
        raise _refused(
            gettext_noop("Please say on which day of the month: BYMONTHDAY=20, or BYMONTHDAY=-1 for the last.")
        )
    if rule.frequency == "YEARLY" and not rule.months:
        raise _refused(gettext_noop("Please say in which month of the year: BYMONTH=5."))
    if rule.month_days and any(number for number, _day in rule.weekdays):
        raise _refused(gettext_noop("A numbered day of the week and a day of the month do not go together."))
    longest = max(LONGEST_MONTHS[month] for month in rule.months or LONGEST_MONTHS)
    if rule.month_days and all(abs(day) > longest for day in rule.month_days):
        raise _refused(gettext_noop("This never occurs: the months of the rule do not have such a day."))


def days_of(rule: Rule, start: date, end: date) -> tuple[date, ...]:
    """The days from start to end, both included. Raises Refused: no end in sight, too many, or none at all."""
    if end < start:
        raise Refused(Phrase(gettext_noop("It ends before it begins.")), field="end")
    if end > _years_later(start, MOST_YEARS):
        said = Phrase(gettext_noop("A recurring work lasts %(years)s years at most; give it an end."), years=MOST_YEARS)
        raise Refused(said, field="end")
    found = tuple(islice((moment.date() for moment in _rrule(rule, start, end)), MOST_DAYS + 1))
    if not found:
        said = Phrase(gettext_noop("This rule has no day between the first day and the last."))
        raise Refused(said, field="rule")
    if len(found) > MOST_DAYS:
        said = Phrase(gettext_noop("That are more than %(most)s days; make the work shorter or rarer."), most=MOST_DAYS)
        raise Refused(said, field="rule")
    return found


def _years_later(day: date, years: int) -> date:
    """The last day of so many years that begin on a day."""
    try:
        return day.replace(year=day.year + years) - timedelta(days=1)
    except ValueError:  # 29 February
        return date(day.year + years, 2, 28)


def _rrule(rule: Rule, start: date, end: date) -> rrule:
    return rrule(
        FREQUENCIES[rule.frequency],
        dtstart=datetime.combine(start, time()),
        until=datetime.combine(end, time()),
        interval=rule.interval,
        bymonth=rule.months or None,
        bymonthday=rule.month_days or None,
        byweekday=[weekday(day, number or None) for number, day in rule.weekdays] or None,
    )


def months_without(rule: Rule) -> tuple[int, ...]:
    """Months of the rule that lack every day it names in some year (29th to 31st): RFC 5545 leaves them out silently."""
    if rule.frequency not in ("MONTHLY", "YEARLY") or not rule.month_days:
        return ()
    shortest = {**LONGEST_MONTHS, 2: 28}
    months = rule.months or tuple(LONGEST_MONTHS)
    return tuple(month for month in months if all(abs(day) > shortest[month] for day in rule.month_days))


def _refused(msgid: str, **params: object) -> Refused:
    return Refused(Phrase(msgid, **params), field="rule")
