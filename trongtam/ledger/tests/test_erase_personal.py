"""Refusals of an erasure."""

import pytest

from trongtam.ground.errors import Refused
from trongtam.ledger import book
from trongtam.ledger.models import Entry
from trongtam.ledger.operations import erase_personal
from trongtam.ledger.tests.people import make_user

pytestmark = pytest.mark.django_db


def test_an_erasure_needs_a_basis():
    entry = book.write("accounts.password_changed", by=make_user())
    with pytest.raises(Refused):
        erase_personal([entry], by=None, basis="  ")


def test_what_tells_of_an_erasure_is_never_erased():
    by = make_user()
    (told,) = erase_personal([book.write("accounts.password_changed", by=by)], by=by, basis="Đơn mẫu")
    with pytest.raises(Refused):
        erase_personal([told], by=by, basis="Đơn mẫu")
    assert Entry.objects.get(pk=told.pk).payload is not None


def test_entries_of_two_chains_are_told_in_each():
    by = make_user()
    entries = [book.write_in(key, "accounts.password_changed", by=by) for key in ("unit-1", "unit-2", "unit-1")]
    told = erase_personal(entries, by=by, basis="Đơn mẫu")
    assert {entry.chain.key: entry.payload["after"]["numbers"] for entry in told} == {"unit-1": [1, 2], "unit-2": [1]}
