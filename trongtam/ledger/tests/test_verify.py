"""The chain detects any change, insertion or removal before the exported head, and still verifies after an erasure."""

import copy
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import assume, given
from hypothesis import strategies as st

from trongtam.ledger import book
from trongtam.ledger.models import Chain, Entry
from trongtam.ledger.operations import erase_personal
from trongtam.ledger.tests.people import make_user
from trongtam.ledger.verify import ERASURE, GENESIS, Head, Report, heads, read, verify, verify_all

START = datetime(2026, 1, 1, tzinfo=UTC)
values = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8) | st.dates()
contents = st.recursive(
    values,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)


def entry_after(previous: str, number: int, act: str, after, salt: str) -> Entry:
    payload = book._plain(
        {
            "by": 7,
            "on_kind": "org.unit",
            "on_id": "3",
            "unit": 3,
            "proxy": False,
            "before": None,
            "after": after,
            "note": "",
        }
    )
    at, hashed = START + timedelta(minutes=number), book.payload_hash(salt, payload)
    return Entry(
        number=number,
        act=act,
        at=at,
        by_id=7,
        on_kind="org.unit",
        on_id="3",
        unit_id=3,
        proxy=False,
        payload=payload,
        salt=salt,
        payload_hash=hashed,
        previous=previous,
        hash=book.entry_hash(previous, number, act, at, hashed),
    )


def chain_of(afters) -> list[Entry]:
    entries, head = [], GENESIS
    for number, after in enumerate(afters, start=1):
        entries.append(entry_after(head, number, "org.unit_renamed", after, f"salt{number}"))
        head = entries[-1].hash
    return entries


def head_of(entries) -> Head:
    return Head("unit-1", len(entries), entries[-1].hash if entries else GENESIS)


def forged(entries) -> list[Entry]:
    """What a forger with the whole database does: number and hash everything anew."""
    head, done = GENESIS, []
    for number, entry in enumerate(entries, start=1):
        entry = copy.copy(entry)
        entry.number, entry.previous = number, head
        if entry.payload is not None:
            entry.payload_hash = book.payload_hash(entry.salt, entry.payload)
        entry.hash = head = book.entry_hash(head, number, entry.act, entry.at, entry.payload_hash)
        done.append(entry)
    return done


chains = st.lists(contents, min_size=1, max_size=8).map(chain_of)
COLUMNS = {
    "act": "org.unit_moved",
    "at": START - timedelta(days=1),
    "by_id": 8,
    "on_kind": "org.person",
    "on_id": "4",
    "unit_id": 9,
    "proxy": True,
    "salt": "pepper",
    "payload_hash": "f" * 64,
    "previous": "e" * 64,
    "hash": "d" * 64,
    "payload": None,
    "erased_at": START,
}


@given(chains)
def test_an_untouched_chain_holds(entries):
    assert read(entries, head_of(entries), head_of(entries)) == Report("unit-1", len(entries), entries[-1].hash, None)


@given(chains, st.data(), st.sampled_from(sorted(COLUMNS)))
def test_any_changed_column_is_found_at_its_entry(entries, data, column):
    at = data.draw(st.integers(0, len(entries) - 1))
    end = head_of(entries)
    entries[at] = copy.copy(entries[at])
    setattr(entries[at], column, COLUMNS[column])
    fault = read(entries, end).fault
    assert fault is not None
    assert fault.number == at + 1


@given(chains, st.data(), contents)
def test_any_changed_content_is_found(entries, data, other):
    at = data.draw(st.integers(0, len(entries) - 1))
    end = head_of(entries)
    changed = copy.copy(entries[at])
    changed.payload = changed.payload | {"after": book._plain(other)}
    assume(changed.payload != entries[at].payload)
    entries[at] = changed
    assert read(entries, end).fault.number == at + 1


@given(chains, st.data())
def test_any_removal_is_found(entries, data):
    at = data.draw(st.integers(0, len(entries) - 1))
    assert read(entries[:at] + entries[at + 1 :], head_of(entries)).fault is not None


@given(chains, st.data(), contents)
def test_any_insertion_is_found(entries, data, after):
    at = data.draw(st.integers(0, len(entries)))
    before = entries[at - 1].hash if at else GENESIS
    more = [*entries[:at], entry_after(before, at + 1, "org.unit_moved", after, "x"), *entries[at:]]
    assert read(more, head_of(entries)).fault is not None


@given(chains.filter(lambda entries: len(entries) > 1), st.data())
def test_any_two_entries_that_change_places_are_found(entries, data):
    one, two = data.draw(st.lists(st.integers(0, len(entries) - 1), min_size=2, max_size=2, unique=True))
    end = head_of(entries)
    entries[one], entries[two] = entries[two], entries[one]
    assert read(entries, end).fault is not None


@given(chains, st.data(), st.sampled_from(["change", "remove", "insert", "cut"]))
def test_a_forger_who_hashes_everything_anew_is_found_by_the_exported_head(entries, data, how):
    exported_length = data.draw(st.integers(1, len(entries)))
    exported = Head("unit-1", exported_length, entries[exported_length - 1].hash)
    at = data.draw(st.integers(0, exported_length - 1))
    new = list(entries)
    if how == "change":
        new[at] = copy.copy(new[at])
        new[at].act = "org.unit_dissolved"
    elif how == "remove":
        del new[at]
    elif how == "insert":
        new.insert(at, entry_after(GENESIS, 1, "org.unit_founded", "giả", "x"))
    else:
        new = new[:at]
    new = forged(new)
    assert read(new, head_of(new)).fault is None  # without the export nobody could tell
    assert read(new, head_of(new), exported).fault is not None


