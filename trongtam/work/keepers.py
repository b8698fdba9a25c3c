"""Who records what the meetings of a unit decided, beside its own posts and the office above: registered by the rooms that
know why.

    keepers.register("meetings.cluster", leads_cluster)

`leads(user, unit)` answers whether the person keeps the meetings of that unit today.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from trongtam.look.registry import Registry

keepers: Registry[Callable[[Any, Any], bool]] = Registry("who keeps the meetings of a unit")


def keeps_meetings(user: Any, unit: Any) -> bool:
    return any(leads(user, unit) for leads in keepers)
