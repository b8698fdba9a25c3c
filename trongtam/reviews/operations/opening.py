"""Looking into the form of another is told in the book; one's own is one's own."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from trongtam.ground.errors import NotAllowed
from trongtam.ledger import book

from ..models import Subject
from ..rules import rounds as rules

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@transaction.atomic
def open_form(subject: Subject, *, by: User, at: datetime | None = None) -> None:
    """Somebody with sight opens the form of a person. Raises NotAllowed."""
    if not rules.reads_form(by, subject):
        raise NotAllowed(rules.who_may_decide(subject))
    if subject.person_id is not None and not rules.is_own(by, subject):
        book.write("reviews.form_opened", by=by, on=subject, unit=subject.unit, at=at)
