"""`trongtam verify-book` on a terminal."""

import pytest
from django.core.management import CommandError, call_command

from trongtam.ledger import book
from trongtam.ledger.models import Entry
from trongtam.ledger.tests.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def written():
    by = make_user()
    return [book.write("accounts.password_changed", by=by) for _ in range(3)]


def test_it_prints_each_chain_with_its_length_and_head(written, capsys):
    call_command("verify-book")
    printed = capsys.readouterr().out
    assert f"house  3  {written[-1].hash}" in printed


def test_an_empty_book_holds(db, capsys):
    call_command("verify-book")
    assert capsys.readouterr().out.strip()


def test_it_fails_with_a_sentence_at_the_first_fault(written):
    Entry.objects.filter(pk=written[1].pk).update(act="accounts.slip_used")
    with pytest.raises(CommandError, match=r"house: .*2"):
        call_command("verify-book")


def test_exported_heads_are_compared_later(written, tmp_path, capsys):
    told = tmp_path / "heads.jsonl"
    call_command("verify-book", export=str(told))
    book.write("accounts.password_changed", by=None)
    call_command("verify-book", heads=str(told))
    told.write_text(told.read_text().replace(written[-1].hash, "0" * 64))
    with pytest.raises(CommandError):
        call_command("verify-book", heads=str(told))


@pytest.mark.parametrize("text", ["không phải JSON", "{}", "[]", '{"chain": "house", "length": "x", "head": ""}'])
def test_a_file_that_holds_no_heads_is_told(db, tmp_path, text):
    told = tmp_path / "heads.jsonl"
    told.write_text(text)
    with pytest.raises(CommandError, match=r"heads\.jsonl"):
        call_command("verify-book", heads=str(told))


def test_a_file_that_is_not_there_is_told(db, tmp_path):
    with pytest.raises(CommandError, match=r"none\.jsonl"):
        call_command("verify-book", heads=str(tmp_path / "none.jsonl"))
    with pytest.raises(CommandError, match=r"heads\.jsonl"):
        call_command("verify-book", export=str(tmp_path / "no" / "heads.jsonl"))
