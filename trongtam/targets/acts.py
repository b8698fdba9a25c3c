"""What the acts of this room are called in the book."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from trongtam.ground.periods import Period
from trongtam.ledger import acts
from trongtam.ledger.changes import shown

ACTS = {
    "targets.indicator_defined": _("defined what is measured"),
    "targets.target_set": _("set a target"),
    "targets.targets_pasted": _("set several targets"),
    "targets.target_amended": _("amended a target"),
    "targets.target_handed_over": _("handed a target over"),
    "targets.target_withdrawn": _("withdrew a target"),
    "targets.target_allotted": _("gave a unit its part of a target"),
    "targets.figure_stated": _("stated a figure"),
    "targets.figure_corrected": _("corrected a figure"),
    "targets.figure_withdrawn": _("withdrew a figure"),
    "targets.sheet_stated": _("sent a sheet of figures"),
    "targets.evidence_attached": _("attached evidence"),
    "targets.live_frozen": _("kept a counted figure"),
    "targets.results_loaded": _("loaded many figures"),
}


FIGURES = {"targets.figure_stated", "targets.figure_corrected", "targets.figure_withdrawn"}


def sheet_words(entry: Any) -> str:
    """Which month a sheet spoke of, and how many figures it changed."""
    after = entry.payload.get("after") or {}
    n = len(after.get("rows", []))
    counted = ngettext("%(n)s figure", "%(n)s figures", n) % {"n": n}
    return ", ".join(filter(None, [_period(after.get("period")), counted if n else ""]))


def figure_words(entry: Any) -> str:
    """Which period a figure spoke of, what it said before and what it says now."""
    before, after = entry.payload.get("before") or {}, entry.payload.get("after") or {}
    sides = [text for text in (_said(before), _said(after)) if text]
    return ", ".join(filter(None, [_period((after or before).get("period")), " → ".join(sides)]))


def _period(code: str | None) -> str:
    from .presentation.words import period_name

    return period_name(Period.parse(code)) if code else ""


def _said(told: dict[str, Any]) -> str:
    """The quantity of a told statement; nothing for one that is told otherwise."""
    if told.get("value") is None and told.get("numerator") is not None:
        return f"{shown(told['numerator'])}/{shown(told.get('denominator'))}"
    return shown(told.get("value", told.get("yes")))


def register_all() -> None:
    for code, name in ACTS.items():
        describe = figure_words if code in FIGURES else None
        acts.register(code, name, describe=sheet_words if code == "targets.sheet_stated" else describe)
