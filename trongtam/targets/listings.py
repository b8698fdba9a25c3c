"""What the lists of this room can be filtered and sorted by, and what goes out of them as a sheet."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trongtam.ground.sheets import Value
from trongtam.look.lists import Column, Filter, Listing, Order, among
from trongtam.look.templatetags.picture_parts import BAND_WORDS, PACE_WORDS
from trongtam.org.models import UnitKind

from .models import SubmissionState
from .presentation import words
from .queries.compare import Comparison, UnitLine
from .queries.province import CommuneStands
from .queries.rows import BAND_ORDER
from .queries.summary import BANDS

LAST = Decimal("Infinity")
SHAPES = {"met": "met", "partly": "part", "not_met": "not", "not_measured": "none"}
PACES = {"ahead": "up", "on_pace": "even", "behind": "down"}


def band_choices() -> list[tuple[str, str]]:
    return [(band, str(BAND_WORDS[SHAPES[band]])) for band in BAND_ORDER]


def band_filter(read: Callable[[Any], Any]) -> Filter:
    return Filter("band", _("How it stands"), among(read), band_choices())


def pace_word(pace: str | None) -> str:
    return str(PACE_WORDS[PACES[pace]]) if pace else ""


def band_word(band: str) -> str:
    return str(BAND_WORDS[SHAPES[band]])


def figure(value: Decimal | bool | None) -> Value:
    """A quantity as Excel counts with it; a yes or no as its word."""
    return words.bare(value) if isinstance(value, bool) else value


# -- comparison --------------------------------------------------------------------------------------------------------


def _amount(value: Decimal | bool | None) -> Decimal:
    return LAST if value is None else -Decimal(value)


def _months(comparison: Comparison) -> list[tuple[str, str]]:
    return [(month.code, words.capital(words.named(month.code))) for month in comparison.months]


def _choosers(comparison: Comparison) -> list[Filter]:
    """What is compared: read before the list is; nothing of it leaves a row out."""
    option, period = comparison.option, comparison.period
    if option is None:
        return []
    codes, months = option.periods, _months(comparison)
    kinds = [(kind, str(UnitKind(kind).label)) for kind in option.kinds(period.code)]
    return [
        Filter("of", _("Target"), None, [(one.key, name) for name, one in comparison.options], usual=option.key),
        Filter(
            "period", _("Period"), None, [(code, words.capital(words.named(code))) for code in codes], usual=period.code
        ),
        Filter("level", _("Units of the kind"), None, kinds, usual=comparison.level),
        Filter("first", _("From month"), None, months, usual=_code(comparison, 0)),
        Filter("last", _("To month"), None, months, usual=_code(comparison, -1)),
    ]


def _code(comparison: Comparison, place: int) -> str:
    day = comparison.days[place]
    return f"{day.year}-{day.month:02d}"


def _cell(place: int) -> Callable[[UnitLine], Value]:
    return lambda line: figure(line.cells[place].value)


def comparison_listing(comparison: Comparison) -> Listing:
    """Units with their months; units are sorted, persons never are."""
    days = comparison.days
    unit = comparison.indicator.unit_of_measure if comparison.indicator else ""
    columns = [
        Column(_("Unit"), lambda line: line.unit.name, width=34),
        *(
            Column(f"{day.month:02d}/{day.year}", _cell(place), "number", 12, decimals=4)
            for place, day in enumerate(days)
        ),
        Column(f"{_('Plan')} ({unit})" if unit else _("Plan"), lambda line: line.plan, "number", 14, decimals=4),
        Column(_("Of plan"), lambda line: line.percent, "percent", 12),
        Column(_("How it stands"), lambda line: band_word(line.band) if line.target else "", width=26),
        Column(_("Pace"), lambda line: pace_word(line.pace), width=18),
    ]
    orders = [
        Order("name", _("Name"), words=lambda line: line.unit.name),
        Order("value", _("Figure, largest first"), by=lambda line: _amount(line.last.value)),
        Order(
            "distance",
            _("Furthest from the plan first"),
            by=lambda line: LAST if line.percent is None else line.percent,
        ),
    ]
    bands = band_filter(lambda line: line.band if line.target else "")
    return Listing(
        _("Comparison of units"),
        columns if comparison.lines else (),
        orders,
        [*_choosers(comparison), bands],
        text=lambda line: line.unit.name,
        hint=_("Name of a unit"),
        a_page=150,
    )


# -- communes of a province --------------------------------------------------------------------------------------------


def _count(band: str) -> Callable[[CommuneStands], Value]:
    return lambda one: Decimal(one.tally.counts[band])


BEHIND, MISSING, LATE, FINE = "behind", "missing", "late", "fine"


def _states(one: CommuneStands) -> set[str]:
    found = {state for state, count in ((BEHIND, one.behind), (MISSING, one.owed), (LATE, one.late)) if count}
    return found or {FINE}


def _bands(one: CommuneStands) -> list[str]:
    return [band for band in BANDS if one.tally.counts[band]]


COMMUNES = Listing(
    gettext_lazy("Communes"),
    (
        Column(gettext_lazy("Commune"), lambda one: one.unit.name, width=30),
        *(Column(BAND_WORDS[SHAPES[band]], _count(band), "number", 16) for band in BANDS),
        Column(gettext_lazy("Behind pace"), lambda one: Decimal(one.behind), "number", 16),
        Column(gettext_lazy("Reports missing"), lambda one: Decimal(one.owed), "number", 16),
        Column(gettext_lazy("Reports late"), lambda one: Decimal(one.late), "number", 16),
    ),
    (
        Order("name", gettext_lazy("Name"), words=lambda one: one.unit.name),
        Order(
            "behind", gettext_lazy("Most behind pace first"), by=lambda one: (-one.behind, -one.tally.counts["not_met"])
        ),
        Order("missed", gettext_lazy("Most not met first"), by=lambda one: (-one.tally.counts["not_met"], -one.behind)),
        Order("missing", gettext_lazy("Most reports missing first"), by=lambda one: (-one.late, -one.owed)),
    ),
    (
        Filter(
            "band",
            gettext_lazy("Has targets that are"),
            among(_bands),
            [(band, BAND_WORDS[SHAPES[band]]) for band in BANDS],
        ),
        Filter(
            "state",
            gettext_lazy("Who needs a hand"),
            among(_states),
            (
                (BEHIND, gettext_lazy("Behind pace")),
                (MISSING, gettext_lazy("Reports missing")),
                (LATE, gettext_lazy("Reports late")),
                (FINE, gettext_lazy("Nothing behind, nothing missing")),
            ),
        ),
    ),
    text=lambda one: one.unit.name,
    hint=gettext_lazy("Name of a commune"),
    a_page=150,
)


# -- rounds ------------------------------------------------------------------------------------------------------------

OVER, GOING = "over", "going"


def round_listing() -> Listing:
    return Listing(
        _("Reporting rounds"),
        (
            Column(_("Round"), lambda row: row[0], width=40),
            Column(_("Unit"), lambda row: row[1].round.unit.name, width=30),
            Column(_("Due"), lambda row: row[1].round.due_on, "date", 14),
            Column(_("Units"), lambda row: Decimal(row[1].total), "number", 12),
            Column(_("accepted"), lambda row: Decimal(row[1].settled), "number", 14),
            Column(_("Late"), lambda row: Decimal(row[1].late), "number", 12),
        ),
        (
            Order("usual", _("Those that go on first")),
            Order("due", _("Latest due first"), by=lambda row: -row[1].round.due_on.toordinal()),
            Order("name", _("Name"), words=lambda row: row[0]),
        ),
        (
            Filter(
                "state",
                _("State"),
                among(lambda row: OVER if row[1].is_over else GOING),
                ((GOING, _("Goes on")), (OVER, _("Finished"))),
            ),
        ),
        text=lambda row: f"{row[0]} {row[1].round.unit.name}",
    )


def round_units_listing(name: str) -> Listing:
    """The units of one round, as far as the person sees them."""
    return Listing(
        name,
        (
            Column(_("Unit"), lambda row: row.unit.name, width=34),
            Column(_("Kind"), lambda row: row.unit.get_kind_display(), width=20),
            Column(_("State"), lambda row: row.submission.get_state_display(), width=20),
            Column(_("Lines with figures"), lambda row: Decimal(row.filled), "number", 14),
            Column(_("Lines asked for"), lambda row: Decimal(row.total), "number", 14),
            Column(_("Days late"), lambda row: Decimal(row.days_late), "number", 12),
        ),
        (
            Order("tree", _("As in the tree")),
            Order("name", _("Name"), words=lambda row: row.unit.name),
            Order("late", _("Latest first"), by=lambda row: -row.days_late),
            Order("lacking", _("Most figures lacking first"), by=lambda row: row.filled - row.total),
        ),
        (
            Filter("state", _("State"), among(lambda row: row.submission.state), SubmissionState.choices),
            Filter(
                "late",
                _("Late"),
                among(lambda row: "1" if row.is_late else "0"),
                (("1", _("Late")), ("0", _("In time"))),
            ),
        ),
        text=lambda row: row.unit.name,
        hint=_("Name of a unit"),
        a_page=200,
    )
