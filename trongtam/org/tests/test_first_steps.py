"""The guided set-up after the first morning: who is led back to it, what counts as done, the first login of a unit."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger.models import Entry
from trongtam.org.first_steps import next_of, steps_of
from trongtam.org.models import Post, PostKind, UnitKind, UnitSettings
from trongtam.org.operations.first_logins import open_unit
from trongtam.org.operations.set_up import put_away_set_up, put_logins_aside
from trongtam.org.queries.first_steps import due_first_steps, unit_logins
from trongtam.org.tests.house import make_house, make_unit

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
GIVEN = {"full_name": "Lê Thử", "on": date(2024, 1, 1), "basis": "Quyết định mẫu"}


@pytest.fixture
def house():
    made = make_house()
    UnitSettings.objects.create(unit=made.commune, set_up_open=True)
    return made


def browser(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("who", ["office", "administrator"])
def test_the_desk_leads_back_until_it_is_put_away(house, who):
    user = getattr(house, who)
    (item,) = due_first_steps(user, timezone.now())
    assert (item.url, item.done, item.total) == ("/setup/next/", 2, 6)  # cells stand, all of them sign in
    put_away_set_up(house.commune, by=user)
    assert due_first_steps(user, timezone.now()) == []
    assert Entry.objects.get().act == "org.set_up_put_away"
    with pytest.raises(Refused):
        put_away_set_up(house.commune, by=user)
    assert browser(user).get("/setup/next/").status_code == 200


@pytest.mark.parametrize("who", ["secretary", "cell_secretary", "provincial", "former", "stranger"])
def test_others_are_not_led_there(house, who):
    user = getattr(house, who)
    assert due_first_steps(user, timezone.now()) == []
    with pytest.raises(NotAllowed):
        put_away_set_up(house.commune, by=user)
    assert browser(user).post("/setup/put-away/").status_code == 404


def test_what_is_done_is_seen_from_the_data(house):
    steps = steps_of(house.office, house.commune, timezone.now())
    assert [step.done for step in steps] == [True, False, False, True, False, False]
    assert next_of(steps) is steps[1]


def test_logins_are_done_when_every_unit_has_one_or_the_others_are_put_aside(house):
    """A part is no whole: it is said how far it has come."""
    make_unit(UnitKind.CELL, "Chi bộ thêm", house.committee)
    step = steps_of(house.office, house.commune, timezone.now())[3]
    done, total = sum(row.signs_in for row in unit_logins(house.commune, TODAY)), len(unit_logins(house.commune, TODAY))
    assert 0 < done < total
    assert not step.done
    assert str(done) in step.stands
    assert str(total) in step.stands
    assert browser(house.stranger).post("/setup/logins/aside/").status_code == 404
    with pytest.raises(NotAllowed):
        put_logins_aside(house.commune, by=house.cell_secretary)
    assert browser(house.office).post("/setup/logins/aside/")["Location"] == "/setup/next/"
    assert steps_of(house.office, house.commune, timezone.now())[3].done
    assert Entry.objects.latest("pk").act == "org.set_up_put_away"
    with pytest.raises(Refused):
        put_logins_aside(house.commune, by=house.office)
    Post.objects.filter(kind__in=[PostKind.CELL_SECRETARY, PostKind.HAMLET_HEAD]).delete()
    UnitSettings.objects.update(logins_aside=False)
    assert not steps_of(house.office, house.commune, timezone.now())[3].done


def test_a_unit_gets_person_post_and_login_in_one_go(house):
    Post.objects.filter(unit=house.cell_b).delete()
    slip = open_unit(house.cell_b, by=house.office, **GIVEN)
    post = Post.objects.get(unit=house.cell_b)
    assert (post.kind, post.person, post.person.user) == (PostKind.CELL_SECRETARY, slip.person, slip.user)
    assert list(Entry.objects.order_by("pk").values_list("act", flat=True)) == [
        "org.person_registered",
        "org.post_given",
        "org.account_made",
    ]
    with pytest.raises(Refused, match="Lê Thử"):
        open_unit(house.cell_b, by=house.office, **{**GIVEN, "full_name": "Lê Thử Hai"})
    assert Entry.objects.count() == 3
    with pytest.raises(Refused):
        open_unit(house.committee, by=house.office, **GIVEN)
    with pytest.raises(NotAllowed):
        open_unit(house.cell_a, by=house.stranger, **GIVEN)


def test_the_page_answers_with_the_slip(house):
    Post.objects.filter(unit=house.cell_b).delete()
    address = reverse("org:open_unit", args=[house.cell_b.code])
    client = browser(house.office)
    assert client.post(address, {"full_name": "", "on": "01/01/2024", "basis": ""}).status_code == 422
    answer = client.post(address, {"full_name": "Lê Thử", "on": "01/01/2024", "basis": "Quyết định mẫu"})
    assert "lethu" in answer.text
    assert "no-store" in answer["Cache-Control"]
    assert browser(house.stranger).get(address).status_code == 404


@pytest.mark.parametrize("cells", [1, 3])
def test_the_list_of_logins_costs_the_same_with_more_units(house, cells, django_assert_num_queries):
    for number in range(cells):
        make_unit(UnitKind.CELL, f"Chi bộ thêm {number}", house.committee)
    client = browser(house.office)
    client.get("/more/")
    with django_assert_num_queries(9):
        page = client.get("/setup/logins/")
    assert len(page.context["rows"]) == 3 + cells
    assert [row.signs_in for row in unit_logins(house.commune, timezone.localdate())][-3:] == [True] * 3
