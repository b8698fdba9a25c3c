"""Figures come in by a sheet: previewed line by line, kept, sent again without effect, and undone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.http import Http404
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.incoming import look_at, read_lines
from trongtam.imports import operations
from trongtam.imports.models import Batch, State
from trongtam.imports.outgoing import refused_of
from trongtam.imports.tests.sheets import exported, kept, outcomes, said, sent, workbook
from trongtam.ledger.models import Entry
from trongtam.org.tests.house import House, make_house
from trongtam.targets.models import Measurement, Standing
from trongtam.targets.stated import Figure

from .measures import make_indicator, make_target, number, rolled_back, share, stated

pytestmark = pytest.mark.django_db
HEAD = ["Unit code", "Indicator code", "Period", "Figures", "Out of how many", "How final", "Note"]
KIND = "measurements"


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def house() -> House:
    return make_house()


def bring(house: House, *rows: Any, head: list[str] = HEAD, **more: Any) -> Batch:
    return sent(KIND, house.commune.code, workbook(head, *rows), by=more.pop("by", house.office), **more)


def standing() -> set[tuple[Any, ...]]:
    """Every current reading: what stands, without when it was said."""
    return set(
        Measurement.objects.current().values_list(
            "indicator", "unit", "period_code", "value", "numerator", "denominator", "yes", "stated_share", "bound",
            "finality", "note",
        )
    )  # fmt: skip


def test_new_changed_unchanged_refused(house: House) -> None:
    admitted, rate = make_indicator("admitted"), make_indicator("rate", measure="ratio", scale=100)
    stated(admitted, house.cell_a, "2022-01", 3, by=house.office)
    stated(admitted, house.cell_b, "2022-01", 4, by=house.office)
    target = make_target(house.committee, admitted, "2022", 10, by=house.office)
    a, b = house.cell_a.code, house.cell_b.code
    batch = bring(
        house,
        [a, "admitted", "2022-01", 3],
        [b, "admitted", "tháng 1/2022", "5", None, "ước"],
        [a, "rate", date(2022, 2, 1), "34/36"],
        [b, "rate", 2022, 3, 4, "sơ bộ", "theo sổ"],
        [a, "nothing", "2022-01", 1],
        [a, "admitted", "2022-02", "1,234.5"],
    )
    assert outcomes(batch) == ["unchanged", "updated", "created", "created", "refused", "refused"]
    assert said(batch)[1:4] == ["4 → 5", "34 / 36", "3 / 4"]
    assert batch.counts == {"created": 2, "updated": 1, "unchanged": 1, "refused": 2}
    assert not Measurement.objects.filter(indicator=rate).exists(), "a preview keeps nothing"
    done = kept(batch, by=house.office)
    assert done.state == State.KEPT
    five = Measurement.objects.current().get(unit=house.cell_b, indicator=admitted)
    assert (five.value, five.finality, five.reason, five.supersedes.value) == (5, "estimate", "Bảng mẫu", 4)
    assert Measurement.objects.get(indicator=rate, unit=house.cell_b).note == "theo sổ"
    assert Standing.objects.get(target=target).line["points"][-1][1] == "8"
    assert Entry.objects.filter(act="targets.results_loaded").count() == 1


def test_the_sheet_sent_twice_changes_nothing(house: House) -> None:
    make_indicator("admitted")
    rows = [[house.cell_a.code, "admitted", f"2022-{month:02d}", month] for month in range(1, 13)]
    kept(bring(house, *rows), by=house.office)
    again = bring(house, *rows)
    assert again.counts == {"unchanged": 12}
    with pytest.raises(Refused, match="nothing to keep"):
        kept(again, by=house.office)


def test_a_line_about_the_same_is_refused_with_the_first_one_named(house: House) -> None:
    make_indicator("admitted")
    row = [house.cell_a.code, "admitted", "2022-01", 3]
    batch = bring(house, row, [*row[:3], 4])
    assert outcomes(batch) == ["created", "refused"]
    assert "Line 2" in said(batch)[1]


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("1.2.3,4", "could not be read"),
        ("1,234.5", ""),
        (None, "figure is missing"),
        (-1, "below 0"),
        (1.5, "after the comma"),
        (date(2022, 6, 3), "made a date"),
        ("=1/0", "formula without a value"),
        ("#N/A", "error of Excel"),
    ],
)
def test_figures_that_cannot_be(house: House, value: Any, sentence: str) -> None:
    make_indicator("admitted", name="Kết nạp")
    batch = bring(house, [house.cell_a.code, "admitted", "2022-01", value, None, None, "x"])
    assert outcomes(batch) == ["refused"]
    assert sentence in said(batch)[0] and said(batch)[0]


def test_numbers_as_text_in_the_notation_of_here(house: House) -> None:
    make_indicator("area", decimals=1)
    batch = bring(
        house, [house.cell_a.code, "area", "2022-01", "46.346,8"], [house.cell_b.code, "area", "2022-01", "1 234"]
    )
    kept(batch, by=house.office)
    assert sorted(Measurement.objects.values_list("value", flat=True)) == [12340, 463468]


def test_units_and_indicators_by_name_where_only_one_has_it(house: House) -> None:
    make_indicator("admitted", name="Kết nạp đảng viên")
    batch = bring(
        house, ["chi bộ ấp mẫu một", "KẾT NẠP ĐẢNG VIÊN", "quý III năm 2022", 3], ["Nơi khác", "admitted", "2022", 1]
    )
    assert outcomes(batch) == ["created", "refused"]


def test_a_foreign_sheet_is_mapped_once(house: House) -> None:
    make_indicator("admitted")
    head = ["Nơi báo cáo", "Nội dung", "Kỳ báo cáo", "Kết quả", "Ghi thêm"]
    row = [house.cell_a.code, "admitted", "2022-01", 3, "x"]
    batch = bring(house, row, head=head)
    assert batch.state == State.COLUMNS
    with pytest.raises(Refused, match="Figures"):
        operations.name_columns(batch, {"unit": 0, "indicator": 1, "period": 2}, by=house.office)
    with pytest.raises(Refused, match="two things"):
        operations.name_columns(batch, {"unit": 0, "indicator": 0, "period": 2, "value": 3}, by=house.office)
    operations.name_columns(batch, {"unit": 0, "indicator": 1, "period": 2, "value": 3}, by=house.office)
    second = bring(house, [*row[:3], 5, "y"], head=head)
    assert (second.state, second.counts) == (State.READY, {"created": 1})
    assert any("Ghi thêm" in note for note in second.notes)


def test_doubled_headings(house: House) -> None:
    with pytest.raises(Refused, match="C1 and E1"):
        bring(house, ["a"] * 5, head=["Unit code", "Indicator code", "Period", "Figures", "period"])


def test_refused_lines_come_back_and_can_be_sent_again(house: House) -> None:
    make_indicator("admitted")
    batch = bring(
        house, [house.cell_a.code, "admitted", "2022-01", "ba"], [house.cell_a.code, "admitted", "2022-02", 1]
    )
    back = refused_of(batch)
    assert look_at(back).headings == (*HEAD, "Why this line was refused")
    [line] = read_lines(back, 1)
    assert line.cells[3] == "ba" and line.cells[-1] == said(batch)[0]
    again = sent(KIND, house.commune.code, back, by=house.office)
    assert (again.state, outcomes(again), again.notes) == (State.READY, ["refused"], [])


def test_undone_as_if_it_had_not_been(house: House) -> None:
    admitted = make_indicator("admitted")
    target = make_target(house.committee, admitted, "2022", 10, by=house.office)
    stated(admitted, house.cell_a, "2022-01", 3, by=house.office)
    before, line = standing(), Standing.objects.get(target=target).line
    batch = kept(
        bring(house, [house.cell_a.code, "admitted", "2022-01", 9], [house.cell_b.code, "admitted", "2022-01", 7]),
        by=house.office,
    )
    assert standing() != before
    undone = operations.undo_batch(batch, by=house.office)
    assert undone.state == State.UNDONE
    assert standing() == before
    assert Standing.objects.get(target=target).line["points"] == line["points"]
    assert Measurement.objects.get(unit=house.cell_b).withdrawn_reason
    assert Entry.objects.filter(act="targets.load_withdrawn").count() == 1
    with pytest.raises(Refused):
        operations.undo_batch(batch, by=house.office)


def test_not_undone_where_a_later_act_built_on_it(house: House) -> None:
    admitted = make_indicator("admitted")
    batch = kept(
        bring(house, [house.cell_a.code, "admitted", "2022-01", 9], [house.cell_b.code, "admitted", "2022-01", 7]),
        by=house.office,
    )
    first = Measurement.objects.get(unit=house.cell_a)
    stated(admitted, house.cell_a, "2022-01", 10, by=house.office, expected=first.pk, reason="Đếm lại")
    before = standing()
    with pytest.raises(Refused, match="1 line cannot be undone"):
        operations.undo_batch(batch, by=house.office)
    batch.refresh_from_db()
    assert [(number, why) for number, _label, why in batch.in_the_way] == [(2, "The figure was corrected since.")]
    assert standing() == before and batch.state == State.KEPT


def test_what_changed_between_preview_and_keeping_is_refused(house: House) -> None:
    admitted = make_indicator("admitted")
    batch = bring(house, [house.cell_a.code, "admitted", "2022-01", 9], [house.cell_b.code, "admitted", "2022-01", 7])
    stated(admitted, house.cell_a, "2022-01", 4, by=house.office)
    done = kept(batch, by=house.office)
    assert outcomes(done) == ["refused", "created"]
    assert Measurement.objects.current().get(unit=house.cell_a).value == 4


def test_who_may(house: House) -> None:
    make_indicator("admitted")
    own = workbook(HEAD, [house.cell_a.code, "admitted", "2022-01", 3], [house.cell_b.code, "admitted", "2022-01", 3])
    batch = sent(KIND, house.cell_a.code, own, by=house.cell_secretary)
    assert outcomes(batch) == ["created", "refused"]
    with pytest.raises(NotAllowed):
        sent(KIND, house.commune.code, own, by=house.provincial)
    with pytest.raises(Http404):
        sent(KIND, house.commune.code, own, by=house.stranger)
    with pytest.raises(Http404):
        sent(KIND, house.cell_a.code, own, by=house.other_cell_secretary)


def test_kept_goes_on_where_it_was_stopped(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    make_indicator("admitted")
    batch = bring(house, *([house.cell_a.code, "admitted", f"2022-{month:02d}", month] for month in range(1, 7)))
    from trongtam.imports.kinds import kinds

    object.__setattr__(kinds[KIND], "portion", 4)
    monkeypatch.setattr("trongtam.imports.operations.keeping.silent", None)
    try:
        with pytest.raises(KeyboardInterrupt):
            operations.keep_batch(batch, by=house.office, tell=_stop)
        assert Measurement.objects.count() == 4
        kept(Batch.objects.get(pk=batch.pk), by=house.office)
    finally:
        object.__setattr__(kinds[KIND], "portion", 10_000)
    assert Measurement.objects.current().count() == 6
    operations.undo_batch(Batch.objects.get(pk=batch.pk), by=house.office)
    assert not Measurement.objects.current().exists()


def _stop(*_told: Any) -> None:
    raise KeyboardInterrupt


BOUNDS = st.sampled_from(["exactly", "more_than", "less_than", "about"])
FINAL = st.sampled_from(["estimate", "preliminary", "official"])
VALUES = st.builds(
    number,
    st.integers(0, 10**12).map(lambda n: Decimal(n) / 1000),
    bound=BOUNDS,
    finality=FINAL,
    note=st.sampled_from(["", "theo sổ"]),
)
COUNTS = st.builds(share, st.integers(0, 400), st.integers(400, 10**6), bound=BOUNDS, finality=FINAL)
SHARES = st.builds(lambda n: Figure(value=Decimal(n) / 1000), st.integers(0, 100_000)) | st.builds(
    lambda n: Figure(share=Decimal(n) / 1000), st.integers(0, 100_000)
)
ANSWERS = st.builds(lambda yes: Figure(yes=yes), st.booleans())
PARTS = st.integers(0, 100).map(lambda n: Figure(parts={"Khá": Decimal(n), "Còn lại: khác": Decimal(100 - n)}))
ANY = {"area": VALUES, "rate": COUNTS | SHARES, "done": ANSWERS, "classes": PARTS}


def _indicators() -> dict[str, Any]:
    return {
        "area": make_indicator("area", decimals=3),
        "rate": make_indicator("rate", measure="ratio", scale=100, decimals=3, part_of_whole=True),
        "done": make_indicator("done", measure="yes_no"),
        "classes": make_indicator("classes", measure="composition", parts=["Khá", "Còn lại: khác"]),
    }


def _said_by(figures: dict[tuple[str, int], Figure], house: House, made: dict[str, Any]) -> None:
    for (code, month), figure in figures.items():
        stated(made[code], house.cell_a, f"2022-{month:02d}", figure, by=house.office)


SOME = st.dictionaries(
    st.tuples(st.sampled_from(sorted(ANY)), st.integers(1, 12)), st.integers(0, 10**9), max_size=8
).flatmap(lambda found: st.fixed_dictionaries({key: ANY[key[0]] for key in found}))
SLOWLY = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@SLOWLY
@given(SOME)
def test_what_goes_out_comes_in_without_effect(house: House, figures: dict[tuple[str, int], Figure]) -> None:
    with rolled_back(), translation.override("vi"):
        _said_by(figures, house, _indicators())
        data = exported(KIND, house.commune.code, by=house.office)
        if not figures:
            with pytest.raises(Refused):
                sent(KIND, house.commune.code, data, by=house.office)
            return
        assert sent(KIND, house.commune.code, data, by=house.office).counts == {"unchanged": len(figures)}


@SLOWLY
@given(SOME, SOME)
def test_undoing_restores_every_reading(
    house: House, stood: dict[tuple[str, int], Figure], comes: dict[tuple[str, int], Figure]
) -> None:
    with rolled_back(), translation.override("vi"):
        made = _indicators()
        with rolled_back():
            _said_by(comes, house, made)
            data = exported(KIND, house.commune.code, by=house.office)
        _said_by(stood, house, made)
        before = standing()
        if not comes:
            return
        batch = sent(KIND, house.commune.code, data, by=house.office)
        assert not batch.count("refused")
        if batch.to_keep:
            kept(batch, by=house.office)
            assert standing() != before
            operations.undo_batch(batch, by=house.office)
        assert standing() == before
