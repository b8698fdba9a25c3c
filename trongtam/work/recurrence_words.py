"""A rule of a recurring work as people say it, and the simple patterns that the form offers for it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .recurrence import Rule, months_without, read_rule

MONTHLY, WEEKLY, QUARTERLY, WRITTEN = "monthly", "weekly", "quarterly", "rule"
QUARTER_ENDS = (3, 6, 9, 12)
LAST = -1
WEEKDAYS = (
    gettext_lazy("on Monday"),
    gettext_lazy("on Tuesday"),
    gettext_lazy("on Wednesday"),
    gettext_lazy("on Thursday"),
    gettext_lazy("on Friday"),
    gettext_lazy("on Saturday"),
    gettext_lazy("on Sunday"),
)
ONCE = {
    "DAILY": gettext_lazy("once a day"),
    "WEEKLY": gettext_lazy("once a week"),
    "MONTHLY": gettext_lazy("once a month"),
    "YEARLY": gettext_lazy("once a year"),
}
RARER = {
    "DAILY": gettext_lazy("every %(n)s days"),
    "WEEKLY": gettext_lazy("every %(n)s weeks"),
    "MONTHLY": gettext_lazy("every %(n)s months"),
    "YEARLY": gettext_lazy("every %(n)s years"),
}


def pattern_rule(pattern: str, month_day: int = 1, weekday: int = 5, text: str = "") -> Rule:
    """The rule that a pattern of the form means. `month_day`: 1 to 31, or -1 for the last; `weekday`: 0 is Monday. Raises Refused
    where a written rule cannot be read."""
    if pattern == MONTHLY:
        return Rule("MONTHLY", month_days=(month_day,))
    if pattern == QUARTERLY:
        return Rule("MONTHLY", months=QUARTER_ENDS, month_days=(month_day,))
    if pattern == WEEKLY:
        return Rule("WEEKLY", weekdays=((0, weekday),))
    return read_rule(text)


def pattern_of(rule: Rule) -> dict[str, object]:
    """What the form starts from: the simple pattern that gives the rule, else the rule as it is written."""
    month_day = next(iter(rule.month_days), 1)
    weekday = next((day for _number, day in rule.weekdays), 5)
    for pattern in (MONTHLY, QUARTERLY, WEEKLY):
        if pattern_rule(pattern, month_day, weekday) == rule:
            return {"pattern": pattern, "month_day": month_day, "weekday": weekday}
    return {"pattern": WRITTEN, "rule": str(rule)}


def said(rule: Rule) -> str:
    """“hằng tháng, ngày 20”."""
    return ", ".join(one for one in (_how_often(rule), _month_days(rule), _weekdays(rule), _months(rule)) if one)


def _how_often(rule: Rule) -> str:
    n = {"n": rule.interval}
    if rule.interval == 1:
        quarterly = rule.frequency == "MONTHLY" and rule.months == QUARTER_ENDS
        return _("once a quarter") if quarterly else str(ONCE[rule.frequency])
    return str(RARER[rule.frequency]) % n


def _months(rule: Rule) -> str:
    if not rule.months:
        return ""
    if rule.months == QUARTER_ENDS and rule.frequency == "MONTHLY" and rule.interval == 1:
        return _("in the last month of the quarter")
    return _("in month %(months)s") % {"months": _listed(map(str, rule.months))}


def _month_days(rule: Rule) -> str:
    from_first = [str(day) for day in rule.month_days if day > 0]
    told = [_("day %(days)s") % {"days": _listed(from_first)}] if from_first else []
    for day in rule.month_days:
        if day == LAST:
            told.append(_("the last day of the month"))
        elif day < 0:
            told.append(_("day %(n)s counted from the end of the month") % {"n": -day})
    return _listed(told)


def _weekdays(rule: Rule) -> str:
    return _listed(_weekday(number, day) for number, day in rule.weekdays)


def _weekday(number: int, day: int) -> str:
    name = {"day": str(WEEKDAYS[day]), "n": abs(number)}
    if not number:
        return name["day"]  # type: ignore[return-value]  # the text of the two
    if number == LAST:
        return _("%(day)s, the last of the month") % name
    if number > 0:
        return _("%(day)s, number %(n)s of the month") % name
    return _("%(day)s, number %(n)s from the end of the month") % name


def _listed(words: object) -> str:
    """“10, 20 và 30”."""
    given = [str(word) for word in words]  # type: ignore[attr-defined]  # any iterable
    if len(given) < 2:
        return "".join(given)
    return _("%(first)s and %(last)s") % {"first": ", ".join(given[:-1]), "last": given[-1]}


def warning(rule: Rule) -> str:
    """What happens on the 29th to the 31st in shorter months, in a sentence; empty where nothing does."""
    months = months_without(rule)
    if not months:
        return ""
    sentence = _(
        "In month %(months)s there may be no such day; the work is then left out. "
        "If it shall come every month, choose the last day of the month (BYMONTHDAY=-1)."
    )
    return sentence % {"months": _listed(map(str, months))}
