"""`/meetings/of/<unit>/forms/`: the scoring forms of a place as they held and hold, and the choice of others from a day on."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from trongtam.look.answers import form_page, require, typed
from trongtam.org.views.answers import who

from .. import presenting_rating as words
from ..forms.record import NONE, FormsForm
from ..models import MeetingKind
from ..operations.scores import choose_forms as choose
from ..presenting_rules import rules_on
from ..queries.facts import choices_near, holding_choice
from ..rules import record as rules
from ..scoring_forms import USUAL
from ..scoring_forms import scoring_forms as known_forms
from .pages import place


@require_GET
def scoring_forms(request: HttpRequest, code: str) -> HttpResponse:
    unit, today = place(request, code), timezone.localdate()
    choices = choices_near(unit)
    holding = holding_choice(choices, today)
    context: dict[str, Any] = {
        "unit": unit,
        "choices": words.choice_words(choices, holding),
        "holds": next((one for one in words.choice_words(choices, holding) if one.holds), None),
        "usual": known_forms()[USUAL].form.title,
        "rules": rules_on(today),
        "forms": [one.form for one in known_forms().values()],
        "may_choose": rules.can_choose_forms(who(request), unit),
        "nav_current": "meetings",
    }
    return render(request, "meetings/scoring_forms.html", context)


def choose_forms(request: HttpRequest, code: str) -> HttpResponse:
    """One form for regular meetings, one for thematic ones, from a day on."""
    unit, user = place(request, code), who(request)
    require(rules.can_choose_forms(user, unit), rules.who_scores_as_follower(unit))
    back = reverse("meetings:scoring_forms", args=[code])
    holding = holding_choice(choices_near(unit), timezone.localdate())
    standing = set(holding.forms) if holding is not None else {USUAL}
    offered = {kind: words.forms_for(kind) for kind in (MeetingKind.REGULAR, MeetingKind.THEMATIC)}
    initial = {
        kind.value: next((one for one, _title in many if one in standing), NONE) for kind, many in offered.items()
    }
    form = FormsForm(
        typed(request),
        regular=offered[MeetingKind.REGULAR],
        thematic=offered[MeetingKind.THEMATIC],
        initial=initial | {"since": timezone.localdate()},
    )

    def do(given: dict[str, Any]) -> str:
        choose(unit, form.codes(), by=user, since=given["since"], basis=given["basis"])
        return back

    return form_page(
        request, form, do, title=_("Choose scoring forms"), done=_("The forms hold from that day on."), button=_("Record"),
        back_url=back, back_text=_("Scoring forms"),
        note=_("Meetings before that day keep the form on which they were scored. ° not compared with an official text."),
    )  # fmt: skip
