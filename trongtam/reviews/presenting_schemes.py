"""What the pages of schemes show: lines of plain words, each with whether it was compared with an official text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from trongtam.ground import days, numbers
from trongtam.look.shapes import Fact

from .models import SchemeVersion
from .scheme import Cap, Group, Level, Scheme


@dataclass(frozen=True, slots=True)
class LevelLine:
    title: str
    points: str
    conditions: tuple[tuple[str, bool], ...]
    within: str
    checked: bool


@dataclass(frozen=True, slots=True)
class GroupLine:
    title: str
    most: str
    items: tuple[tuple[str, str], ...]
    checked: bool


def facts(version: SchemeVersion, scheme: Scheme) -> list[Fact]:
    """Who, which form, since when, by whom."""
    ends = days.write(version.valid_to) if version.valid_to else _("until it is replaced")
    return [
        Fact(_("Who is rated"), version.get_subject_display(), quiet=True),
        Fact(_("Form of review"), version.get_form_display(), version.get_cycle_display(), quiet=True),
        Fact(_("In force"), days.write(version.valid_from), f"→ {ends}", quiet=True),
        Fact(_("Version"), str(version.version), made_by(version), quiet=True),
    ]


def made_by(version: SchemeVersion) -> str:
    return version.unit.name if version.unit is not None else _("came with the program")


def span(version: SchemeVersion) -> str:
    """ "from 30/08/2025" or "04/10/2023 – 29/08/2025"."""
    begins = days.write(version.valid_from)
    if version.valid_to is None:
        return _("from %(day)s") % {"day": begins}
    return f"{begins} – {days.write(version.valid_to)}"


def groups(scheme: Scheme) -> list[GroupLine]:
    return [_group(scheme, group) for group in scheme.groups]


def _group(scheme: Scheme, group: Group) -> GroupLine:
    if group.kind == "grade":
        top = _("%(n)d grades") % {"n": len(scheme.grades)}
        return GroupLine(group.title, top, tuple((item.title, "") for item in group.items), group.checked)
    points = _points(group.most)
    if group.kind == "percent":
        return GroupLine(group.title, points, tuple((item.title, "0–100 %") for item in group.items), group.checked)
    items = tuple((item.title, _points(item.most)) for item in group.items)
    return GroupLine(group.title, points, items, group.checked)


def _points(value: Any) -> str:
    return _("%(n)s points") % {"n": numbers.write(value, None)}


def levels(scheme: Scheme) -> list[LevelLine]:
    return [_level(scheme, level) for level in scheme.levels]


def _level(scheme: Scheme, level: Level) -> LevelLine:
    points = ""
    if level.at_least is not None and level.at_least > 0:
        points = _("from %(n)s points") % {"n": numbers.write(level.at_least, None)}
    elif level.at_least is not None:
        points = _("below the points of the level above")
    within = ""
    if level.within is not None:
        within = _("chosen among “%(level)s”") % {"level": scheme.level(level.within).title}
    conditions = tuple((one.title, one.checked) for one in level.conditions)
    return LevelLine(level.title, points, conditions, within, level.checked)


def caps(scheme: Scheme) -> Iterator[tuple[str, str, bool]]:
    """Sentence, source, checked."""
    for cap in scheme.caps:
        yield cap_sentence(scheme, cap), cap.source, cap.checked


def cap_sentence(scheme: Scheme, cap: Cap) -> str:
    said = {
        "level": scheme.level(cap.level).title,
        "of": scheme.level(cap.of).title,
        "share": numbers.percent(cap.share),
    }
    if cap.counted == (cap.of,):
        sentence = _(
            "“%(level)s”: at most %(share)s of the number rated “%(of)s”, the excellent ones not counted in it"
        )
    else:
        sentence = _("“%(level)s”: at most %(share)s of the number rated “%(of)s” or better")
    per = _("in each unit") if cap.per == "unit" else _("in each group of like duties")
    return f"{sentence % said}, {per}."


def deductions(scheme: Scheme) -> list[str]:
    return [one.title for one in scheme.deductions]
