"""What this part gives to the rest of the house at start-up: recommendations, notices, notes of groups."""

from __future__ import annotations

from trongtam.look import registry

from .operations import forget_old_notes
from .operations.said import guard_of_drafts


def register_all() -> None:
    registry.draft_guards.register("support.denunciation", guard_of_drafts)
    registry.tidying.register("support.group_notes", forget_old_notes)
