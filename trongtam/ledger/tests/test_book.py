"""Writing: one entry an act, chains apart, eight at once, batches."""

import threading

import pytest
from django.db import connection, transaction

from trongtam.ledger import acts, book
from trongtam.ledger.models import Chain, Entry
from trongtam.ledger.tests.people import make_user
from trongtam.ledger.verify import verify_all
from trongtam.org.tests.house import make_house


@pytest.mark.django_db
def test_an_entry_says_who_for_whom_on_what_before_and_after():
    house = make_house()
    entry = book.write(
        "org.unit_renamed",
        by=house.office,
        on=house.cell_a,
        unit=house.cell_a,
        before="A",
        after="B",
        note="theo quyết định mẫu",
        proxy=True,
    )
    assert (entry.by, entry.on_kind, entry.on_id, entry.unit_id) == (
        house.office,
        "org.unit",
        str(house.cell_a.pk),
        house.cell_a.pk,
    )
    assert entry.proxy
    assert (entry.payload["before"], entry.payload["after"]) == ("A", "B")
    assert entry.chain.key == f"unit-{house.province.pk}"


@pytest.mark.django_db
def test_a_write_costs_few_queries(django_assert_num_queries):
    by = make_user()
    book.write("accounts.password_changed", by=by)
    with transaction.atomic(), django_assert_num_queries(3):  # lock, entry, head
        book.write("accounts.password_changed", by=by)


@pytest.mark.django_db
def test_a_refused_act_leaves_no_entry():
    by = make_user()
    with pytest.raises(RuntimeError), transaction.atomic():
        book.write("accounts.password_changed", by=by)
        raise RuntimeError
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_a_batch_is_one_entry():
    by = make_user()
    few = book.write_batch("accounts.password_changed", [{"a": 1}, {"a": 2}], by=by)
    assert few.payload["after"]["rows"] == [{"a": 1}, {"a": 2}]
    rows = [{"a": number} for number in range(book.ROWS_KEPT + 1)]
    many = book.write_batch("accounts.password_changed", rows, by=by)
    assert many.payload["after"] == {"count": 501, "digest": book.rows_digest(rows)}
    assert book.rows_digest(rows) != book.rows_digest(rows[::-1])


@pytest.mark.django_db(transaction=True)
def test_eight_clients_write_one_chain_without_an_error():
    by = make_user()
    errors = []

    def write():
        try:
            for _ in range(5):
                book.write_in("unit-1", "accounts.password_changed", by=by)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert Chain.objects.get().length == 40
    assert [report.fault for report in verify_all()] == [None]


def test_an_act_is_named_once_and_never_shown_by_its_code():
    acts.register("test.done", "đã làm")
    try:
        assert acts.act_of("test.done").name == "đã làm"
        with pytest.raises(acts.AlreadyRegistered):
            acts.register("test.done", "đã làm lại")
        assert acts.unnamed(["test.done", "test.other"]) == ["test.other"]
    finally:
        acts.forget("test.done")
    assert "test.done" not in str(acts.act_of("test.done").name)


@pytest.mark.django_db
def test_several_acts_in_one_go_stand_behind_each_other(django_assert_num_queries):
    house = make_house()
    book.write("org.unit_renamed", by=house.office, unit=house.cell_a)
    lines = [
        book.Line("org.unit_renamed", before="A", after="B", note="theo quyết định mẫu"),
        book.Line("org.unit_moved", after={"to": house.committee}),
    ]
    with transaction.atomic(), django_assert_num_queries(3):  # lock, entries, head: as for one
        first, second = book.write_lines(lines, by=house.office, on=house.cell_a, unit=house.cell_a, proxy=True)
    assert (first.number + 1, first.hash) == (second.number, second.previous)
    assert first.payload["note"] == "theo quyết định mẫu" and first.payload["after"] == "B"
    assert second.payload["after"] == {"to": f"org.unit:{house.committee.pk}"} and second.proxy
    chain = Chain.objects.get(key=f"unit-{house.province.pk}")
    assert (chain.length, chain.head) == (second.number, second.hash)
    assert not [report.fault for report in verify_all() if report.fault]
