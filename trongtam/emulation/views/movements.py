"""`/emulation/movements/`: what is called for, who has committed, where they stand, what the reviews found."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from trongtam.look.answers import form_page, require, typed
from trongtam.org.views.answers import who
from trongtam.targets.computing.scope import scope_path
from trongtam.work.queries.choices import organ_of

from .. import operations, presentation, rules
from ..forms import movements as forms
from ..models import Movement
from ..queries import choices
from ..queries import movements as read


def found(request: HttpRequest, pk: int) -> Movement:
    return get_object_or_404(Movement.objects.visible_to(who(request)).select_related("unit", "keeper__parent"), pk=pk)


@require_GET
def movements(request: HttpRequest) -> HttpResponse:
    user = who(request)
    page = Paginator(read.movements(user), 30).get_page(request.GET.get("page"))
    organ = organ_of(user)
    context = {
        "page": page,
        "rows": [presentation.movement_row(one) for one in page],
        "tabs": presentation.places("movements"),
        "launches": organ is not None and rules.can_launch_movement(user, organ),
        "nav_current": "emulation",
    }
    return render(request, "emulation/movements.html", context)


@require_GET
def movement(request: HttpRequest, pk: int) -> HttpResponse:
    """One movement: criteria, commitments with where each stands, who has not committed, reviews."""
    user, shown, today = who(request), found(request, pk), timezone.localdate()
    commitments = read.commitments_of(shown, user)
    stands = read.figures_of(shown, shown.closed_on or today, [one.unit for one in commitments])
    figures: dict[int, list[tuple[str, str, str]]] = {}
    for one in stands:
        _unit, said, band = presentation.stand_words(one)
        figures.setdefault(one.unit.pk, []).append((presentation.stand_text(one), said, band))
    keeps = rules.can_keep_movement(user, shown)
    criteria, reviews = list(shown.criteria.select_related("indicator__weight")), list(shown.reviews.all())
    kept = read.kept_figures(reviews, criteria, user)
    mine = choices.speaks_in(user, today).filter(path__startswith=scope_path(shown.keeper))
    context = {
        "movement": shown,
        "state": presentation.movement_state(shown, today),
        "facts": presentation.movement_facts(shown),
        "criteria": [presentation.criterion_words(one) for one in criteria],
        "commitments": [(one, figures.get(one.unit_id, [])) for one in commitments],
        "silent": read.silent_units(shown, user, today) if keeps and shown.closed_on is None else [],
        "reviews": [(one, _kept_rows(kept.get(one.pk, []))) for one in reviews],
        "commits": shown.closed_on is None and mine.exists(),
        "again": any(one.unit_id == choices.own_first(user) for one in commitments),
        "reviews_it": keeps and shown.closed_on is None,
        "over": today > shown.valid_to,
        "nav_current": "emulation",
    }
    return render(request, "emulation/movement.html", context)


def _kept_rows(rows: list[read.Kept]) -> list[tuple[str, str, str, str]]:
    """Unit, figure, band, criterion."""
    return [(*presentation.stand_words(one), one.criterion.text) for one in rows]


def launch_movement(request: HttpRequest) -> HttpResponse:
    user, today = who(request), timezone.localdate()
    organ = organ_of(user)
    allowed = organ is not None and rules.can_launch_movement(user, organ)
    require(
        allowed, _("A movement is launched by the Party office, the secretary or a deputy secretary of a committee.")
    )
    assert organ is not None
    indicators = choices.indicators_of_movement(user)
    first = {"valid_from": today, "valid_to": today.replace(month=12, day=31)}
    form = forms.MovementForm(typed(request), indicators=indicators, initial=first)

    def do(given: dict[str, Any]) -> str:
        words = {name: given[name] for name in ("title", "valid_from", "valid_to", "content", "basis")}
        made = operations.launch_movement(organ, operations.Call(**words, criteria=form.asked()), by=user)
        return reverse("emulation:movement", args=[made.pk])

    texts = {
        "title": _("Launch a movement"),
        "done": _("Launched: every unit below sees it."),
        "button": _("Launch it"),
    }
    back = {"back_url": reverse("emulation:movements"), "back_text": _("Movements"), "lead": organ.name}
    return form_page(request, form, do, nav_current="emulation", **texts, **back)


def _back(shown: Movement) -> dict[str, str]:
    url = reverse("emulation:movement", args=[shown.pk])
    return {"back_url": url, "back_text": shown.title, "nav_current": "emulation"}


def commit(request: HttpRequest, pk: int) -> HttpResponse:
    user, shown, today = who(request), found(request, pk), timezone.localdate()
    units = choices.speaks_in(user, today).filter(path__startswith=scope_path(shown.keeper))
    require(units.exists(), rules.who_speaks(shown.keeper))
    own = choices.own_first(user)
    said = shown.commitments.filter(unit=own).values_list("text", flat=True).first()
    form = forms.CommitForm(typed(request), units=units, initial={"unit": own, "text": said or ""})

    def do(given: dict[str, Any]) -> str:
        operations.commit(shown, given["unit"], by=user, text=given["text"])
        return reverse("emulation:movement", args=[shown.pk])

    texts = {"title": _("Commit to the movement"), "done": _("Written down."), "button": _("We commit to it")}
    return form_page(request, form, do, lead=shown.content, **texts, **_back(shown))


def review_movement(request: HttpRequest, pk: int) -> HttpResponse:
    user, shown, today = who(request), found(request, pk), timezone.localdate()
    require(rules.can_keep_movement(user, shown), rules.who_launches(shown.keeper))
    kind = "final" if today > shown.valid_to else "interim"
    form = forms.ReviewForm(typed(request), initial={"on": today, "kind": kind})

    def do(given: dict[str, Any]) -> str:
        operations.review_movement(shown, by=user, **given)
        return reverse("emulation:movement", args=[shown.pk])

    texts = {"title": _("Write a review down"), "done": _("Kept with the figures of that day."), "button": _("Keep it")}
    return form_page(request, form, do, **texts, **_back(shown))