@given(chains, st.data())
def test_what_comes_after_the_exported_head_does_not_matter_to_it(entries, data):
    length = data.draw(st.integers(1, len(entries)))
    assert read(entries, head_of(entries), Head("unit-1", length, entries[length - 1].hash)).fault is None


def emptied(entry: Entry) -> Entry:
    entry = copy.copy(entry)
    entry.payload = entry.salt = entry.by_id = entry.unit_id = None
    entry.on_kind = entry.on_id = ""
    entry.proxy, entry.erased_at = False, START + timedelta(days=1)
    return entry


@given(chains, st.data())
def test_an_erasure_that_is_told_leaves_the_chain_whole_and_one_that_is_not_is_found(entries, data):
    numbers = sorted(data.draw(st.sets(st.integers(1, len(entries)), min_size=1)))
    exported = head_of(entries)
    erased = [emptied(entry) if entry.number in numbers else entry for entry in entries]
    assert read(erased, head_of(erased), exported).fault.number == numbers[0]
    telling = entry_after(entries[-1].hash, len(entries) + 1, ERASURE, {"numbers": numbers}, "s")
    whole = [*erased, telling]
    assert read(whole, head_of(whole), exported).fault is None
    # What is erased cannot be filled with something else later.
    back = copy.copy(whole[numbers[0] - 1])
    back.payload = {"after": "khác"}
    whole[numbers[0] - 1] = back
    assert read(whole, head_of(whole), exported).fault.number == numbers[0]


# ── in the database ──


@pytest.fixture
def chain(db):
    by = make_user()
    for number in range(5):
        book.write("accounts.password_changed", by=by, on=by, after={"number": number, "share": 0.1, "big": 1e16})
    return Chain.objects.get(key="house")


def test_the_database_gives_back_what_was_hashed(chain):
    assert verify(chain).fault is None
    assert verify(chain).length == 5


def test_a_payload_with_every_kind_of_value_holds(db):
    by = make_user()
    odd = {"nul": "a\0b", "half": "\ud800", "float": 1e400, "set": {3, 1}, "when": timezone.now(), "user": by, 5: [1.5]}
    entry = book.write("accounts.password_changed", by=by, before=odd, after=odd)
    entry.refresh_from_db()
    assert entry.payload["after"]["set"] == [1, 3]
    assert verify(entry.chain).fault is None


@pytest.mark.parametrize(
    "change",
    [
        {"act": "accounts.slip_used"},
        {"on_id": "99"},
        {"by": None},
        {"proxy": True},
        {"payload": {"by": 1}},
        {"number": 9},
    ],
)
def test_a_row_changed_in_the_database_is_found(chain, change):
    Entry.objects.filter(chain=chain, number=3).update(**change)
    assert verify(chain).fault.number in {3, 4}


def test_a_row_removed_or_put_behind_the_end_is_found(chain):
    last = Entry.objects.get(chain=chain, number=5)
    extra = copy.copy(last)
    extra.pk, extra.number, extra.previous = None, 6, last.hash
    extra.hash = book.entry_hash(last.hash, 6, extra.act, extra.at, extra.payload_hash)
    extra.save()
    assert verify(chain).fault.number == 6
    extra.delete()
    assert verify(chain).fault is None
    last.delete()
    assert verify(chain).fault is not None


def test_a_cut_tail_is_found_by_the_exported_head(chain):
    (exported,) = heads()
    Entry.objects.filter(chain=chain, number__gt=3).delete()
    chain.length, chain.head = 3, Entry.objects.get(chain=chain, number=3).hash
    chain.save()
    assert verify(chain).fault is None
    assert verify(chain, exported).fault is not None
    Entry.objects.filter(chain=chain).delete()
    chain.delete()
    assert verify_all([exported])[0].fault is not None


def test_each_chain_is_read_on_its_own(chain):
    by = make_user("khac")

    book.write_in("unit-1", "accounts.password_changed", by=by)
    reports = verify_all()
    assert [(report.key, report.length, report.fault) for report in reports] == [
        ("house", 5, None),
        ("unit-1", 1, None),
    ]


def test_reading_costs_the_same_for_few_and_many_entries(chain, django_assert_num_queries):
    with django_assert_num_queries(4):
        verify(chain)
    for _ in range(5):
        book.write("accounts.password_changed", by=None)
    with django_assert_num_queries(4):
        verify(chain)


def test_an_erasure_is_told_in_the_book_and_the_chain_holds(chain):
    by = make_user("van-phong")
    exported = heads()
    entries = list(Entry.objects.filter(chain=chain, number__in=[2, 4]))
    (told,) = erase_personal(entries, by=by, basis="Đơn mẫu")
    for number in (2, 4):
        entry = Entry.objects.get(chain=chain, number=number)
        assert (entry.payload, entry.salt, entry.by, entry.on_id, entry.unit_id) == (None, None, None, "", None)
        assert entry.erased_at is not None
    assert told.payload["after"] == {"numbers": [2, 4]}
    assert [report.fault for report in verify_all(exported)] == [None]
    assert erase_personal(entries, by=by, basis="Đơn mẫu") == []


def test_a_silent_erasure_is_found(chain):
    from trongtam.ledger.operations.erasing import _empty

    _empty([Entry.objects.get(chain=chain, number=2).pk], timezone.now())
    assert verify(chain).fault.number == 2


def test_report_is_a_value(chain):
    report = verify(chain)
    assert replace(report, fault=None) == report
