"""What the acts of this room are called in the book."""

from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from trongtam.ground import numbers
from trongtam.ground.periods import Period
from trongtam.ledger import acts
from trongtam.ledger.changes import Change, shown

ACTS = {
    "targets.indicator_defined": _("defined what is measured"),
    "targets.definition_amended": _("put what is measured in other words"),
    "targets.definition_withdrawn": _("took back what was to be measured"),
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
    "targets.round_opened": _("opened a reporting round"),
    "targets.round_units_added": _("asked more units in a reporting round"),
    "targets.round_due_moved": _("moved the day of a reporting round"),
    "targets.round_cancelled": _("cancelled a reporting round"),
    "targets.sheet_submitted": _("sent the figures of a round"),
    "targets.submission_recalled": _("took back what was sent"),
    "targets.submission_accepted": _("accepted the figures of a unit"),
    "targets.submission_returned": _("sent figures back"),
    "targets.submission_locked": _("locked the figures of a unit"),
    "targets.submission_reopened": _("opened the figures of a unit again"),
    "targets.criteria_adopted": _("adopted a set of criteria"),
    "targets.criteria_renewed": _("brought the thresholds of criteria up to date"),
    "targets.criteria_withdrawn": _("withdrew a set of criteria"),
    "targets.criterion_charged": _("put someone in charge of a criterion"),
    "targets.indicator_excused": _("marked an indicator of a criterion as not applicable"),
    "targets.indicator_restored": _("marked an indicator of a criterion as applicable again"),
    "targets.levels_laid": _("laid thresholds over a set of criteria"),
    "targets.criteria_set_kept": _("kept a set of criteria of its own"),
    "targets.criteria_set_withdrawn": _("took back a set of criteria of its own"),
    "targets.load_withdrawn": _("withdrew many figures"),
}


SHEET = "targets.sheet_stated"
EVIDENCE = "targets.evidence_attached"
ROUNDS = {code for code in ACTS if ".round_" in code or ".submission_" in code or code == "targets.sheet_submitted"}
FIGURES = {"targets.figure_stated", "targets.figure_corrected", "targets.figure_withdrawn", "targets.live_frozen"}


def sheet_words(entry: Any) -> str:
    """Which month a sheet spoke of, and how many figures it changed."""
    after = entry.payload.get("after") or {}
    n = len(after.get("rows", []))
    counted = ngettext("%(n)s figure", "%(n)s figures", n) % {"n": n}
    return ", ".join(filter(None, [_period(after.get("period")), counted if n else ""]))


def sheet_changes(entry: Any) -> list[Change]:
    """Each figure of a sheet by its name, before and after, with its unit."""
    before, after = entry.payload.get("before") or [], (entry.payload.get("after") or {}).get("rows", [])
    stood = {told.get("indicator"): _said(told) for told in before}
    return [
        Change(told["name"], stood.get(told.get("indicator"), ""), _said(told)) for told in after if told.get("name")
    ]


def figure_words(entry: Any) -> str:
    """What was counted, which period the figure spoke of, what it said before and what it says now."""
    before, after = entry.payload.get("before") or {}, entry.payload.get("after") or {}
    told = after or before
    sides = [text for text in (_said(before), _said(after)) if text]
    return ", ".join(filter(None, [told.get("name"), _period(told.get("period")), " → ".join(sides)]))


def evidence_words(entry: Any) -> str:
    """The evidence by its title, and what it proves: what was counted, of which period, and the figure."""
    after = entry.payload.get("after") or {}
    proven = ", ".join(filter(None, [after.get("name"), _period(after.get("period")), _said(after)]))
    names = {"title": after.get("title", ""), "figure": proven}
    return str(_("“%(title)s” for %(figure)s") % names) if proven else names["title"]


def evidence_link(entry: Any) -> tuple[str, str]:
    """The evidence by its title and day; it opens with the figure that it proves."""
    after = entry.payload.get("after") or {}
    dated = f"({shown(after['dated'])})" if after.get("dated") else ""
    words = _("Evidence: %(title)s") % {"title": " ".join(filter(None, [after.get("title"), dated]))}
    return words, statement_link(entry)[1]


def statement_link(entry: Any) -> tuple[str, str]:
    """The figure with its history and its evidence."""
    return str(_("See the figure")), reverse("targets:statement", args=[entry.on_id])


def round_words(entry: Any) -> str:
    """Which period, of which unit where it is one, and when it is due."""
    after = entry.payload.get("after") or {}
    due = _("due %(day)s") % {"day": shown(after["due_on"])} if after.get("due_on") else ""
    added = after.get("units", []) if entry.act == "targets.round_units_added" else []
    return ", ".join(filter(None, [_period(after.get("period")), after.get("unit", ""), due, *added]))


def no_changes(_entry: Any) -> list[Change]:
    """The words of a single figure say all of it."""
    return []


def _period(code: str | None) -> str:
    from .presentation.words import period_name

    return period_name(Period.parse(code)) if code else ""


def _said(told: dict[str, Any]) -> str:
    """A told statement as people read it: "34/36", "hơn 152 tỷ đồng", "95,4%"; nothing for nothing."""
    if told.get("yes") is not None:
        return str(_("Met") if told["yes"] else _("Not met yet"))
    if told.get("parts"):
        # PostgreSQL keeps the keys of JSON in an order of its own: the largest part comes first.
        parts = sorted(told["parts"].items(), key=lambda part: (-Decimal(str(part[1])), part[0]))
        return " · ".join(f"{name} {shown(part)}%" for name, part in parts)
    unit = told.get("unit", "")
    if told.get("numerator") is not None:
        said, unit = f"{shown(told['numerator'])}/{shown(told.get('denominator'))}", "" if unit == "%" else unit
    elif told.get("value") is not None:
        said = shown(told["value"])
    else:
        said, unit = shown(told.get("share")), "%"
    if not said:
        return ""
    said = _bounded(said, told.get("bound") or numbers.EXACTLY)
    said = f"{said}%" if unit == "%" else f"{said} {unit}".strip()
    return str(_("%(figure)s (estimate)") % {"figure": said}) if told.get("finality") == "estimate" else said


def _bounded(said: str, bound: str) -> str:
    from .presentation.words import language

    return numbers.with_bound(said, bound, language=language())


def register_all() -> None:
    for code, name in ACTS.items():
        if code in FIGURES:
            acts.register(code, name, describe=figure_words, changes=no_changes, opens=statement_link)
        elif code == EVIDENCE:
            acts.register(code, name, describe=evidence_words, changes=no_changes, opens=evidence_link)
        elif code in ROUNDS:
            acts.register(code, name, describe=round_words, changes=no_changes)
        elif code == SHEET:
            acts.register(code, name, describe=sheet_words, changes=sheet_changes)
        else:
            acts.register(code, name)
