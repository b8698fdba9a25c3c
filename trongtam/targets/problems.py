"""Refusals of this room that carry more than a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from trongtam.ground.errors import Refused

if TYPE_CHECKING:
    from .figures.doubts import Doubt
    from .models import Measurement


class NeedsConfirmation(Refused):
    """Accepted once the person says that it is meant: `what` is the word to send back among the acknowledgements."""

    def __init__(self, what: str, sentence: Any, *, field: str | None = None):
        super().__init__(sentence, field=field)
        self.what = what


class Stale(Refused):
    """Someone else changed the value meanwhile. `found` is the statement that stands now (None: it was withdrawn), `typed`
    what the person typed; a form shows both, keeps the typed one and carries the new `expected`."""

    def __init__(self, sentence: Any, *, found: Measurement | None, typed: Any):
        super().__init__(sentence, field="value")
        self.found = found
        self.typed = typed


class RowsRefused(Refused):
    """Some rows of a sheet cannot be kept, so none is. `errors`: key of the row (indicator id, or line number) → refusal."""

    def __init__(self, sentence: Any, errors: Mapping[int, Refused]):
        super().__init__(sentence)
        self.errors = dict(errors)


class Doubtful(Refused):
    """Figures that look wrong. Sent once the person names each doubt (`Doubt.name`) as meant, or says why where words are
    asked; `doubts` are those still open."""

    def __init__(self, sentence: Any, doubts: Sequence[Doubt]):
        super().__init__(sentence)
        self.doubts = tuple(doubts)
