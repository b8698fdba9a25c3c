"""What a unit measures comes in by a sheet, and is taken back while nothing rests on it."""

from __future__ import annotations

import pytest
from django.utils import translation

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.imports import operations
from trongtam.imports.tests.sheets import exported, kept, outcomes, said, sent, workbook
from trongtam.org.tests.house import House, make_house
from trongtam.targets.models import Indicator
from trongtam.targets.operations.indicators import withdraw_definition

from .measures import make_target

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return make_house()


def heads() -> list[str]:
    from trongtam.imports.kinds import kinds

    wanted = ("code", "name", "unit_of_measure", "measure", "sector", "across", "parts", "decimals")
    titles = {one.key: str(one.title) for one in kinds["indicators"].fields}
    return [titles[key] for key in wanted]


ROWS = [
    ["ket-nap", "Kết nạp đảng viên", "đảng viên", "flow", "party"],
    [None, "Tỷ lệ hộ có nước sạch", "%", "ratio", "culture", "ratio", None, 2],
    [None, "Xếp loại chi bộ", "%", "composition", "party", "none", "Tốt; Khá"],
    [None, "Sai cách gộp", "%", "ratio", "party", "sum"],
    [None, "Sai loại", "%", "gì đó", "party"],
    [None, "Lẻ quá", "%", "ratio", "party", "ratio", None, 9],
]


def test_defined_unchanged_refused_and_taken_back(house: House) -> None:
    batch = sent("indicators", house.commune.code, workbook(heads(), *ROWS), by=house.office)
    assert outcomes(batch) == [*["created"] * 3, *["refused"] * 3], said(batch)
    kept(batch, by=house.office)
    made = Indicator.objects.get(name="Tỷ lệ hộ có nước sạch")
    assert (made.owner, made.scale, made.decimals) == (house.commune, 100, 2)
    again = sent("indicators", house.commune.code, workbook(heads(), *ROWS[:3]), by=house.office)
    assert again.counts == {"unchanged": 3}
    other = ["ket-nap", "Kết nạp đoàn viên", "đoàn viên", "flow", "party"]
    assert outcomes(sent("indicators", house.commune.code, workbook(heads(), other), by=house.office)) == ["refused"]
    operations.undo_batch(batch, by=house.office)
    assert not Indicator.objects.exists()


def test_what_something_rests_on_stays(house: House) -> None:
    batch = kept(sent("indicators", house.commune.code, workbook(heads(), *ROWS[:2]), by=house.office), by=house.office)
    made = Indicator.objects.get(code="ket-nap")
    make_target(house.committee, made, "2022", 3, by=house.office)
    with pytest.raises(Refused, match="1 dòng"):
        operations.undo_batch(batch, by=house.office)
    with pytest.raises(Refused):
        withdraw_definition(made, by=house.office, reason="Ghi nhầm")
    with pytest.raises(NotAllowed):
        withdraw_definition(made, by=house.cell_secretary, reason="Ghi nhầm")
    assert Indicator.objects.count() == 2


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_goes_out_comes_in_without_effect(house: House, language: str) -> None:
    kept(sent("indicators", house.commune.code, workbook(heads(), *ROWS), by=house.office), by=house.office)
    with translation.override(language):
        data = exported("indicators", house.commune.code, by=house.office)
        again = sent("indicators", house.commune.code, data, by=house.office)
        assert again.counts == {"unchanged": 3}, said(again)
