"""What the papers of one inspection say: decision, plan, report, conclusion. In the active language, which is Vietnamese."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from trongtam.ground import days
from trongtam.ground.papers import Column, Heading, Paragraph, Table
from trongtam.ground.papers.model import Block

from ..models import Demand, Inspection
from ..presentation import span_words, subject_words


def abstract(one: Inspection) -> str:
    """“kiểm tra chuyên đề đối với Chi bộ ấp Mẫu”."""
    kind, form = str(one.get_kind_display()).lower(), str(one.get_form_display())
    return _("%(kind)s %(form)s of %(subject)s") % {"kind": kind, "form": form, "subject": subject_words(one)}


def result_abstract(one: Inspection) -> str:
    return _("result of the %(what)s") % {"what": abstract(one)}


def bases(one: Inspection) -> Iterator[str]:
    """What the decision rests on: the programme, and what the programme rests on."""
    if one.programme.basis:
        yield _("Pursuant to %(basis)s") % {"basis": one.programme.basis}
    yield _("Pursuant to the %(programme)s") % {"programme": _lowered(one.programme.title)}


def decision(one: Inspection) -> Iterator[Block]:
    yield Heading(_("DECIDES:"), 1)
    said = {"what": abstract(one), "content": one.content.strip()}
    yield Paragraph(_("Article 1. To carry out the %(what)s. Content: %(content)s") % said)
    yield Paragraph(_("Article 2. Time: %(span)s.") % {"span": span_words(one)})
    if one.lead is not None:
        told = {"lead": one.lead.full_name}
        yield Paragraph(_("Article 3. %(lead)s leads it, makes the plan, reports and proposes the conclusion.") % told)
    else:
        yield Paragraph(_("Article 3. Whoever is given it makes the plan, reports and proposes the conclusion."))
    yield Paragraph(
        _("Article 4. %(subject)s and all concerned carry this decision out.") % {"subject": subject_words(one)}
    )


def _about(one: Inspection) -> Iterator[Block]:
    """Subject, content, time, lead."""
    yield Paragraph(_("1. Subject: %(subject)s.") % {"subject": subject_words(one)})
    yield Paragraph(_("2. Content: %(content)s") % {"content": one.content.strip()})
    yield Paragraph(_("3. Time: %(span)s.") % {"span": span_words(one)})
    if one.lead is not None:
        yield Paragraph(_("4. Led by: %(lead)s.") % {"lead": one.lead.full_name})


def plan(one: Inspection) -> Iterator[Block]:
    yield Heading(_("I. SUBJECT, CONTENT, TIME"), 1)
    yield from _about(one)
    yield Heading(_("II. HOW IT IS DONE"), 1)
    yield from _lines(one.plan)


def report(one: Inspection) -> Iterator[Block]:
    if one.decided_on is not None:
        told = {"decision": one.decision, "day": days.write(one.decided_on)}
        yield Paragraph(_("Carrying out decision %(decision)s of %(day)s, it is reported:") % told)
    yield Heading(_("I. SUBJECT, CONTENT, TIME"), 1)
    yield from _about(one)
    yield Heading(_("II. WHAT WAS FOUND"), 1)
    yield from _lines(one.report)


def conclusion(one: Inspection) -> Iterator[Block]:
    if one.reported_on is not None:
        told = {"what": abstract(one), "day": days.write(one.reported_on)}
        yield Paragraph(_("On the report of %(day)s on the %(what)s, it is concluded:") % told)
    yield Heading(_("I. CONCLUSION"), 1)
    yield from _lines(one.conclusion)
    demands = list(one.demands.select_related("holder_unit", "holder_person", "supervisor"))
    if demands:
        yield Heading(_("II. WHAT IS ASKED FOR"), 1)
        yield Table(_columns(), [_row(each) for each in demands])
        yield Paragraph(_("Each is followed up until it is settled; what was done is reported to the supervisor."))


def _columns() -> list[Column]:
    """Shares are millimetres of an A4 page between its margins."""
    return [
        Column(_("No."), 12, "centre"),
        Column(_("What the conclusion asks for"), 65),
        Column(_("Who carries it out"), 35),
        Column(_("Until"), 25, "centre"),
        Column(_("Supervised by"), 30),
    ]


def _row(one: Demand) -> list[str]:
    return [str(one.order), one.text, str(one.holder), days.write(one.due), one.supervisor.full_name]


def _lines(text: str) -> Iterator[Block]:
    for line in text.splitlines():
        if line.strip():
            yield Paragraph(line.strip())


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
