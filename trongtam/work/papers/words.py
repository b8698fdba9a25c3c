"""What the papers of a list of works say in sentences: each number leads to the works behind it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trongtam.ground import days
from trongtam.ground.papers import Run

from ..models import Kind, Milestone
from ..presentation import standing_words
from ..queries import portions
from ..queries.told import Told, WorkList

INVENTED = "°"
_HOLE = re.compile("\ue000(.*?)\ue001")

Href = Callable[[str], str]
"""A path of this house as a full address; "" stays without one."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a sentence, and the path of what it counts."""

    value: int
    path: str = ""


def linked(sentence: str, href: Href, **numbers: Number) -> list[str | Run]:
    """A sentence with %(name)s for its numbers, as runs."""
    holes = {name: f"\ue000{name}\ue001" for name in numbers}
    found: list[str | Run] = []
    for place, part in enumerate(_HOLE.split(sentence % holes)):
        if place % 2:
            one = numbers[part]
            found.append(Run(str(one.value), href=href(one.path) if one.path else ""))
        elif part:
            found.append(part)
    return found


def plain(runs: list[str | Run]) -> str:
    return "".join(one if isinstance(one, str) else one.text for one in runs)


class Paths:
    """Where the works behind a number are listed, of a year's list or of a longer stage; nowhere for a number of an earlier day,
    since lists show what is known today."""

    def __init__(self, told: WorkList, *, breakthrough: bool):
        self._span = {"year": told.span[:4], **({"stage": told.span} if ".." in told.span else {})}
        self._code, self._lists = told.unit.code, told.known is None
        self._always = {"kind": Kind.BREAKTHROUGH.value} if breakthrough else {}

    def of(self, part: str = portions.GIVEN, **more: str) -> str:
        if not self._lists:
            return ""
        asked = {**self._span, **({"part": part} if part else {}), **self._always, **more}
        return f"{reverse('work:all', args=[self._code])}?{urlencode(asked)}"

    def late(self) -> str:
        return self.of("", press="late")

    def stuck(self) -> str:
        return self.of("", press="stuck")


def span_words(span: str) -> str:
    """“năm 2021”, “giai đoạn 2021–2022”."""
    if ".." in span:
        first, _dots, last = span.partition("..")
        return _("stage %(first)s–%(last)s") % {"first": first[:4], "last": last[:4]}
    return _("year %(year)s") % {"year": span}


def counts(told: WorkList, paths: Paths, href: Href, *, breakthrough: bool) -> list[str | Run]:
    """Holders and works apart, of collectives and of persons."""
    sums = told.sums
    whole = _("In the %(span)s %(works)s works were assigned:")
    if breakthrough:
        whole = _("In the %(span)s %(works)s breakthrough works were assigned:")
    each = _("%(of_units)s of %(units)s collectives, %(of_persons)s of %(persons)s persons.")
    units, persons = paths.of(holder="unit"), paths.of(holder="person")
    numbers = {
        "works": Number(sums.works, paths.of()),
        "of_units": Number(sums.works_of_units, units),
        "units": Number(sums.units, units),
        "of_persons": Number(sums.works_of_persons, persons),
        "persons": Number(sums.persons, persons),
    }
    return linked(f"{whole} {each}".replace("%(span)s", span_words(told.span)), href, **numbers)


def as_known(told: WorkList) -> str:
    """Of a paper of an earlier day: what is in it, and what the trail does not keep; "" for one of today."""
    if told.known is None:
        return ""
    said = _(
        "Made from what had been recorded until the end of %(day)s; what was said later is not in it. Which works belong to the "
        "unit, and whose names stand here, is as of today."
    )
    written = said % {"day": days.write(told.day)}
    if not told.unkept:
        return written
    lost = ngettext(
        "%(n)d work was changed later when what had been agreed before was not kept yet; its content is that of today.",
        "%(n)d works were changed later when what had been agreed before was not kept yet; their content is that of today.",
        told.unkept,
    )
    return f"{written} {lost % {'n': told.unkept}}"


