"""Of a classified paper only number, date and place of the paper copy are kept."""

from datetime import date

import pytest

from trongtam.archive.models import ClassifiedPaper
from trongtam.archive.operations import record_classified_paper
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger.models import Entry
from trongtam.org.tests.house import make_house

pytestmark = pytest.mark.django_db
CARD = {"number": "12-BC/ĐU", "dated": date(2022, 3, 1), "kept_at": "Tủ số 2, Văn phòng Đảng ủy"}


def test_the_office_notes_it_and_others_do_not():
    house = make_house()
    record_classified_paper(house.committee, by=house.office, **CARD)
    for someone in (house.standing, house.cell_secretary, house.stranger):
        with pytest.raises(NotAllowed):
            record_classified_paper(house.committee, by=someone, **CARD)
    assert ClassifiedPaper.objects.visible_to(house.office).count() == 1
    assert not ClassifiedPaper.objects.visible_to(house.cell_secretary)
    assert not ClassifiedPaper.objects.visible_to(house.stranger)
    assert "12-BC" not in str(Entry.objects.get(act="archive.classified_paper_recorded").payload)


@pytest.mark.parametrize("change", [{"number": " "}, {"kept_at": ""}, {"dated": date(2999, 1, 1)}])
def test_incomplete_cards_are_refused(change):
    house = make_house()
    with pytest.raises(Refused):
        record_classified_paper(house.committee, by=house.office, **(CARD | change))


def test_the_same_card_twice_is_refused():
    house = make_house()
    record_classified_paper(house.committee, by=house.office, **CARD)
    with pytest.raises(Refused):
        record_classified_paper(house.committee, by=house.office, **CARD)
    assert ClassifiedPaper.objects.count() == 1
