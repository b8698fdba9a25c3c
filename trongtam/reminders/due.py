"""What is due from a person, by code: the one door to the due items of all rooms."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from trongtam.look.registry import DueItem, due_items

from .codes import code_of

if TYPE_CHECKING:
    from trongtam.accounts.models import User


def by_code(user: User, at: datetime) -> dict[str, DueItem]:
    """Every due item of a person that has a day, in the order of the desk."""
    return {code_of(user.pk, item.key): item for item in due_items.of(user, at) if item.due is not None}
