"""Cells of the sheet of works: what goes out of them is what is read back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from trongtam.ground import days
from trongtam.ground.errors import Refused, Unreadable
from trongtam.ground.vntext import fold
from trongtam.targets.exchange.common import period_of

from .. import reading
from ..models import Focus, Kind, focus_text
from ..plan import ProductLine, Step
from ..reading import fit

_YEARS = re.compile(r"(?:nam |giai doan )?(\d{4})(?: ?(?:-|–|\.\.|den) ?(?:nam )?(\d{4}))?")
_PARTS = re.compile(r"\s*\|\s*|\s+[–—-]\s+")
_DAY_AT_HEAD = re.compile(r"\s*\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}")


def code_of(pk: int) -> str:
    """The stable code of a work in sheets."""
    return f"CV{pk}"


def pk_of(code: str) -> int | None:
    """The id behind a code; None for what is no code of a work."""
    digits = code.upper().removeprefix("CV")
    return int(digits) if digits.isdecimal() and digits != code and len(digits) < 18 else None


def year_and_stage(year: str, stage: str) -> tuple[str, str]:
    """The codes of the year in whose list a work stands and of its longer stage ("" where there is none). "2021–2022" in the
    first column says both. Raises Refused."""
    first = _years(year, "year")
    longer = _years(stage, "stage") if stage else first
    if first is None or longer is None:
        raise Refused(_("“%(title)s” is missing.") % {"title": _("Year")}, field="year")
    code = str(first[0])
    return code, "" if longer[0] == longer[1] == first[0] else f"{longer[0]}..{longer[1]}"


def _years(text: str, field: str) -> tuple[int, int] | None:
    if not text:
        return None
    found = _YEARS.fullmatch(fold(text))
    if found is None:
        raise Refused(_("“%(text)s” is no year: write 2021 or 2021–2022.") % {"text": text}, field=field)
    return int(found[1]), int(found[2] or found[1])


def write_stage(code: str) -> str:
    return "–".join(part[:4] for part in code.split("..")) if code else ""


def last_day(text: str) -> date:
    """A day, or the last one of a period as people write it: “quý IV/2021”, “tháng 11/2021”. Raises Refused."""
    try:
        return days.read(text)
    except Unreadable as no_day:
        try:
            return period_of(text).end
        except Refused:
            raise Refused(no_day.sentence, field="due") from no_day


def products(text: str) -> tuple[ProductLine, ...]:
    """One a line, or parted by “;”. Raises Refused."""
    lines = [line for part in text.splitlines() for line in part.split(";")]
    return tuple(reading.products("\n".join(fit(line.strip(" -•+"), "product", "products") for line in lines)))


def steps(text: str) -> tuple[Step, ...]:
    """One a line, or parted by “;”: “name – day – where – product”, or as forms take it, with the day first. Raises Refused."""
    parts = [line for part in text.splitlines() for line in part.split(";") if line.strip(" -•+")]
    return tuple(_step(number, line.strip(" -•+")) for number, line in enumerate(parts, start=1))


def _step(number: int, line: str) -> Step:
    if _DAY_AT_HEAD.match(line):
        (found,) = reading.roadmap(line)
        where, product = fit(found.place, "place", "steps"), fit(found.product, "product", "steps")
        return Step(fit(found.title, "step", "steps"), found.due, where, None, product)
    parts = _PARTS.split(line)
    for place, part in enumerate(parts[1:], start=1):
        if (due := _day_or_period(part)) is not None:
            where, product = ([*parts[place + 1 :], "", ""])[:2]
            title = fit(" – ".join(parts[:place]), "step", "steps")
            return Step(title, due, fit(where, "place", "steps"), None, fit(product, "product", "steps"))
    told = {"number": number, "line": line[:60]}
    sentence = _("Step %(number)s of the roadmap says no day: write “name – 31/03/2021 – where”: “%(line)s”.")
    raise Refused(sentence % told, field="steps")


def _day_or_period(text: str) -> date | None:
    try:
        return last_day(text)
    except Refused:
        return None


def write_steps(roadmap: Iterable[Step]) -> str:
    lines = []
    for step in roadmap:
        parts = [step.title, days.write(step.due), step.place, step.product]
        while not parts[-1]:
            parts.pop()
        lines.append(" – ".join(parts) if len(parts) < 4 or parts[2] else f"{parts[0]} – {parts[1]} – | {parts[3]}")
    return "\n".join(lines)


def kind_of(text: str) -> str:
    return _choice(text, Kind, "kind", _("“%(text)s” is no kind of work.")) or Kind.BREAKTHROUGH.value


def focus_of(text: str) -> str:
    """One or several, parted by commas, “;” or lines."""
    wrong = _("“%(text)s” is nothing that works are chosen from.")
    parts = [part.strip() for part in re.split(r"[,;\n]", text)]
    return focus_text(_choice(part, Focus, "focus", wrong) for part in parts if part)


def _choice(text: str, choices: type[Kind] | type[Focus], field: str, sentence: str) -> str:
    """By its label in each language, or its code. Raises Refused."""
    if not text:
        return ""
    known = {one.value: str(one.value) for one in choices}
    for language in ("en", "vi"):
        with override(language):
            known |= {fold(str(one.label)): str(one.value) for one in choices}
    found = known.get(fold(text))
    if found is None:
        raise Refused(sentence % {"text": text}, field=field)
    return found
