"""Write texts: who may, two clerks at once, what is refused."""

from copy import deepcopy

import pytest

from tests.kept import kept_for_the_file
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger.models import Entry
from trongtam.reports.models import Report, ReportText
from trongtam.reports.operations import Written, write_texts
from trongtam.reports.problems import Stale

from .world import HALF, THEN, World, make_report, make_world

pytestmark = pytest.mark.django_db


_made = kept_for_the_file(make_world)


@pytest.fixture
def world(_made: World, db: None) -> World:
    return deepcopy(_made)


@pytest.fixture
def report(world: World) -> Report:
    return make_report(world)


def test_texts_are_kept_and_the_book_holds_before_and_after(world: World, report: Report) -> None:
    write_texts(report, {"tasks": Written(" Làm đường.\r\n", 0), "limits.why": Written("", 0)}, by=world.house.office)
    kept = report.texts.get()
    assert (kept.section, kept.text, kept.version, kept.written_by) == ("tasks", "Làm đường.", 1, world.house.office)
    write_texts(report, {"tasks": Written("Làm đường ấp.", 1)}, by=world.house.secretary)
    entry = Entry.objects.filter(act="reports.texts_written").latest("pk")
    assert entry.payload["before"] == {"tasks": "Làm đường."}
    assert entry.payload["after"] == {"tasks": "Làm đường ấp."}


def test_the_same_text_changes_nothing(world: World, report: Report) -> None:
    write_texts(report, {"tasks": Written("Làm đường.", 0)}, by=world.house.office)
    assert write_texts(report, {"tasks": Written("Làm đường.\n", 7)}, by=world.house.office) == []
    assert Entry.objects.filter(act="reports.texts_written").count() == 1


def test_two_clerks_lose_nothing(world: World, report: Report) -> None:
    write_texts(report, {"tasks": Written("Của người thứ nhất.", 0)}, by=world.house.office)
    with pytest.raises(Stale) as conflict:
        both = {"tasks": Written("Của người thứ hai.", 0), "opening": Written("Mở đầu.", 0)}
        write_texts(report, both, by=world.house.secretary)
    assert {code: text.text for code, text in conflict.value.found.items()} == {"tasks": "Của người thứ nhất."}
    assert [text.text for text in ReportText.objects.all()] == ["Của người thứ nhất."]
    write_texts(report, {"tasks": Written("Của cả hai.", 1)}, by=world.house.secretary)
    assert report.texts.get().text == "Của cả hai."


def test_an_emptied_text_does_not_wipe_what_another_wrote(world: World, report: Report) -> None:
    write_texts(report, {"tasks": Written("Đã viết.", 0)}, by=world.house.office)
    with pytest.raises(Stale):
        write_texts(report, {"tasks": Written("", 0)}, by=world.house.secretary)
    write_texts(report, {"tasks": Written("", 1)}, by=world.house.secretary)
    assert report.texts.get().text == ""


def test_a_carried_text_is_confirmed_as_it_stands(world: World) -> None:
    write_texts(make_report(world, HALF), {"tasks": Written("Làm đường.", 0)}, by=world.house.office, at=THEN)
    report = make_report(world)
    assert write_texts(report, {"tasks": Written("Làm đường.", 1)}, by=world.house.office) == []
    write_texts(report, {"tasks": Written("Làm đường.", 1, confirmed=True)}, by=world.house.office)
    kept = report.texts.get()
    assert (kept.carried_from, kept.version, kept.written_by) == (None, 2, world.house.office)


@pytest.mark.parametrize("who", ["standing", "cell_secretary", "administrator", "former", "stranger"])
def test_others_are_told_who_may(world: World, report: Report, who: str) -> None:
    with pytest.raises(NotAllowed, match="Xã Mẫu"):
        write_texts(report, {"tasks": Written("Làm đường.", 0)}, by=getattr(world.house, who))


@pytest.mark.parametrize(
    ("section", "text"), [("results", "chỗ của máy"), ("khong-co", "lạc"), ("tasks", "x" * 50_001)]
)
def test_what_makes_no_sense_is_refused(world: World, report: Report, section: str, text: str) -> None:
    with pytest.raises(Refused) as refused:
        write_texts(report, {section: Written(text, 0)}, by=world.house.office)
    assert refused.value.field == section
    assert not ReportText.objects.exists()


def test_a_classified_text_is_refused(world: World, report: Report) -> None:
    with pytest.raises(Refused) as refused:
        write_texts(report, {"tasks": Written("TỐI MẬT\nBố trí lực lượng.", 0)}, by=world.house.office)
    assert refused.value.field == "tasks"
    assert not ReportText.objects.exists()
