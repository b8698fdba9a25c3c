"""Criteria in words and signs: thresholds, what was read, what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trongtam.look import shapes

from ..criteria.shapes import AT_MOST, DONE, GROUP, GROUPS, REGIONS, CriteriaSet, Criterion, Indicator, Leaf
from ..criteria.verdict import Hamlets, State
from . import words

if TYPE_CHECKING:
    from ..models import AdoptedLeaf, CriteriaAdoption
    from ..queries.criteria import CriteriaBoard, CriterionRow, IndicatorRow, LeafRow

SIGN = {State.MET: "met", State.NOT_MET: "not_met", State.NO_EVIDENCE: "partly"}
ALL = Decimal(100)
SHOWN_MISSING = 3


def sign(state: State) -> str:
    """The sign of a state among those of the bands; what is not judged has that of nothing measured."""
    return SIGN.get(state, "not_measured")


def state_word(state: State) -> str:
    return {
        State.MET: _("Met"),
        State.NOT_MET: _("Not met yet"),
        State.NOT_MEASURED: _("Figures missing"),
        State.NO_EVIDENCE: _("Evidence missing"),
        State.NO_LEVEL: _("No threshold yet"),
        State.NOT_APPLICABLE: _("Not applicable"),
        State.NO_CONTENT: _("Indicators not known yet"),
    }[state]


def place_name(adoption: CriteriaAdoption) -> str:
    return GROUPS.get(adoption.group, "") if adoption.group else REGIONS.get(adoption.region, "")


def level_words(ask: str, level: Decimal | None, unit: str, *, hamlets: bool = False) -> str:
    """A threshold as people say it; empty where it is missing."""
    if hamlets:
        if ask == DONE or level == ALL:
            return _("every hamlet")
        return _("%(level)s of the hamlets and up") % {"level": words.quantity(level, "%")} if level is not None else ""
    if ask == DONE:
        return _("to be met")
    if level is None:
        return ""
    said = words.quantity(level.normalize() + 0, unit).strip()
    if ask == AT_MOST:
        return _("none") if level == 0 else _("at most %(level)s") % {"level": said}
    return _("%(level)s and up") % {"level": said}


def leaf_level(leaf: AdoptedLeaf) -> str:
    return level_words(leaf.ask, leaf.level, leaf.unit_of_measure, hamlets=leaf.hamlets)


def reading_words(one: LeafRow) -> str:
    """What was read; a share of hamlets with those that have not answered."""
    if isinstance(one.reading, Hamlets):
        said = _("%(met)s of %(all)s hamlets") % {"met": one.reading.met, "all": one.reading.all}
        if one.reading.silent:
            silent = one.reading.silent
            late = ngettext("%(n)d has not answered", "%(n)d have not answered", silent) % {"n": silent}
            return f"{said}, {late}"
        return said
    if one.row is None or one.row.value is None:
        return ""
    if isinstance(one.row.value, bool):
        return state_word(State.MET if one.row.value else State.NOT_MET)
    return words.quantity(one.row.value, one.row.unit_of_measure, bound=one.row.bound, decimals=None).strip()


def without_level(row: CriterionRow, adoption: CriteriaAdoption) -> list[str]:
    """One sentence for each threshold that is missing, with criterion, indicator and place."""
    sentence = _("Criterion %(number)s, indicator %(code)s: no threshold yet for %(place)s, %(year)s.")
    about = {"number": row.criterion.number, "place": place_name(adoption), "year": adoption.levels_year}
    return [sentence % {**about, "code": leaf.code} for indicator in row.indicators for leaf in indicator.without_level]


# -- the board ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CriterionLine:
    """A criterion on the board. `missing`: what stands between it and being met; `warnings`: thresholds that are missing."""

    pk: int
    number: int
    name: str
    band: str
    word: str
    missing: list[str]
    more: str
    warnings: list[str]
    holder: str
    verified: bool


@dataclass(frozen=True)
class BoardPicture:
    """Everything that `targets/criteria/board.html` prints."""

    sentence: str
    tally: list[shapes.TallyItem]
    rows: list[CriterionLine]
    place: str
    unverified: int


def board_picture(board: CriteriaBoard) -> BoardPicture:
    applicable = [row for row in board.rows if row.state is not State.NOT_APPLICABLE]
    total, met = len(applicable), board.counts[State.MET]
    counted = ngettext("%(n)d criterion", "%(n)d criteria", total) % {"n": total}
    return BoardPicture(
        sentence=_("%(met)s of %(total)s met.") % {"met": met, "total": counted},
        tally=[
            shapes.TallyItem(sign(state), board.counts[state], "", "", state_word(state))
            for state in State
            if board.counts[state]
        ],
        rows=[_line(row, board.adoption) for row in board.rows],
        place=place_name(board.adoption),
        unverified=sum(not row.is_verified for row in board.rows),
    )


def _line(row: CriterionRow, adoption: CriteriaAdoption) -> CriterionLine:
    missing = [f"{one.indicator.code} {_short(one.indicator.name)}: {state_word(one.state)}" for one in row.missing]
    left = len(missing) - SHOWN_MISSING
    return CriterionLine(
        pk=row.pk,
        number=row.criterion.number,
        name=row.criterion.name,
        band=sign(row.state),
        word=state_word(row.state),
        missing=missing[:SHOWN_MISSING],
        more=ngettext("and %(n)d more indicator", "and %(n)d more indicators", left) % {"n": left} if left > 0 else "",
        warnings=without_level(row, adoption),
        holder=row.criterion.holder.full_name if row.criterion.holder else "",
        verified=row.is_verified,
    )


def _short(name: str, most: int = 70) -> str:
    return name if len(name) <= most else f"{name[:most].rsplit(' ', 1)[0]}…"


# -- one criterion -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class LeafLine:
    code: str
    name: str
    level: str
    level_note: str
    read: str
    band: str
    word: str
    evidence: str
    target_id: int | None
    verified: bool


@dataclass(frozen=True)
class IndicatorLine:
    """`together`: how its parts stand together, empty for one."""

    pk: int
    code: str
    name: str
    band: str
    word: str
    reason: str
    together: str
    verified: bool
    leaves: list[LeafLine]
    if_any: bool


def indicator_line(one: IndicatorRow) -> IndicatorLine:
    return IndicatorLine(
        pk=one.indicator.pk,
        code=one.indicator.code,
        name=one.indicator.name,
        band=sign(one.state),
        word=state_word(one.state),
        reason=one.indicator.reason,
        together=_together(one),
        verified=one.is_verified,
        leaves=[_leaf_line(leaf) for leaf in one.leaves],
        if_any=one.indicator.if_any,
    )


def _together(one: IndicatorRow) -> str:
    if len(one.leaves) < 2:
        return ""
    enough = one.indicator.enough
    if not enough:
        return _("All of these must hold.")
    return ngettext("At least %(n)d of these must hold.", "At least %(n)d of these must hold.", enough) % {"n": enough}


def _leaf_line(one: LeafRow) -> LeafLine:
    leaf = one.leaf
    note = ", ".join(filter(None, [leaf.level_from, leaf.level_basis]))
    proofs = ngettext("%(n)d piece of evidence", "%(n)d pieces of evidence", one.evidence) % {"n": one.evidence}
    return LeafLine(
        code=leaf.code,
        name=leaf.name,
        level=leaf_level(leaf),
        level_note=note,
        read=reading_words(one),
        band=sign(one.state),
        word=state_word(one.state),
        evidence=proofs if one.evidence else "",
        target_id=leaf.target_id,
        verified=leaf.level is None or leaf.level_verified,
    )


# -- a set -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class SetLeaf:
    code: str
    name: str
    levels: list[tuple[str, str]]  # place or year, threshold
    own: list[tuple[str, str]]  # the same, as laid over the set
    asks_level: bool = True


@dataclass(frozen=True)
class SetIndicator:
    indicator: Indicator
    leaves: list[SetLeaf]


def set_criteria(
    one: CriteriaSet, laid: Mapping[str, Mapping[str, Decimal]]
) -> list[tuple[Criterion, list[SetIndicator]]]:
    """The criteria of a set, each indicator with its thresholds in words, and what a unit laid over them."""
    return [
        (
            criterion,
            [
                SetIndicator(i, [_set_leaf(one, leaf, laid.get(leaf.code, {})) for leaf in i.leaves])
                for i in criterion.indicators
            ],
        )
        for criterion in one.criteria
    ]


def set_levels(one: CriteriaSet, leaf: Leaf) -> str:
    """What a set asks of a leaf, in one line; empty where it names no threshold."""
    levels = _set_leaf(one, leaf, {}).levels
    return "; ".join(f"{place}: {level}" if place else level for place, level in levels)


def _set_leaf(one: CriteriaSet, leaf: Leaf, laid: Mapping[str, Decimal]) -> SetLeaf:
    levels = _table(one, leaf, leaf.levels)
    if leaf.relative is not None:
        other = {"percent": words.quantity(leaf.relative.percent, "%"), "set": leaf.relative.set_code}
        levels = [("", _("%(percent)s of that of %(set)s") % other)]
    if leaf.ask == DONE:
        levels = [("", level_words(DONE, None, "", hamlets=leaf.hamlets))]
    return SetLeaf(leaf.code, leaf.name, levels, _table(one, leaf, laid), leaf.ask != DONE)


def _table(one: CriteriaSet, leaf: Leaf, levels: Mapping[str, Decimal]) -> list[tuple[str, str]]:
    return [
        (key_words(one, key), level_words(leaf.ask, value, leaf.unit, hamlets=leaf.hamlets))
        for key, value in levels.items()
    ]


def key_words(one: CriteriaSet, key: str) -> str:
    """A region, group or year of a threshold: "Tây Nguyên, 2023"."""
    year, _stroke, place = key.rpartition("/")
    return ", ".join(filter(None, [one.place_names.get(place, place), year]))


def places_of(one: CriteriaSet) -> list[tuple[str, str]]:
    """What the set says of a region or group."""
    told: dict[str, Any] = {**one.places, **one.special}
    return [(one.place_names.get(code, code), str(said)) for code, said in told.items()]


def years_of(one: CriteriaSet) -> str:
    return f"{one.years[0]}–{one.years[-1]}"


def is_by_group(one: CriteriaSet) -> bool:
    return one.by == GROUP
