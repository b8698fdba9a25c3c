"""What the book holds about one person."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from trongtam.ledger.models import Entry
from trongtam.ledger.verify import ERASURE

from ..models import Exemption, Membership, PartyRecord, Person, Post, SightGrant

PERSON_ERASED = "org.person_erased"


def entries_about(person: Person) -> QuerySet[Entry]:
    """Entries about the person, his posts, his membership, his sight and his login that still have their content.

    Not what he did in a post for a unit: that belongs to the unit, and his name there is the login's, which goes.
    """
    about = Q(on_kind=Person._meta.label_lower, on_id=str(person.pk))
    for model in (Post, SightGrant, PartyRecord, Membership, Exemption):
        keys = model._default_manager.filter(person=person).values_list("pk", flat=True)
        about |= Q(on_kind=model._meta.label_lower, on_id__in=[str(key) for key in keys])
    if person.user is not None:
        about |= Q(on_kind=person.user._meta.label_lower, on_id=str(person.user.pk))
    found = Entry.objects.filter(about, erased_at__isnull=True)
    return found.exclude(act__in=(ERASURE, PERSON_ERASED)).order_by("pk")
