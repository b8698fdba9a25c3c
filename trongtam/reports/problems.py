"""A refusal of this room that carries more than a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from trongtam.ground.errors import Refused

if TYPE_CHECKING:
    from .models import ReportText


class Stale(Refused):
    """Someone else wrote meanwhile. `found`: section → the text that stands now; the form shows it beside the typed one and
    carries its version."""

    def __init__(self, sentence: Any, found: Mapping[str, ReportText]):
        super().__init__(sentence)
        self.found = dict(found)
