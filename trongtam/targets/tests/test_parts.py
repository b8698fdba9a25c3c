"""What this room gives to others: beside clauses, on a unit's page, on the desk, to the search, to the lists of loose ends."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from trongtam.accounts.models import User
from trongtam.ground.periods import Period
from trongtam.look import registry
from trongtam.org.models import UnitSettings
from trongtam.org.tests.house import House, make_house
from trongtam.resolutions.models import Clause
from trongtam.resolutions.orphans import orphan_lists
from trongtam.targets.models import Target
from trongtam.targets.operations import Root
from trongtam.targets.queries import desk, entry_sheet
from trongtam.targets.queries.entry_list import entry_progress

from .measures import make_clause, make_indicator, make_resolution, make_target, moment, promise, stated

pytestmark = pytest.mark.django_db
TODAY = date(2022, 9, 10)


@pytest.fixture
def house() -> House:
    return make_house()


@pytest.fixture
def clause(house: House) -> Clause:
    return make_clause(make_resolution(house.commune), "Kết nạp 3 đảng viên.")


@pytest.fixture
def target(house: House, clause: Clause) -> Target:
    admitted = make_indicator("admitted", name="Kết nạp đảng viên", unit_of_measure="đảng viên")
    found = make_target(house.commune, admitted, "2022", 3, by=house.office, root=Root(clause=clause))
    for cell, who in ((house.cell_a, house.cell_secretary), (house.cell_b, house.other_cell_secretary)):
        stated(admitted, cell, "2022-H1", 2, by=who, at=moment(2022, 7, 2))
    return found


def get(client: Client, who: User, address: str) -> str:
    client.force_login(who)
    return client.get(address).content.decode()


def test_the_document_shows_its_targets_beside_the_clauses_and_back(
    client: Client, house: House, clause: Clause, target: Target
) -> None:
    address = reverse("resolutions:document", args=[clause.document_id])
    words = get(client, house.secretary, address)
    assert reverse("targets:target", args=[target.pk]) in words
    assert "133,33%" in words
    back = get(client, house.secretary, address + "?way=back")
    assert "133,33%" in back
    assert "Kết nạp 3 đảng viên." in back


def test_the_page_of_a_unit_says_where_it_stands(client: Client, house: House, target: Target) -> None:
    words = get(client, house.secretary, reverse("org:unit_more", args=[house.commune.code]))
    assert "Trong 1 chỉ tiêu có 1 chỉ tiêu đạt." in words
    assert reverse("targets:board", args=[house.commune.code]) in words


def test_sheets_are_due_from_those_who_state(house: House, target: Target) -> None:
    with time_machine.travel("2022-09-10T08:00:00+07:00", tick=False):
        due = {
            (one.unit, one.month.code, one.due, one.done, one.total)
            for one in desk.sheets_due(house.cell_secretary, TODAY)
        }
        assert due == {
            (house.cell_a, "2022-08", date(2022, 8, 25), 0, 1),
            (house.cell_a, "2022-09", date(2022, 9, 25), 0, 1),
        }
        stated(target.indicator, house.cell_a, "2022-08", 0, by=house.cell_secretary, at=moment(2022, 9, 2))
        (left,) = registry.due_items.of(house.cell_secretary, moment(2022, 9, 10))
    assert (str(left.title), left.done, left.total, left.due) == ("Gửi số liệu tháng 9", 0, 1, date(2022, 9, 25))
    assert desk.sheets_due(house.standing, TODAY) == []
    assert desk.sheets_due(house.stranger, TODAY) == []


def test_the_desk_counts_the_lines_as_the_sheet_does(house: House, target: Target, client: Client) -> None:
    """A line that the program counts itself always has its figure, on the desk, on the list and on the sheet."""
    cells = make_indicator("cells", measure="stock", source="live", provider="cells")
    make_target(house.committee, cells, "2022", 2, by=house.office)
    september = Period.parse("2022-09")
    with time_machine.travel("2022-09-10T08:00:00+07:00", tick=False):
        left = desk.sheets_due(house.cell_secretary, TODAY)[-1]
        sheet = entry_sheet(house.cell_a, september, user=house.cell_secretary, today=TODAY)
        of_list = entry_progress([house.cell_a], september)[house.cell_a.pk]
        words = get(client, house.cell_secretary, "/")
    assert (left.done, left.total) == (sheet.filled, sheet.total) == (of_list.filled, of_list.total) == (1, 2)
    assert "còn 1 dòng" in words


def test_a_sheet_with_counted_lines_alone_is_asked_of_nobody(house: House) -> None:
    cells = make_indicator("cells", measure="stock", source="live", provider="cells")
    make_target(house.committee, cells, "2022", 2, by=house.office)
    assert desk.sheets_due(house.cell_secretary, TODAY) == []


def test_search_finds_what_is_seen_in_any_spelling(client: Client, house: House, target: Target) -> None:
    address = reverse("targets:target", args=[target.pk])
    assert address in get(client, house.secretary, "/search/?q=ket+nap")
    assert address in get(client, house.cell_secretary, "/search/?q=K%E1%BA%BET+N%E1%BA%A0P")
    assert address not in get(client, house.stranger, "/search/?q=ket+nap")


def test_loose_ends_name_targets_without_owner_and_without_figures(house: House, target: Target) -> None:
    bare = make_target(house.commune, make_indicator("bare", name="Chưa báo"), "2022", 5, by=house.office)
    lists = {one.kind.key: [loose.title for loose in one.orphans] for one in orphan_lists(house.secretary)}
    assert lists["targets.without_owner"] == [str(target), str(bare)]
    assert lists["targets.never_measured"] == [str(bare)]
    assert not any(one.orphans for one in orphan_lists(house.stranger) if one.kind.key.startswith("targets."))


@pytest.mark.parametrize("rows", [1, 3])
def test_one_question_for_all_clauses_of_a_page(
    house: House, clause: Clause, target: Target, rows: int, django_assert_num_queries
) -> None:
    for place in range(rows - 1):
        more = make_indicator(f"more-{place}", stated_by="commune")
        make_target(house.commune, more, "2022", 5, by=house.office, root=Root(clause=clause))
    desk.posts_lead(house.secretary)  # the reach is known by then
    with django_assert_num_queries(2):
        found = desk.rows_by_clause(clause.document, user=house.secretary, today=TODAY)
    assert len(found[clause.pk]) == rows


def test_the_desk_shows_the_own_unit(client: Client, house: House, target: Target) -> None:
    words = get(client, house.secretary, reverse("desk_more"))
    assert "Xã Mẫu đang ở đâu?" in words
    own = make_target(house.cell_a, target.indicator, "2022", promise(4).plan, by=house.office)
    words = get(client, house.cell_secretary, reverse("desk_more"))
    assert "Chi bộ ấp Mẫu Một đang ở đâu?" in words
    assert reverse("targets:target", args=[own.pk]) in words


def test_a_sentence_without_a_target_leads_to_setting_it(client: Client, house: House, clause: Clause) -> None:
    document = make_resolution(house.committee)
    lone = make_clause(document, "Trồng 3 km hàng cây.")
    way = f"{reverse('targets:set_target', args=[house.commune.code])}?clause={lone.pk}"
    address = reverse("resolutions:clause", args=[lone.pk])
    assert way in get(client, house.office, address)
    assert way not in get(client, house.standing, address)
    made = make_indicator("trees", name="Hàng cây", unit_of_measure="km")
    make_target(house.commune, made, "2022", 3, by=house.office, root=Root(clause=lone))
    assert way not in get(client, house.office, address)
    pasting = f"{reverse('targets:paste_targets', args=[house.commune.code])}?document={document.pk}"
    page = reverse("resolutions:document", args=[document.pk])
    assert pasting in get(client, house.office, page)
    assert pasting not in get(client, house.standing, page)


def test_the_desk_judges_the_pace_with_the_tolerance_of_the_nearest_unit(house: House) -> None:
    work = make_indicator("work")
    make_target(house.cell_a, work, "2022", 12, by=house.office)
    stated(work, house.cell_a, "2022-H1", 5, by=house.office)
    settings, _made = UnitSettings.objects.get_or_create(unit=house.commune)

    def pace(tolerance: str) -> str | None:
        settings.pace_tolerance = Decimal(tolerance)
        settings.save()
        (row,) = desk.stands([house.cell_a.path], user=house.cell_secretary, today=date(2022, 7, 5))
        return row.pace

    assert (pace("5"), pace("90")) == ("behind", "on_pace")
    UnitSettings.objects.create(unit=house.cell_a, pace_tolerance=Decimal(0))
    assert pace("90") == "behind"
