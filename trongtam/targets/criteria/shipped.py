"""The national sets that come with the program: one dated data file a set, each with its source and what was verified."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources

from .shapes import CriteriaSet, read_set

FOLDER = "sets"


@cache
def national_sets() -> dict[str, CriteriaSet]:
    """Code → set, the latest first."""
    folder = resources.files(__package__) / FOLDER
    files = [one for one in folder.iterdir() if one.name.endswith(".json")]
    made = [read_set(json.loads(one.read_text(encoding="utf-8"))) for one in files]
    made.sort(key=lambda one: (-one.valid_from.year, one.code))
    return {one.code: one for one in made}
