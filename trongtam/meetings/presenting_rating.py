"""The year's rating of a cell, and the scoring forms of a place, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from trongtam.ground import numbers

from .models import FormChoice, MeetingKind
from .scoring_forms import ScoringForm, YearRule, scoring_forms
from .year_of_cell import YearLine
from .year_rating import Rated, rated_year


@dataclass(frozen=True, slots=True)
class RatingWords:
    """`short`: for a cell of a table; `said`: the rating with what it lacks; `rule`: which rule spoke, and whence."""

    short: str
    said: str
    rule: str
    source: str


def rating_of(line: YearLine, *, over: bool) -> RatingWords | None:
    """`over`: the year is past. None where nothing was scored."""
    rated = rated_year(line)
    if rated is None:
        return None
    form = rated.form.form
    rule = rated.form.year
    if rule is None or rated.rating is None:
        said = _("“%(form)s” has no rule for a year; the average is %(average)s.")
        average = numbers.write(line.average) if line.average is not None else ""
        return RatingWords("", said % {"form": form.title, "average": average}, "", form.source)
    level = rated.title(rule.level)
    reached, lacks = rated.rating.reached, lack_words(rated, rule)
    if reached:
        said = _("The year is rated “%(level)s”.") if over else _("So far the year reaches “%(level)s”.")
        said %= {"level": level}
    else:
        said = (
            _("The year does not reach “%(level)s”: %(lacks)s.")
            if over
            else _("So far the year does not reach “%(level)s”: %(lacks)s.")
        )
        said %= {"level": level, "lacks": "; ".join(lacks)}
    short = level if reached else _("below “%(level)s”") % {"level": level}
    return RatingWords(short, said, rule_words(rated, rule), form.source)


def lack_words(rated: Rated, rule: YearRule) -> list[str]:
    """What keeps the year away from the level."""
    rating = rated.rating
    assert rating is not None  # asked for where there is one
    average = numbers.write(rating.average) if rating.average is not None else "0"
    never = ", ".join(f"“{one.title}”" for one in rated.form.form.levels if one.code in rule.never)
    sentences = {
        "average": _("average %(average)s, below %(least)s")
        % {"average": average, "least": numbers.write(rule.average)},
        "months": _("%(months)d of %(least)d months are “%(level)s”")
        % {"months": rating.months, "least": rule.months, "level": rated.title(rule.level)},
        "never": _("a month was scored %(never)s") % {"never": never},
        "held": _("not every regular and thematic meeting was held"),
    }
    return [sentences[one] for one in rating.lacks]


def rule_words(rated: Rated, rule: YearRule) -> str:
    """The rule that spoke."""
    form = rated.form.form
    parts = [
        _("average from %(least)s") % {"least": numbers.write(rule.average)},
        _("at least %(months)d months “%(level)s”") % {"months": rule.months, "level": rated.title(rule.level)},
    ]
    if rule.never:
        never = ", ".join(f"“{one.title}”" for one in form.levels if one.code in rule.never)
        parts.append(_("no month %(never)s") % {"never": never})
    if rule.all_held:
        parts.append(_("every regular and thematic meeting held"))
    words = _("Rule of “%(form)s”: %(parts)s.") % {"form": form.title, "parts": "; ".join(parts)}
    if rated.other:
        left = _("%(count)d months were scored on another form and do not count.") % {"count": rated.other}
        return f"{words} {left}"
    return words


# -- forms of a place --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ChoiceWords:
    """One dated choice: since when, which forms, by what; `holds`: it is the one that holds on the day asked."""

    since: date
    forms: str
    basis: str
    place: str
    holds: bool


def forms_for(kind: str) -> list[tuple[str, str]]:
    """(code, title) of the forms for a kind of meeting."""
    return [(code, form_title(one)) for code, one in scoring_forms().items() if kind in one.kinds]


def form_title(one: ScoringForm) -> str:
    """With the year from which it holds where that is not long ago, and a word where no document was compared."""
    return one.form.title if one.form.checked else f"{one.form.title} °"


def choice_words(choices: Sequence[FormChoice], holding: FormChoice | None) -> list[ChoiceWords]:
    known = scoring_forms()
    return [
        ChoiceWords(
            one.valid_from,
            "; ".join(_form_words(known[code]) for code in one.forms if code in known),
            one.basis,
            one.unit.name,
            holding is not None and one.pk == holding.pk,
        )
        for one in choices
    ]


def _form_words(form: ScoringForm) -> str:
    kinds = ", ".join(str(MeetingKind(kind).label) for kind in sorted(form.kinds))
    return f"{kinds}: {form_title(form)}"
