"""The summary of a round as a paper: how many there are, how many were rated at which level, against the caps and the target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import override

from trongtam.ground import days, numbers
from trongtam.ground.papers import Column, Heading, Paper, Paragraph, Signature, Table, layout_for, render
from trongtam.ground.papers.model import Block, Bullet
from trongtam.work.queries.organ import Organ

from ..scheme import Scheme
from ..tables import Counts, Row, nested
from ..tables import Table as LevelTable


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of the round. `waiting`: to be rated, not decided yet. `printed`: level → share as a paper gives it;
    `reconstructed`: the counts were worked out from printed shares; `known`: the levels that the paper gives a count for (None:
    all of them); `warnings`: what does not agree, as sentences."""

    kind: str
    scheme: Scheme
    counts: Counts
    waiting: int = 0
    target: Decimal | None = None
    share: Decimal | None = None
    reconstructed: bool = False
    note: str = ""
    known: frozenset[str] | None = None
    printed: Sequence[tuple[str, str]] = ()
    warnings: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """`caps`: a sentence for each cap that is exceeded or stands."""

    title: str
    organ: Organ
    parts: Sequence[Part]
    caps: Sequence[str] = ()
    demo: bool = False
    units: Sequence[tuple[str, Counts]] = field(default_factory=tuple)


def summary_of(summary: Summary, *, on: date) -> Paper:
    """The paper as values, in the active language."""
    organ = summary.organ
    return Paper(
        layout=layout_for(organ.side, on),  # type: ignore[arg-type]  # one of the two sides
        superior=organ.superior,
        issuer=organ.issuer,
        place=organ.place,
        date=None,
        symbol=organ.symbol("report"),
        type_name=_("REPORT"),
        abstract=summary.title,
        body=list(_body(summary)),
        signature=Signature(post=organ.post, authority="on_behalf", body=organ.body),
        recipients=(organ.superior,) if organ.superior else (),
        kept=organ.kept,
        footer=_("Compiled by Trọng Tâm on %(on)s.") % {"on": days.write(on)},
        demo=summary.demo,
    )


def _body(summary: Summary) -> Iterator[Block]:
    for number, part in enumerate(summary.parts, 1):
        yield Heading(f"{'I' * number if number < 4 else 'IV'}. {part.kind.upper()}", 1)
        yield from _part(part)
    if summary.caps:
        yield Heading(_("How many are excellent"), 2)
        for sentence in summary.caps:
            yield Bullet(sentence)


def _part(part: Part) -> Iterator[Block]:
    yield Paragraph(closing_words(part))
    if part.counts.rated:
        yield Table(
            [
                Column(_("Level"), 46),
                Column(_("Count"), 16, "centre"),
                Column(_("Of all rated"), 19, "centre"),
                Column(_("Of its head"), 19, "centre"),
            ],
            level_rows(part),
            caption=_("Shares are of the %(n)s rated. Scheme: %(scheme)s.")
            % {"n": numbers.write(part.counts.rated), "scheme": scheme_title(part.scheme)},
        )
    if part.printed:
        shown = ", ".join(f"{level} {share}%" for level, share in part.printed)
        yield Paragraph(_("As printed: %(shares)s.") % {"shares": shown})
    for warning in part.warnings:
        yield Bullet(warning)
    if part.target is not None and part.share is not None:
        yield Paragraph(target_words(part.share, part.target))
    if part.reconstructed:
        yield Paragraph(_("These counts were worked out from printed shares. %(note)s") % {"note": part.note})


def scheme_title(scheme: Scheme) -> str:
    return scheme.title if scheme.checked else f"{scheme.title} ({_('not checked against the official text')})"


def known_rows(part: Part, table: LevelTable) -> list[Row]:
    """A level of which the paper gives no count is left out, not shown as nobody."""
    return [row for row in table.rows if part.known is None or row.code in part.known]


def closing_words(part: Part) -> str:
    """ "8.159 in all: 6.659 rated, 1.388 exempt, 112 not rated (…)." """
    counts = part.counts
    told = {
        "all": numbers.write(counts.existing),
        "rated": numbers.write(counts.rated),
        "exempt": numbers.write(counts.exempt),
    }
    words = [_("%(all)s in all: %(rated)s rated, %(exempt)s exempt") % told]
    for reason, number in counts.not_rated.items():
        why = f" ({reason})" if reason else ""
        words.append(_("%(n)s not rated%(why)s") % {"n": numbers.write(number), "why": why})
    if part.waiting:
        words.append(_("%(n)s wait for the decision") % {"n": numbers.write(part.waiting)})
    return "; ".join(words) + "."


def level_rows(part: Part) -> list[list[str]]:
    """Level, count, share of all rated, share of the head that it lies within."""
    rows = []
    for row in known_rows(part, nested(part.scheme, part.counts)):
        title = row.title if row.within is None else _("of which: %(level)s") % {"level": row.title}
        rows.append([title, numbers.write(row.count), _percent(row.share), _percent(row.of_head)])
    return rows


def _percent(share: Decimal | None) -> str:
    return "" if share is None else numbers.percent(share, fixed=True)


def target_words(share: Decimal, target: Decimal) -> str:
    """Points, never "vượt … %": both are percentages."""
    told = {
        "share": numbers.percent(share),
        "target": numbers.percent(target),
        "points": numbers.points(abs(share - target)),
    }
    if share >= target:
        return _("Good or better: %(share)s against a target of %(target)s, %(points)s above.") % told
    return _("Good or better: %(share)s against a target of %(target)s, %(points)s below.") % told


def summary_word(summary: Summary, *, on: date) -> bytes:
    """The Word file, in Vietnamese."""
    with override("vi"):
        return render(summary_of(summary, on=on))
