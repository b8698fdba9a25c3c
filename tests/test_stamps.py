"""Words that bear the stamp of a classified paper are kept nowhere: no form of any room takes them."""

from __future__ import annotations

from copy import deepcopy

import pytest
from django.test import Client
from django.urls import reverse

from trongtam.ledger.models import Entry
from trongtam.look.models import SentForm
from trongtam.targets.models import SheetNote

from .doors import DOORS, OWN, World, make_world
from .kept import kept_for_the_file

pytestmark = pytest.mark.django_db
STAMPED = "Ghi thêm.\nTỐI MẬT\n1. Bố trí lực lượng."
KEY = "0b1f7c1e-6a35-4d0e-9c55-6f6c1c7f2a11"


_made = kept_for_the_file(make_world)


@pytest.fixture
def world(_made: World, db: None) -> World:
    return deepcopy(_made)


def office_of(world: World) -> Client:
    client = Client(headers={"accept-language": "vi"})
    client.force_login(world.person("office"))
    return client


@pytest.mark.once
def test_no_address_takes_stamped_words(world: World) -> None:
    client, told = office_of(world), Entry.objects.count()
    addresses = [reverse(name, args=door.args(world)) for name, door in DOORS.items()]
    addresses += [reverse(name) for name in sorted(OWN)]
    taken = {}
    for address in addresses:
        answer = client.post(address, {"note": STAMPED, "reason": "Theo nghị quyết.", "form_key": KEY})
        page = answer.content.decode()
        if answer.status_code != 422 or "TỐI MẬT nên không được lưu" not in page:
            taken[address] = answer.status_code
        assert reverse("archive:classified_papers") in page
    assert taken == {}
    assert Entry.objects.count() == told
    assert not SentForm.objects.exists(), "nothing of it is remembered as sent"


def test_the_word_in_a_sentence_is_no_stamp(world: World) -> None:
    """Honey, density and secrets of state are written about every day."""
    client, cell, indicator = office_of(world), world["cell_a"], world["targets.target"].indicator
    words = "Sản lượng mật ong tăng; mật độ gieo sạ giảm. Không có tài liệu tối mật."
    figures = {f"value-{indicator.pk}": "3", "sure": "1", "note": words}
    sent = client.post(reverse("targets:entry", args=[cell.code, "2022-09"]), figures)
    assert sent.status_code == 302, sent.content.decode()
    assert SheetNote.objects.get().text == words
