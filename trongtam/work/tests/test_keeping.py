"""Shares of units that kept a recurring work: golden cases, and random words against a plain count."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from trongtam.work.keeping import Kept, ShareKept, kept_of, share_kept

DAY = date(2021, 1, 20)


def units(*words: str) -> list[Kept]:
    return [kept_of([DAY], {DAY: word} if word else {}) for word in words]


def test_all_twelve_hamlets_kept_it():
    assert share_kept(units(*["done"] * 12)) == ShareKept(12, 12)


def test_one_excused_stands_apart():
    assert share_kept(units(*["done"] * 11, "excused")) == ShareKept(11, 11, 1)


def test_one_silent_or_not_done_did_not_keep_it():
    assert share_kept(units(*["done"] * 11, "")) == ShareKept(11, 12)
    assert share_kept(units(*["done"] * 11, "not_done")) == ShareKept(11, 12)


def test_nothing_owed_is_no_share():
    assert not share_kept([kept_of([], {})] * 12).is_known
    assert share_kept(units(*["excused"] * 12)) == ShareKept(0, 0, 12)
    assert kept_of([], {DAY: "done"}).is_kept is None, "a word of a day that was not owed counts nothing"


def test_each_day_of_the_span_has_to_be_done():
    days = [date(2021, month, 20) for month in range(1, 13)]
    all_done = dict.fromkeys(days, "done")
    assert kept_of(days, all_done).is_kept is True
    assert kept_of(days, all_done | {days[4]: "not_done"}).is_kept is False
    assert kept_of(days, all_done | {days[4]: "excused"}) == Kept(11, 0, 1, 0)


WORDS = st.sampled_from(["done", "not_done", "excused", ""])


@given(st.lists(st.lists(WORDS, max_size=12), max_size=12))
def test_against_a_plain_count(said: list[list[str]]):
    kept = owing = apart = 0
    for words in said:
        counting = [word for word in words if word != "excused"]
        owing += bool(counting)
        kept += bool(counting) and all(word == "done" for word in counting)
        apart += bool(words) and not counting
    verdicts = [
        kept_of(
            [DAY + timedelta(days=n) for n in range(len(words))],
            {DAY + timedelta(days=n): word for n, word in enumerate(words) if word},
        )
        for words in said
    ]
    assert share_kept(verdicts) == ShareKept(kept, owing, apart)
    for words, one in zip(said, verdicts, strict=True):
        assert one.owed + one.excused == len(words)
