"""A paper of an inspection from its name, in the layout of the Party. Always in Vietnamese.

The committee signs for its own programme, its inspection commission for the commission's. A number stands where the record tells
it as offices write it (“05-QĐ/UBKT”); else its place is left open.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from trongtam.ground import days
from trongtam.ground.papers import Paper, Signature, layout_for, render
from trongtam.ground.papers.model import Block
from trongtam.org.models import Unit
from trongtam.work.queries.organ import Organ as Issuer
from trongtam.work.queries.organ import organ_of_list

from ..models import Inspection, InspectionState, Organ
from ..presentation import subject_words
from . import course

DECISION, PLAN, REPORT, CONCLUSION = "decision", "plan", "report", "conclusion"
_NUMBER = re.compile(r"(?:Số:? *)?(\d{1,5}) *-([^\s\d][^\s]*)")


@dataclass(frozen=True, slots=True)
class Made:
    """`name` for people, `heading` as printed; `abstract` and `body` from the record; `on` the day that the record tells."""

    name: Any
    heading: Any
    abstract: Callable[[Inspection], str]
    body: Callable[[Inspection], Iterator[Block]]
    on: Callable[[Inspection], date | None]


PAPERS: dict[str, Made] = {
    DECISION: Made(
        gettext_lazy("Decision"), gettext_lazy("DECISION"), course.abstract, course.decision, lambda one: one.decided_on
    ),
    PLAN: Made(gettext_lazy("Plan"), gettext_lazy("PLAN"), course.abstract, course.plan, lambda one: one.decided_on),
    REPORT: Made(
        gettext_lazy("Report"),
        gettext_lazy("REPORT"),
        course.result_abstract,
        course.report,
        lambda one: one.reported_on,
    ),
    CONCLUSION: Made(
        gettext_lazy("Conclusion"),
        gettext_lazy("CONCLUSION"),
        course.abstract,
        course.conclusion,
        lambda one: one.concluded_on,
    ),
}


def offered(one: Inspection) -> list[str]:
    """The papers that it has: a decision from the beginning, to be signed before it is written down; the others when they have
    words. None of what was taken off before it was decided."""
    if one.state == InspectionState.DROPPED and one.decided_on is None:
        return []
    told = {PLAN: one.plan, REPORT: one.report, CONCLUSION: one.conclusion}
    return [DECISION, *(name for name, words in told.items() if words)]


def issuer_of(unit: Unit, organ: str) -> Issuer:
    """Head and foot for the committee, or for its inspection commission. Four queries at most."""
    committee = organ_of_list(unit)
    if organ == Organ.COMMITTEE:
        return committee
    return replace(
        committee,
        superior=committee.issuer,
        issuer=_("Inspection commission"),
        letters="UBKT",
        body=_("Inspection commission"),
        post=_("Chairman"),
        kept=_("Inspection commission"),
    )


def numbered(text: str, usual: str) -> tuple[int | None, str]:
    """Number and symbol of “05-QĐ/UBKT”; None and the usual symbol for anything else. Pure."""
    found = _NUMBER.fullmatch(text.strip())
    return (int(found[1]), found[2]) if found else (None, usual)


def word(name: str, one: Inspection, *, on: date) -> bytes:
    """The Word paper as of a day. `one` with programme and keeper, subject and lead at hand."""
    with override("vi"):
        return render(_paper(name, one, issuer_of(one.programme.keeper, one.programme.organ), on))


def _paper(name: str, one: Inspection, issuer: Issuer, on: date) -> Paper:
    made = PAPERS[name]
    dated = made.on(one)
    told = {DECISION: one.decision, CONCLUSION: one.conclusion_number}.get(name, "")
    number, symbol = numbered(told, issuer.symbol(name))
    signature = Signature(post=issuer.post, authority="on_behalf", body=issuer.body)
    if name == REPORT and one.lead is not None:
        signature = Signature(post=_("Who leads it").upper(), name=one.lead.full_name)
    return Paper(
        layout=layout_for(issuer.side, dated or on),  # type: ignore[arg-type]  # one of the two sides
        superior=issuer.superior,
        issuer=issuer.issuer,
        place=issuer.place,
        date=dated,
        symbol=symbol,
        number=number,
        type_name=str(made.heading),
        abstract=made.abstract(one),
        bases=tuple(course.bases(one)) if name == DECISION else (),
        body=list(made.body(one)),
        signature=signature,
        recipients=() if name == REPORT else (subject_words(one), issuer.superior),
        kept=issuer.kept,
        footer=_("Compiled by Trọng Tâm on %(on)s.") % {"on": days.write(on)},
        demo=one.programme.keeper.is_demonstration,
    )


def file_name(name: str, one: Inspection) -> str:
    """Without the subject: names of files are read over the shoulder."""
    with override("vi"):
        day = days.write(PAPERS[name].on(one) or one.planned_from).replace("/", "-")
        return f"{PAPERS[name].name} {str(one.get_kind_display()).lower()} {day}.docx"
