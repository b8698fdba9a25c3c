"""What speaks for a proposal: how a unit was classified stands there, of a person only that he was, and where it is read."""

from __future__ import annotations

import pytest
from django.utils import timezone

from trongtam.emulation.queries.evidence import evidence_for
from trongtam.org.tests.house import House
from trongtam.reviews.models import Subject
from trongtam.reviews.tests import rounds

pytestmark = pytest.mark.django_db


def told(house: House, recipient, user) -> list[str]:
    lines = evidence_for(recipient, rounds.YEAR, user=user, today=timezone.localdate())
    return [line["text"] for line in lines if line["code"] == "classified"]


def test_a_unit_with_its_level_and_a_person_without(house):
    round_ = rounds.opened(house)
    cell = Subject.objects.filter(round=round_, person__isnull=True, unit=house.cell_a).first()
    member = rounds.members_of(round_, house.cell_a)[0]
    for one in (cell, member):
        Subject.objects.filter(pk=one.pk).update(level="good", state="decided")
    title = {level.code: level.title for level in cell.scheme.read().levels}["good"]
    assert told(house, house.cell_a, house.office) == [f"Xếp loại năm {rounds.YEAR}: {title}"]
    assert told(house, member.person, house.secretary) == [f"Đã xếp loại năm {rounds.YEAR}: xem bản đánh giá"]
    assert told(house, member.person, house.standing) == []
    assert told(house, house.cell_a, house.stranger) == []
