"""Many statements are withdrawn at once: the other side of a large load."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger import book
from trongtam.org.models import Unit

from .. import rules
from ..computing.facts import parse_period
from ..models import Indicator, Measurement
from .bulk import targets_between
from .standings import rebuild_standings
from .statements import check_not_sent, told

if TYPE_CHECKING:
    from trongtam.accounts.models import User

PORTION = 5000


@transaction.atomic
def withdraw_load(ids: Sequence[int], *, by: User, reason: str, at: datetime | None = None) -> int:
    """Take many mistaken statements back, all or none, with one book entry; they stay readable with the reason.

    Answers how many. Raises NotAllowed, Refused where one of them no longer stands.
    """
    if not reason.strip():
        raise Refused(_("Please say why the figure is withdrawn."), field="reason")
    moment = at or timezone.now()
    found: list[Measurement] = []
    for start in range(0, len(ids), PORTION):
        part = Measurement.objects.current().select_for_update().filter(pk__in=ids[start : start + PORTION])
        found += part.order_by("pk")
    if len(found) != len(set(ids)):
        raise Refused(_("Some of these figures were changed meanwhile. Nothing was withdrawn."))
    proxy = _require(by, found)
    for start in range(0, len(ids), PORTION):
        part = Measurement.objects.filter(pk__in=ids[start : start + PORTION])
        part.update(known_to=moment, withdrawn_reason=reason)
    indicators = Indicator.objects.in_bulk({one.indicator_id for one in found})
    rows = [told(one, indicators[one.indicator_id]) | {"of": one.unit_id} for one in found]
    book.write_batch("targets.load_withdrawn", rows, by=by, note=reason, proxy=proxy, at=moment)
    if found:
        first, last = min(one.period_start for one in found), max(one.period_end for one in found)
        rebuild_standings(targets_between(indicators, first, last))
    return len(found)


def _require(by: User, found: Sequence[Measurement]) -> bool:
    """Whether any of it was for another unit. Raises NotAllowed, Refused for what was sent in a round."""
    proxy = False
    codes: dict[int, set[str]] = defaultdict(set)
    for one in found:
        codes[one.unit_id].add(one.period_code)
    for unit in Unit.objects.filter(pk__in=list(codes)):
        if not rules.can_state(by, unit):
            raise NotAllowed(rules.who_may_state(unit))
        check_not_sent(unit, [parse_period(code) for code in codes[unit.pk]])
        proxy = proxy or rules.is_proxy(by, unit)
    return proxy
