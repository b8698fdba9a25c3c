"""Forms 01, 2A, 2B, 2C: what the round knows is filled in, lines are left for what is written by hand. Always in Vietnamese.

The arrangement follows what public sources show of the forms of Hướng dẫn 43; it was not compared with the official text, and the
foot of each paper says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from trongtam.ground import days, numbers
from trongtam.ground.papers import Column, Heading, Paper, Paragraph, Run, Signature, Table, layout_for, render
from trongtam.ground.papers.model import Block

from ..fact_codes import KNOWN_FACTS
from ..models import SchemeForm
from ..queries.forms import Reviewed
from ..queries.known import listed_of
from ..scheme import Group, Scheme, Value
from .mould import Mould, mark

OPEN = "……"
DOTS = "." * 118
STEPS = ("self", "collective", "appraisal", "decision")
Key = tuple[Any, ...]


def form_of(one: Reviewed, *, on: date) -> Paper:
    """The form with marks where values come to stand: the same for everybody of one unit and scheme."""
    collective = one.subject.person_id is None
    layout = layout_for(one.organ.side, on)  # type: ignore[arg-type]  # one of the two sides
    own = Signature(post=_("The person reviewed").upper(), name=mark("name"))
    body = Signature(post=one.organ.post, authority="on_behalf", body=one.organ.body)
    return Paper(
        layout=layout,
        superior=one.organ.superior,
        issuer=one.organ.issuer,
        place=one.organ.place,
        date=None,
        symbol="",
        type_name=_type_name(one.subject.scheme.form, collective),
        abstract=one.subject.round.title,
        body=list(_body(one, collective)),
        signature=body if collective else own,
        left_signature=None if collective else body,
        recipients=(one.organ.superior,) if collective and one.organ.superior else (),
        kept=one.organ.kept if collective else "",
        footer=_("Compiled by Trọng Tâm on %(on)s; number and arrangement were not compared with the official form.")
        % {"on": days.write(on)},
        demo=one.subject.unit.is_demonstration,
    )


def _type_name(form: str, collective: bool) -> str:
    if collective:
        return _("REPORT OF THE COLLECTIVE'S REVIEW")
    return _("REVIEW OF A PARTY MEMBER") if form == SchemeForm.OUTSIDE else _("REVIEW OF AN INDIVIDUAL")


def _body(one: Reviewed, collective: bool) -> Iterator[Block]:
    form = one.subject.scheme.form
    yield Paragraph([Run(str(SchemeForm(form).label), italic=True)], align="right", indent=False)
    yield from _who(collective)
    yield _part("I", _("WHAT THE RECORDS SAY"))
    yield from _facts(listed_of(one.subject.kind, one.scheme))
    yield _part("II", _("SELF-REVIEW"))
    yield from _by_hand(form, collective)
    yield _part("III", _("POINTS"))
    yield _points(one.scheme)
    yield Paragraph(scheme_words(one.scheme))
    yield _part("IV", _("CLASSIFICATION"))
    yield _levels(one.scheme)
    if one.scheme.votes_in_secret:
        yield Paragraph(_("Secret ballot: %(ballot)s.") % {"ballot": mark("ballot")})


def scheme_words(scheme: Scheme) -> str:
    """By which scheme, and whether it was compared with the official text."""
    said = _("Scheme: %(scheme)s (%(source)s).") % {"scheme": scheme.title, "source": scheme.source}
    return said if scheme.checked else " ".join([said, _("Not checked against the official text.")])


def _part(number: str, title: str) -> Heading:
    return Heading(f"{number}. {title}", 1)


def _who(collective: bool) -> Iterator[Block]:
    if collective:
        yield Paragraph(_("Collective: %(name)s") % {"name": mark("name")})
        return
    yield Paragraph(_("Full name: %(name)s") % {"name": mark("name")})
    yield Paragraph(_("Post or duty: %(post)s") % {"post": mark("post")})
    yield Paragraph(_("Where he is reviewed: %(unit)s") % {"unit": mark("unit")})
    yield Paragraph(_("To know: %(note)s") % {"note": mark("note")})


def _facts(known: Sequence[str]) -> Iterator[Block]:
    if not known:
        yield Paragraph(_("This scheme asks for no counted facts."))
        return
    columns = [Column(_("Fact"), 75), Column(_("Value"), 25, "centre")]
    yield Table(columns, [[str(KNOWN_FACTS[code].title), mark(f"fact:{code}")] for code in known])


def _by_hand(form: str, collective: bool) -> Iterator[Block]:
    parts = [_("Strengths, what was achieved")]
    if collective or form == SchemeForm.WITH_POST:
        parts.append(_("Results of leading, by the tasks and targets of the period"))
    parts += [
        _("Limits, shortcomings and their causes"),
        _("What was pointed out before, and how it was mended"),
        _("What is to be done, by when"),
    ]
    for number, part in enumerate(parts, 1):
        yield Paragraph(f"{number}. {part}", indent=False)
        for _line in range(2):
            yield Paragraph(DOTS, align="left", indent=False)


def _points(scheme: Scheme) -> Table:
    columns = [
        Column(_("Criterion"), 64),
        Column(_("Most"), 18, "centre"),
        Column(_("Own points"), 18, "centre"),
    ]
    rows: list[list[str]] = []
    strong: set[int] = set()
    for group in scheme.groups:
        strong.add(len(rows))
        rows.append([group.title, _most(group), "" if group.kind == "grade" else mark(f"group:{group.code}")])
        for item in group.items:
            most = _("grade") if item.kind == "grade" else numbers.write(item.most, None)
            rows.append([item.title, most, mark(f"item:{item.code}")])
    if scheme.most:
        strong.add(len(rows))
        rows.append([_("Sum"), numbers.write(scheme.most, None), mark("total")])
    return Table(columns, rows, strong=frozenset(strong))


def _most(group: Group) -> str:
    return "" if group.kind == "grade" else numbers.write(group.most, None)


def _levels(scheme: Scheme) -> Table:
    columns = [Column(_("Step"), 30), Column(_("Level"), 35), Column(_("Reason, basis"), 35)]
    names = {
        "self": _("Own word"),
        "collective": _("Collective"),
        "appraisal": _("Appraisal"),
        "decision": _("Decision"),
    }
    return Table(columns, [[names[step], mark(f"level:{step}"), mark(f"reason:{step}")] for step in scheme.stages])


# -- the values --------------------------------------------------------------------------------------------------------


def values_of(one: Reviewed) -> dict[str, str]:
    """Mark → what stands there; what nobody has said yet stays open to be written by hand."""
    subject, scheme, scores = one.subject, one.scheme, one.scores
    values = {
        "name": subject.name,
        "unit": subject.unit.name,
        "post": subject.group or OPEN,
        "note": subject.note or OPEN,
        "ballot": _ballot_words(one),
    }
    for code in listed_of(subject.kind, scheme):
        values[f"fact:{code}"] = fact_words(code, one.facts.get(code))
    for code, item in scheme.items.items():
        value = scores.get(code)
        values[f"item:{code}"] = OPEN if value is None else _score(scheme, item.kind, value)
    for group in scheme.groups:
        whole = group.kind in ("points", "all_or_none") and all(item.code in scores for item in group.items)
        total = sum((scores[item.code] for item in group.items), Decimal(0)) if whole else None
        values[f"group:{group.code}"] = OPEN if total is None else numbers.write(total, None)
    own = one.said.get("self")
    values["total"] = numbers.write(own.total, None) if own is not None and own.total is not None else OPEN
    for step in STEPS:
        word = one.said.get(step)
        values[f"level:{step}"] = scheme.level(word.level).title if word is not None else OPEN
        values[f"reason:{step}"] = _reason(word) if word is not None else ""
    return values


def _reason(word: Any) -> str:
    return "; ".join(part.replace("\n", " ") for part in (word.reason, word.basis) if part)


def _score(scheme: Scheme, kind: str, value: Any) -> str:
    if kind == "grade":
        return scheme.grades[int(value) - 1]
    return numbers.percent(value) if kind == "percent" else numbers.write(value, None)


def fact_words(code: str, value: Value) -> str:
    """ "95,5%", "2", "yes"; an unknown one stays open."""
    if value is None:
        return OPEN
    kind = KNOWN_FACTS[code].kind if code in KNOWN_FACTS else "count"
    if kind == "yes_no":
        return _("yes") if value else _("no")
    return numbers.percent(value) if kind == "share" else numbers.write(value, None)


def _ballot_words(one: Reviewed) -> str:
    ballot = one.ballot
    if ballot is None:
        return OPEN
    counts = ", ".join(
        f"{level.title}: {ballot.marks[level.code]}" for level in one.scheme.levels if ballot.marks.get(level.code)
    )
    told = {"present": ballot.present, "ballots": ballot.ballots, "valid": ballot.valid, "counts": counts}
    return _("%(present)d present, %(ballots)d handed in, %(valid)d valid; %(counts)s") % told


# -- drawn -------------------------------------------------------------------------------------------------------------


class Press:
    """Draws forms: each unit and scheme once as a mould, then filled."""

    def __init__(self, on: date):
        self.on = on
        self._moulds: dict[Key, Mould] = {}

    def word(self, one: Reviewed) -> bytes:
        key = (one.subject.unit_id, one.subject.scheme_id, one.subject.kind)
        mould = self._moulds.get(key)
        if mould is None:
            mould = self._moulds[key] = Mould(render(form_of(one, on=self.on)))
        return mould.fill(values_of(one))


def word_of(one: Reviewed, *, on: date) -> bytes:
    """The Word file of one form."""
    with override("vi"):
        return Press(on).word(one)
