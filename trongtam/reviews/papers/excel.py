"""The same forms and the summary as Excel workbooks: numbers as numbers."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import override

from trongtam.ground.sheets import Column, Sheet, Value, write_workbook

from ..fact_codes import KNOWN_FACTS
from ..models import SchemeForm
from ..queries.forms import Reviewed
from ..queries.known import listed_of
from ..tables import disjoint, nested
from .forms import STEPS, fact_words, scheme_words, values_of
from .summary import Part, Summary, known_rows


def form_workbook(one: Reviewed) -> bytes:
    """One form: what it is about and its levels, points, facts; in Vietnamese."""
    with override("vi"):
        sheets = [
            Sheet(_("The form"), [Column(_("Entry"), width=34), Column(_("Value"), width=70)], list(_head(one))),
            Sheet(
                _("Points"),
                [
                    Column(_("Criterion"), width=60),
                    Column(_("Most"), "number", 14),
                    Column(_("Own points"), "number", 14),
                ],
                list(_points(one)),
            ),
            Sheet(_("Facts"), [Column(_("Fact"), width=60), Column(_("Value"), width=20)], list(_facts(one))),
        ]
        return write_workbook(sheets, demo=one.subject.unit.is_demonstration)


def _head(one: Reviewed) -> Iterator[list[Value]]:
    values, subject = values_of(one), one.subject
    yield [_("Form of review"), str(SchemeForm(subject.scheme.form).label)]
    yield [_("Review round"), subject.round.title]
    yield [_("Name"), values["name"]]
    yield [_("Unit"), values["unit"]]
    yield [_("Post or duty"), subject.group]
    yield [_("Scheme used"), scheme_words(one.scheme)]
    if one.scheme.votes_in_secret:
        yield [_("Secret ballot"), values["ballot"] if one.ballot is not None else ""]
    names = [_("Own word"), _("Collective"), _("Appraisal"), _("Decision")]
    for name, step in zip(names, STEPS, strict=True):
        if step not in one.scheme.stages:
            continue
        said = one.said.get(step)
        yield [name, one.scheme.level(said.level).title if said is not None else ""]


def _points(one: Reviewed) -> Iterator[list[Value]]:
    for group in one.scheme.groups:
        for item in group.items:
            yield [f"{group.title}: {item.title}", item.most, one.scores.get(item.code)]
    own = one.said.get("self")
    if own is not None and own.total is not None:
        yield [_("Sum"), one.scheme.most, own.total]


def _facts(one: Reviewed) -> Iterator[list[Value]]:
    for code in listed_of(one.subject.kind, one.scheme):
        value = one.facts.get(code)
        yield [str(KNOWN_FACTS[code].title), "" if value is None else fact_words(code, value)]


# -- the summary -------------------------------------------------------------------------------------------------------


def summary_workbook(summary: Summary) -> bytes:
    """Who was rated, then the levels disjoint and nested, each share with its base; in Vietnamese."""
    with override("vi"):
        sheets = [
            Sheet(_("Who was rated"), _who_columns(), [list(_who(part)) for part in summary.parts]),
            Sheet(
                _("Disjoint"), _level_columns(), [row for part in summary.parts for row in _levels(part, apart=True)]
            ),
            Sheet(_("Nested"), _level_columns(), [row for part in summary.parts for row in _levels(part, apart=False)]),
        ]
        return write_workbook(sheets, demo=summary.demo)


def _who_columns() -> list[Column]:
    heads = (_("In all"), _("Rated"), _("Exempt"), _("Not rated"), _("Waiting"))
    return [Column(_("Who is rated"), width=30), *(Column(head, "number", 14, 0) for head in heads)]


def _who(part: Part) -> Iterator[Value]:
    counts = part.counts
    yield part.kind
    yield from (counts.existing, counts.rated, counts.exempt, sum(counts.not_rated.values()), part.waiting)


def _level_columns() -> list[Column]:
    return [
        Column(_("Who is rated"), width=30),
        Column(_("Level"), width=44),
        Column(_("Count"), "number", 12, 0),
        Column(_("Base"), "number", 12, 0),
        Column(_("Of all rated"), "percent", 16),
        Column(_("Of its head"), "percent", 16),
    ]


def _levels(part: Part, *, apart: bool) -> Iterator[list[Value]]:
    table = disjoint(part.scheme, part.counts) if apart else nested(part.scheme, part.counts)
    for row in known_rows(part, table):
        title = row.title if row.within is None else _("of which: %(level)s") % {"level": row.title}
        yield [part.kind, title, row.count, table.base, _cell(row.share), _cell(row.of_head)]


def _cell(share: Decimal | None) -> Value:
    return None if share is None else share
