"""A work may be hard and new and set an example at once: one or several focuses, in forms, campaigns, lists and sheets."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from trongtam.ground.errors import Refused
from trongtam.org.tests.house import House, make_house
from trongtam.work.exchange.cells import focus_of
from trongtam.work.models import Focus, Work, focus_labels, focus_text, focuses_in
from trongtam.work.operations import adjust_work, assign_work, plan_of, rewrite_campaign
from trongtam.work.queries.campaigns import holder_rows, reckoned

from .works import assigned, campaign, moment, plan, terms


@pytest.fixture
def house(db: None) -> House:
    return make_house()


def client_of(house: House) -> Client:
    client = Client(headers={"accept-language": "vi"})
    client.force_login(house.office)
    return client


@pytest.mark.parametrize("codes", [(), ("hard",), ("new", "weak"), tuple(Focus.values)])
def test_focuses_are_read_back_as_they_were_written_in_one_order(codes: tuple[str, ...]):
    assert set(focuses_in(focus_text(codes))) == set(codes)
    assert focus_text(codes) == focus_text(reversed(codes))
    assert len(focus_labels(focus_text(codes))) == len(codes)


def test_no_focus_is_part_of_another_and_all_of_them_fit():
    """Lists look for one in the text of all."""
    assert not any(one != other and one in other for one in Focus.values for other in Focus.values)
    assert len(focus_text(Focus.values)) <= Work._meta.get_field("focus").max_length


def test_a_work_is_given_by_the_form_with_two_and_found_by_each(house: House):
    client = client_of(house)
    given = {
        "title": "Việc vừa khó vừa mới",
        "kind": "breakthrough",
        "focus": ["new", "hard"],
        "holder": f"unit:{house.cell_a.pk}",
        "start": "15/01/2021",
        "due": "15/12/2021",
        "year": "2021",
        "root": "own",
        "form_key": "f1",
    }
    place = reverse("work:assign_work", args=[house.committee.code])
    assert client.post(place, given).status_code == 302
    work = Work.objects.get()
    assert work.focuses == ("hard", "new")
    assert "việc khó, việc mới" in client.get(reverse("work:work", args=[work.pk])).text
    page = client.get(reverse("work:adjust_work", args=[work.pk])).text
    assert page.count("checked") >= 2
    listed = reverse("work:all", args=[house.committee.code])
    for focus, there in (("hard", True), ("new", True), ("weak", False)):
        shown = client.get(listed, {"year": "2021", "focus": focus}).text
        assert ("Việc vừa khó vừa mới" in shown) is there, focus


def test_what_is_no_focus_is_refused_by_the_form(house: House):
    answer = client_of(house).post(
        reverse("work:assign_work", args=[house.committee.code]), {"focus": ["hard", "easy"]}
    )
    assert answer.status_code == 422 and not Work.objects.exists()


def test_one_that_the_campaign_asks_for_is_enough(house: House):
    asked = campaign(house)
    given = plan(unit=house.cell_a, focus="hard,example")
    assign_work(house.committee, given, by=house.office, campaign=asked, at=moment(2021, 1, 10))
    with pytest.raises(Refused):
        assign_work(
            house.committee,
            replace(given, focus="new,example", unit=house.cell_b),
            by=house.office,
            campaign=asked,
            at=moment(2021, 1, 10),
        )
    [found] = reckoned([asked], moment(2021, 1, 12).date())
    assert [off for row in holder_rows(found, house.office) for _work, _late, off in row.works] == [False]
    only = terms(focuses=("weak",))
    with pytest.raises(Refused) as refused:
        rewrite_campaign(asked, only, by=house.office, reason="hẹp lại", at=moment(2021, 1, 12))
    assert refused.value.field == "focuses"
    wider = terms(focuses=("example",))
    rewrite_campaign(asked, wider, by=house.office, reason="nêu gương", at=moment(2021, 1, 12))


def test_the_trail_names_them(house: House):
    work = assigned(house, focus="hard")
    adjust_work(work, replace(plan_of(work), focus="hard,new"), by=house.office, reason="thêm", at=moment(2021, 2, 1))
    assert "việc khó → việc khó, việc mới" in client_of(house).get(reverse("work:work", args=[work.pk])).text


def test_a_cell_of_a_sheet_may_name_several():
    assert focus_of("việc mới; việc khó") == focus_of("Việc khó, việc mới") == focus_of("hard\nnew") == "hard,new"
    assert focus_of("") == ""
    with pytest.raises(Refused):
        focus_of("việc khó; việc dễ")
