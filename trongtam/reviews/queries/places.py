"""Those who stand around one in the order of a round, as plain values."""

from __future__ import annotations

from django.db.models import Q

from ..models import Subject
from ..order import Place


def places_around(subject: Subject) -> tuple[Place, list[Place]]:
    """(the one, those whom he may have to wait for): everybody in his unit, and all organisations of the round. One query."""
    near = Q(unit=subject.unit_id) | Q(kind="organisation")
    rows = Subject.objects.filter(near, round=subject.round_id).values_list(
        "pk", "kind", "unit_id", "state", "is_head", "standing"
    )
    top = subject.round.unit_id
    others = [
        Place(pk, kind, unit, state, is_head, unit == top, standing == "rated")
        for pk, kind, unit, state, is_head, standing in rows
    ]
    one = next(other for other in others if other.pk == subject.pk)
    return one, others
