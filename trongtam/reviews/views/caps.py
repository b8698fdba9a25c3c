"""`/reviews/…/cap/`: how a round or a cell stands under the cap, and a try before the vote; nothing of a try is kept."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from trongtam.look.answers import require
from trongtam.org.models import Unit
from trongtam.org.views.answers import who

from ..caps import most_of
from ..models import Round, Subject, SubjectKind
from ..queries.capping import Capped, CapRow, cap_rows, caps_of
from ..rules import rounds as rules
from .rounds import found, runs


@never_cache
@require_GET
def cap(request: HttpRequest, pk: int) -> HttpResponse:
    """Every unit under the cap, and a try: so many good, so many excellent; nothing is kept."""
    round_ = runs(request, pk)
    capped = caps_of(round_)
    return _cap_page(request, round_, capped[0] if capped else None, cap_rows(round_))


@never_cache
@require_GET
def cap_of_unit(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """The same for those who keep a cell's record, before its vote: how many of its members may be excellent. No names."""
    round_, user = found(request, pk), who(request)
    place = get_object_or_404(Unit.objects.reached_by(user), code=code)
    require(rules.can_try_cap(user, round_, place), rules.who_may_try_cap(place))
    one = next((one for one in caps_of(round_) if one.kind == SubjectKind.MEMBER), None)
    rows = [row for row in cap_rows(round_) if row.kind == SubjectKind.MEMBER and row.unit == place.pk]
    rated = Subject.objects.rated().filter(round=round_, unit=place, kind=SubjectKind.MEMBER).count()
    return _cap_page(request, round_, one, rows, place=place, rated=rated)


def _cap_page(
    request: HttpRequest,
    round_: Round,
    one: Capped | None,
    rows: list[CapRow],
    *,
    place: Unit | None = None,
    rated: int = 0,
) -> HttpResponse:
    tried = [request.GET.get(name, "").strip() for name in ("excellent", "good")]
    trial: dict[str, Any] | None = None
    if one is not None and all(text.isdecimal() and len(text) < 6 for text in tried):
        excellent, good = int(tried[0]), int(tried[1])
        most = most_of(excellent + good, one.cap, round_.rounding)
        trial = {
            "most": most,
            "over": max(0, excellent - most),
            "excellent": excellent,
            "good": good,
            "together": excellent + good,
        }
    context = {
        "round": round_,
        "place": place,
        "rated": rated,
        "most": most_of(rated, one.cap, round_.rounding) if one is not None else 0,
        "rows": rows,
        "typed": tried,
        "trial": trial,
        "cap": one,
        "titles": [one.scheme.level(code).title for code in (one.cap.level, one.cap.of)] if one is not None else [],
        "nav_current": "reviews",
    }
    return render(request, "reviews/cap.html", context)
