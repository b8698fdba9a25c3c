"""Which files a person sees beside those of units in reach: registered by the rooms that know why.

    more_files.register("support.visits", condition)

`condition(user)` answers a condition on files, or None. It never opens an original photo, which stays with the unit's people.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q

from trongtam.look.registry import Registry

more_files: Registry[Callable[[Any], Q | None]] = Registry("who else sees files")
