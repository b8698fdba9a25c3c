"""What this room gives to the pages of others: panels beside clauses, on a unit's page and on the desk; things due, hits of the
search, loose ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trongtam.look.registry import DueItem, Found, Panel
from trongtam.org.models import Unit
from trongtam.resolutions.models import Clause, ClauseKind, Document
from trongtam.resolutions.orphans import MOST
from trongtam.resolutions.orphans import Orphan as Loose

from . import parts_of_rounds, queries, rules
from .models import Source, Target
from .presentation import words
from .presentation.rows import target_row
from .queries import desk, gathering
from .queries.choices import led_by
from .queries.criteria import adoptions_of
from .queries.from_clauses import waiting_clauses

if TYPE_CHECKING:
    from collections.abc import Callable

    from trongtam.accounts.models import User
    from trongtam.look import shapes


def who(request: HttpRequest) -> User:
    """The person of a page; every page with these parts is for people who are signed in."""
    user = request.user
    assert user.is_authenticated
    return user


@dataclass(frozen=True)
class Beside:
    """A target beside its clause."""

    name: str
    url: str
    shown: str
    of: str
    band: str
    invented: bool


def _url(row: queries.TargetRow) -> str:
    return f"{reverse('targets:target', args=[row.pk])}?on={row.day}"


def _shape(row: queries.TargetRow) -> shapes.TargetRow:
    return target_row(row, _url(row))


def _beside(row: queries.TargetRow) -> Beside:
    return Beside(row.name, _url(row), words.percent_shown(row), words.of_plan(row), row.band, row.target.is_invented)


def beside_clauses(request: HttpRequest, document: Document) -> Panel | None:
    """`resolutions.clause_side`: each clause's targets with band and percentage."""
    by_clause = desk.rows_by_clause(document, user=who(request), today=timezone.localdate())
    sides = {clause: [_beside(row) for row in rows] for clause, rows in by_clause.items()}
    return Panel("targets/parts/beside_clause.html", {"by_clause": sides})


def back_to_clauses(request: HttpRequest, document: Document) -> Panel | None:
    """`resolutions.document_back`: the document's targets first, each with the sentence behind it."""
    targets = list(
        queries.listed(
            Target.objects.visible_to(who(request)).in_force().filter(document=document, parent__isnull=True)
        ).order_by("order", "pk")
    )
    rows = desk.rows_by_own_day(targets, user=who(request), today=timezone.localdate())
    pairs = [(_shape(row), row.target.clause) for row in rows]
    return Panel("targets/parts/back_to_clauses.html", {"pairs": pairs})


def set_for_clause(request: HttpRequest, clause: Clause) -> Panel | None:
    """`resolutions.clause`: for those who may, the way from a sentence of kind target to the target that measures it."""
    unit = led_by(clause.document)
    if clause.kind != ClauseKind.TARGET or not rules.can_set_target(who(request), unit):
        return None
    if Target.objects.in_force().filter(clause=clause).exists():
        return None
    return Panel("targets/parts/set_here.html", {"unit": unit, "clause": clause})


def set_for_document(request: HttpRequest, document: Document) -> Panel | None:
    """`resolutions.document`: for those who may, the way to set or paste the targets of a document."""
    unit = led_by(document)
    return (
        Panel("targets/parts/set_here.html", {"unit": unit, "document": document})
        if rules.can_set_target(who(request), unit)
        else None
    )


def next_for_document(request: HttpRequest, document: Document) -> Panel | None:
    """`resolutions.document_next`: for those who may, the way from sentences that wait to setting their targets."""
    unit = led_by(document)
    if not rules.can_set_target(who(request), unit):
        return None
    count = waiting_clauses(document)
    context = {"document": document, "count": count, "url": reverse("targets:from_clauses", args=[document.pk])}
    return Panel("targets/parts/next_for_document.html", context) if count else None


def unit_stands(request: HttpRequest, unit: Unit) -> Panel | None:
    """`org.unit`: where the unit stands, with the way to its board."""
    rows = desk.stands([unit.path], user=who(request), today=timezone.localdate())
    if not rows:
        return None
    sentence = queries.tally((row.pk, row.band) for row in rows).sentence
    context = {"unit": unit, "sentence": sentence, "rows": [_beside(row) for row in rows[:3]]}
    return Panel("targets/parts/unit_stands.html", context)


