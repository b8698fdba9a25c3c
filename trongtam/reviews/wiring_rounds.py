"""What rounds register at start-up."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def register_all() -> None:
    from trongtam.look import registry
    from trongtam.org.changes import carriers
    from trongtam.targets import live as live_indicators

    from . import facts, parts_rounds
    from .operations.carrying import RoundsCarried
    from .queries import counting, live

    for code, provider in counting.PROVIDERS.items():
        facts.register(code, provider)
    for kind, opens in parts_rounds.OPENS.items():
        facts.register_records(kind, opens)
    for key, counts in live.PROVIDERS.items():
        live_indicators.register(key, counts, whole=True, proof=live.prove_rounds)
    registry.nav.add(registry.NavItem("reviews", _("Reviews"), "seal", "reviews:own", group=registry.JUDGING), order=44)
    carriers.register("reviews.rounds", RoundsCarried)
    registry.due_items.register("reviews", parts_rounds.due, order=14)
    registry.search.register("reviews", parts_rounds.found, order=44)
    registry.panels.register("org.unit.more", "reviews", parts_rounds.of_unit, order=64)
