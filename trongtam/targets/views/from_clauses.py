"""`/targets/from-clauses/`: the targets that the sentences of a document promise, each beside its sentence, set together."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trongtam.look.answers import require, typed
from trongtam.org.models import Person, Unit, UnitKind
from trongtam.org.views.answers import who
from trongtam.resolutions.models import Document

from .. import operations, rules
from ..forms.fields import AcknowledgingForm, periods_offered
from ..forms.from_clauses import ClauseRowForm
from ..paste import Table
from ..problems import NeedsConfirmation, RowsRefused
from ..queries import choices
from ..queries.from_clauses import proposed
from .targets_forms import both, term_of

_KEY = re.compile(r"r(\d{1,18}-\d{1,4})-(name|keep)")


@both
def set_from_clauses(request: HttpRequest, pk: int) -> HttpResponse:
    seen = Document.objects.visible_to(who(request)).select_related("unit__parent", "term")
    document = get_object_or_404(seen, pk=pk)
    unit, today = choices.led_by(document), timezone.localdate()
    require(rules.can_set_target(who(request), unit), rules.who_may_set_target(unit))
    sent, ticked = _sent(request)
    offered = periods_offered(today, term_of(document))
    world = proposed(document, unit, user=who(request), today=today, offered=offered, typed=sent)
    own_kind = UnitKind.COMMUNE if unit.kind == UnitKind.PARTY_COMMITTEE else unit.kind
    form = AcknowledgingForm(typed(request))
    rows = [ClauseRowForm(typed(request), row, world, stated_by=own_kind) for row in world.rows]
    if form.is_bound and _may_keep(form, rows, ticked) and _keep(request, document, unit, form, rows):
        return redirect(reverse("resolutions:document", args=[document.pk]))
    context: dict[str, Any] = {"document": document, "unit": unit, "form": form, "rows": rows, "world": world}
    context |= {"draft": f"form:{request.path.strip('/')}", "nav_current": "documents"}
    return render(request, "targets/from_clauses.html", context, status=422 if form.is_bound else 200)


def _sent(request: HttpRequest) -> tuple[set[str], set[str]]:
    """The keys of the rows that were sent, and of those that were ticked."""
    found = [one for name in request.POST if (one := _KEY.fullmatch(name)) is not None]
    return {one[1] for one in found}, {one[1] for one in found if one[2] == "keep"}


def _may_keep(form: AcknowledgingForm, rows: list[ClauseRowForm], ticked: set[str]) -> bool:
    """Whether something is ticked, all that is ticked stands on the page, and all of it can be read."""
    there = {row.row.key for row in rows}
    if not ticked:
        form.add_error(None, _("No target is ticked. Tick those that the document sets."))
    elif not ticked <= there:
        form.add_error(None, _("A sentence was corrected or taken out meanwhile. Please look at the rows again."))
    elif not all(row.is_valid() for row in rows if row.ticked):
        sentence = _("Some rows cannot be read yet. Nothing was kept; the sentence stands beside each.")
        form.add_error(None, _with_ways(sentence, rows))
    return form.is_valid()


def _with_ways(sentence: str, rows: list[ClauseRowForm]) -> str:
    """The sentence with a link to each row that is wrong."""
    wrong = [(row.row.key, row["name"].value() or row.row.sentence.text) for row in rows if row.ticked and row.errors]
    links = ((key, Truncator(name).chars(60)) for key, name in wrong)
    return format_html("{} {}", sentence, format_html_join(" · ", '<a href="#row-{}">{}</a>', links))


def _keep(
    request: HttpRequest, document: Document, unit: Unit, form: AcknowledgingForm, rows: list[ClauseRowForm]
) -> bool:
    """Set what is ticked; a refusal stands at its row."""
    kept = {row.row.proposal.line: row for row in rows if row.ticked}
    holders = Person.objects.in_bulk(
        [row.cleaned_data["holder"] for row in kept.values() if row.cleaned_data["holder"]]
    )
    usual = next(iter(kept.values())).cleaned_data["period"]
    try:
        made = operations.paste_targets(
            unit,
            Table(tuple(row.proposal for row in kept.values()), ()),
            usual,
            by=who(request),
            document=document,
            choices={line: row.choice(holders) for line, row in kept.items()},
            acknowledged=form.acknowledged,
        )
    except RowsRefused as refused:
        for line, refusal in refused.errors.items():
            if isinstance(refusal, NeedsConfirmation) and refusal.what == operations.PLAN_ZERO:
                kept[line].ask_back(refusal)
                continue
            if isinstance(refusal, NeedsConfirmation):
                form.asked_back(refusal)
            kept[line].add_error(refusal.field if refusal.field in kept[line].fields else None, str(refusal))
        sentence = _("Some rows cannot be kept. Nothing was kept; the sentence stands beside each.")
        form.add_error(None, _with_ways(sentence, rows))
        return False
    told = ngettext("%(n)d target is set.", "%(n)d targets are set.", len(made)) % {"n": len(made)}
    messages.success(request, told)
    return True