def unit_criteria(request: HttpRequest, unit: Unit) -> Panel | None:
    """`org.unit`: the sets of criteria that the unit has taken, with the way to their boards."""
    taken = adoptions_of(who(request), unit.pk)
    return Panel("targets/parts/unit_criteria.html", {"unit": unit, "taken": taken}) if taken else None


def own_unit_stands(request: HttpRequest, _thing: object) -> Panel | None:
    """`portal.desk`: the two targets of one's own unit that need a hand most."""
    paths = desk.posts_lead(who(request))
    rows = desk.stands(paths, user=who(request), today=timezone.localdate()) if paths else []
    if not rows:
        return None
    unit = rows[0].target.unit if rows[0].target.unit.path in paths else rows[0].target.unit.parent
    return Panel("targets/parts/own_unit.html", {"unit": unit, "rows": [_shape(row) for row in rows[:2]]})


def sheets_due(user: User, at: datetime) -> list[DueItem]:
    """“Gửi số liệu tháng 9”, with how many lines are done; where a round asks for the sheet, the round asks instead."""
    today = timezone.localdate(at)
    desk_of_rounds = gathering.on_desk(user, at)
    in_round = desk_of_rounds.sheets
    found = []
    for sheet in desk.sheets_due(user, today):
        if (sheet.unit.pk, sheet.month.code) in in_round:
            continue
        lacking = sheet.total - sheet.done
        detail = ngettext("%(unit)s: %(n)d line is left.", "%(unit)s: %(n)d lines are left.", lacking)
        found.append(
            DueItem(
                key=f"targets.sheet:{sheet.unit.pk}:{sheet.month.code}",
                title=_("Send the figures of month %(month)s") % {"month": sheet.month.start.month},
                detail=detail % {"unit": sheet.unit.name, "n": lacking},
                due=sheet.due,
                url=_entry_url(sheet),
                done=sheet.done,
                total=sheet.total,
                kind=_("Figures"),
                action=_("Type figures"),
            )
        )
    return found + parts_of_rounds.due(desk_of_rounds, user)


def _entry_url(sheet: desk.SheetDue) -> str:
    try:
        return reverse("targets:entry", args=[sheet.unit.code, sheet.month.code])
    except NoReverseMatch:
        return reverse("targets:board", args=[sheet.unit.code])


def found(text: str, user: User) -> list[Found]:
    """Targets and indicators by their names, in both spellings, only those that the person sees."""
    hits = [
        Found(
            title=str(target),
            kind=_("Target"),
            url=reverse("targets:target", args=[target.pk]),
            context=f"{target.unit.name} · {words.named(target.period_code)}",
            rank=1.5,
        )
        for target in desk.targets_named(text, user)
    ]
    return hits + [
        Found(
            title=one.name, kind=_("Indicator"), url=reverse("targets:own_board"), context=one.unit_of_measure, rank=0.5
        )
        for one in desk.indicators_named(text, user)
    ]


# -- loose ends --------------------------------------------------------------------------------------------------------


def without_owner(user: User, document: Document | None) -> list[Loose]:
    """Targets that nobody is in charge of."""
    return _loose(user, document, lambda target: target.holder_id is None)


def never_measured(user: User, document: Document | None) -> list[Loose]:
    """Targets for which nothing was ever stated."""
    return _loose(user, document, _is_unmeasured)


def _is_unmeasured(target: Target) -> bool:
    standing = getattr(target, "standing", None)
    return target.indicator.source == Source.STATED and (standing is None or standing.as_of is None)


def _loose(user: User, document: Document | None, holds: Callable[[Target], bool]) -> list[Loose]:
    targets = Target.objects.visible_to(user).in_force().filter(parent__isnull=True)
    if document is not None:
        targets = targets.filter(document=document)
    rows = targets.select_related("indicator", "unit", "standing").order_by("-period_end", "order", "pk")
    lone = [target for target in rows if holds(target)]
    return [
        Loose(
            str(target),
            f"{target.unit.name} · {words.named(target.period_code)}",
            reverse("targets:target", args=[target.pk]),
        )
        for target in lone[:MOST]
    ]