def stands(told: WorkList, paths: Paths, href: Href) -> list[list[str | Run]]:
    """How the works stand on the day: what is appraised, what goes on, what presses. What is none is not said, but that nothing
    is late or stuck is."""
    sums = told.sums
    if not sums.works:
        return [[_("No work was assigned.")]]
    said = [_appraised(told, paths, href)]
    if sums.running or sums.waiting:
        text = _("%(running)s are in hand, %(waiting)s wait for the appraisal.")
        numbers = {
            "running": Number(sums.running, paths.of(portions.RUNNING)),
            "waiting": Number(sums.waiting, paths.of(portions.WAITING)),
        }
        said.append(linked(text, href, **numbers))
    if sums.late or sums.stuck:
        text = _("%(late)s are past their day, %(stuck)s are stuck.")
        said.append(linked(text, href, late=Number(sums.late, paths.late()), stuck=Number(sums.stuck, paths.stuck())))
    else:
        said.append([_("Nothing is late and nothing is stuck.")])
    if sums.stopped:
        ended = Number(sums.stopped, paths.of(portions.ENDED))
        said.append(linked(_("%(ended)s were stopped or carried over to the next year."), href, ended=ended))
    return said


def _appraised(told: WorkList, paths: Paths, href: Href) -> list[str | Run]:
    sums = told.sums
    start = _("Up to %(day)s") % {"day": days.write(told.day)}
    if not sums.judged:
        return [_("%(start)s no work is appraised yet.") % {"start": start}]
    text = _("%(start)s %(judged)s works are appraised, %(in_time)s of them in time, %(beyond)s beyond what was asked.")
    numbers = {
        "judged": Number(sums.judged, paths.of(portions.JUDGED)),
        "in_time": Number(sums.in_time, paths.of(portions.IN_TIME)),
        "beyond": Number(sums.beyond, paths.of(portions.BEYOND)),
    }
    return linked(text.replace("%(start)s", start), href, **numbers)


# -- a line ------------------------------------------------------------------------------------------------------------


def title(one: Told) -> str:
    return one.work.title + (INVENTED if one.work.is_invented else "")


def due(one: Told) -> str:
    """The day, with the longer stage where there is one."""
    shown = days.write(one.work.due)
    return f"{shown}\n({span_words(one.work.stage_code)})" if one.work.stage_code else shown


def products(one: Told) -> str:
    return "\n".join(f"- {text}" for text in one.products) if len(one.products) > 1 else "".join(one.products)


def roadmap(one: Told) -> str:
    """A step a line: its day, its name, where."""
    return "\n".join(
        f"{days.write(step.due)}: {step.title}" + (f" ({where})" if (where := where_of(step)) else "")
        for step in one.steps
    )


def where_of(step: Milestone) -> str:
    """The place of a step, or the unit that it is done in."""
    return step.place or (step.unit.name if step.unit is not None else "")


def steps_done(one: Told) -> str:
    return f"{one.done_steps}/{len(one.steps)}" if one.steps else ""


def how(one: Told) -> str:
    """“đang làm”, “đã đánh giá: đúng hạn, vượt yêu cầu”."""
    work = one.work
    said = str(work.get_state_display())
    more = []
    if work.on_time is not None and work.quality:
        more = [_("in time") if work.on_time else _("not in time"), str(work.get_quality_display())]
    return f"{said}: {', '.join(more)}" if more else said


def presses(one: Told) -> str:
    """What stands in the way, and how late it is."""
    said = []
    if one.row.days_late:
        said.append(ngettext("%(n)d day late", "%(n)d days late", one.row.days_late) % {"n": one.row.days_late})
    if one.obstacle:
        said.append(one.obstacle)
    elif one.row.standing == "stuck":
        said.append(standing_words(one.row) if not one.row.days_late else _("nothing heard for long"))
    text = "; ".join(said)
    return text[:1].upper() + text[1:]
