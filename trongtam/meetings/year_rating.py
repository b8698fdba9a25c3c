"""What a cell's year comes to by the rule of its scoring form. Pure.

The form that spoke last in the year gives the rule; a month that was scored on another form does not count, for its points mean
something else. While the year runs this is how it stands so far.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .scoring_forms import MonthScore, ScoringForm, YearRating, rate_year, scoring_forms
from .year_of_cell import MonthLine, YearLine


@dataclass(frozen=True, slots=True)
class Rated:
    """`rating` None: the form has no rule for a year. `scored`: months on this form; `other`: months left out."""

    form: ScoringForm
    rating: YearRating | None
    scored: int
    other: int

    def title(self, level: str) -> str:
        """What a level is called on the form."""
        return next(one.title for one in self.form.form.levels if one.code == level)


def rated_year(line: YearLine) -> Rated | None:
    """None where no meeting of the year was scored on a form that is known."""
    known = scoring_forms()
    scored = [one for one in line.months if one.meeting and one.meeting.total is not None and one.meeting.form in known]
    if not scored:
        return None
    code = _form(scored[-1])
    ours = [one for one in scored if _form(one) == code]
    form = known[code]
    rating = rate_year(list(_scores(ours)), form.year, all_held=all_held(line)) if form.year is not None else None
    return Rated(form, rating, len(ours), len(scored) - len(ours))


def _form(one: MonthLine) -> str:
    return one.meeting.form if one.meeting is not None else ""


def _scores(months: Iterable[MonthLine]) -> Iterable[MonthScore]:
    for one in months:
        if one.meeting is not None and one.meeting.total is not None:
            yield MonthScore(one.month[1], one.meeting.total, one.meeting.level)


def all_held(line: YearLine) -> bool:
    """Every regular meeting that was owed, and the theme of every quarter that is over."""
    return line.held == line.owed and all(kept is not False for kept in line.themes.values())
