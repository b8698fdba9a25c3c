"""The rules of meetings that hold on a day, in words, each with its source: what the program reckons with stands where people can
read it. A number that no document gives says that it is the program's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from trongtam.ground import numbers

from .attending import attendance_rule, quorum_rule
from .calendar_of_cell import minutes_rule, rule_of


@dataclass(frozen=True, slots=True)
class RuleShown:
    """`since`: the day from which it holds; `checked`: compared with the text of its source."""

    title: str
    words: str
    since: date
    source: str
    checked: bool


def rules_on(day: date) -> list[RuleShown]:
    """Day and length, attendance, quorum, minutes."""
    when, came = rule_of((day.year, day.month)), attendance_rule(day)
    enough, minutes = quorum_rule(day), minutes_rule(day)
    times = {"day": when.day, "first": when.first, "last": when.last, "minutes": when.least_minutes}
    shares = {"aim": numbers.percent(came.aim, 0), "n": came.excused_in_a_row}
    days = {"within": minutes.within, "reopen": minutes.reopen}
    said = (
        (
            _("Day of the regular meeting"),
            _("Day %(day)d of the month; in time from day %(first)d to day %(last)d; %(minutes)d minutes at least.")
            % times,
            when,
        ),
        (
            _("Attendance"),
            _("More than %(aim)s of the members; more than %(n)d absences in a row are told to the cell's secretary.")
            % shares,
            came,
        ),
        (
            _("A resolution"),
            _("More than %(share)s of the official members.") % {"share": str(enough.share_above)},
            enough,
        ),
        (
            _("Minutes"),
            _("Signed within %(within)d days; a meeting is opened again within %(reopen)d days after its end.") % days,
            minutes,
        ),
    )
    return [RuleShown(title, words, rule.valid_from, rule.source, rule.checked) for title, words, rule in said]
