"""The office makes, locks, opens and resets logins: who may, who may not, what it does, what the book says."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth import get_user
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from trongtam.accounts.models import LoginSlip, User
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger.models import Entry
from trongtam.org.models import Person, Post, PostKind
from trongtam.org.operations import accounts as operations
from trongtam.org.tests.house import LONG_AGO, make_house, make_person

pytestmark = pytest.mark.django_db
NEW = "mat khau rat moi"


@pytest.fixture
def house():
    cache.clear()
    return make_house()


@pytest.fixture
def newcomer(house):
    return make_person("Đinh Văn Ví Dụ", house.cell_a)


@pytest.fixture
def secretary(house):
    return Person.objects.get(user=house.cell_secretary)


def browser_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def use(token, password=NEW) -> Client:
    client = Client()
    client.get(f"/s/{token}/")
    client.post("/s/", {"password1": password, "password2": password})
    return client


ACTS = {
    "make": lambda person, by: operations.make_login(person, by=by, username="dinhvi"),
    "reset": lambda person, by: operations.reset_login(person, by=by),
    "lock": lambda person, by: operations.lock_login(person, by=by),
    "open": lambda person, by: operations.open_login(person, by=by),
    "second-step": lambda person, by: operations.remove_second_step(person, by=by),
}


def ready_for(act, newcomer, secretary) -> Person:
    """The person on whom the act makes sense."""
    if act == "make":
        return newcomer
    if act == "open":
        User.objects.filter(pk=secretary.user_id).update(is_active=False)
    if act == "second-step":
        TOTP.activate(secretary.user, generate_totp_secret())
    return secretary


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("who", ["office", "administrator"])
def test_office_and_administrator_may(house, newcomer, secretary, act, who):
    person = ready_for(act, newcomer, secretary)
    ACTS[act](person, getattr(house, who))
    entry = Entry.objects.get()
    assert entry.by == getattr(house, who)
    assert entry.unit_id == house.cell_a.pk
    assert (entry.on_kind, entry.on_id) == ("org.person", str(person.pk))


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("who", ["secretary", "standing", "cell_secretary", "provincial", "former", "stranger"])
def test_nobody_else_may_and_the_sentence_says_who(house, newcomer, secretary, act, who):
    person = ready_for(act, newcomer, secretary)
    with pytest.raises(NotAllowed) as refusal:
        ACTS[act](person, getattr(house, who))
    assert "Chi bộ ấp Mẫu Một" in str(refusal.value)
    assert not Entry.objects.exists()
    assert not LoginSlip.objects.exists()


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("who", ["secretary", "standing", "other_cell_secretary", "provincial", "former", "stranger"])
def test_their_pages_are_not_there_for_others(house, newcomer, secretary, act, who):
    person = ready_for(act, newcomer, secretary)
    client = browser_of(getattr(house, who))
    assert client.get(f"/people/{person.code}/login/").status_code == 404
    assert client.post(f"/people/{person.code}/login/{act}/", {"username": "dinhvi"}).status_code == 404
    assert person not in client.get("/logins/").context["page"].object_list


def test_pages_ask_a_visitor_to_sign_in(house, secretary):
    assert Client().get(f"/people/{secretary.code}/login/")["Location"].startswith("/login/")
    assert Client().post(f"/people/{secretary.code}/login/reset/")["Location"].startswith("/login/")


def test_made_login_opens_by_its_slip_only(house, newcomer):
    slip = operations.make_login(newcomer, by=house.office, username=" DinhVi ", phone="+84 912 345 678")
    newcomer.refresh_from_db()
    assert newcomer.user == slip.user
    assert (slip.user.username, slip.user.phone, slip.user.display_name) == ("dinhvi", "0912345678", "Đinh Văn Ví Dụ")
    assert not slip.user.has_usable_password()
    assert get_user(use(slip.token)) == slip.user
    assert (slip.expires_at - slip.user.slips.get().made_at).days == 7


@pytest.mark.parametrize(
    ("username", "phone", "field"),
    [
        ("ab", "", "username"),
        ("0912345678", "", "username"),
        ("đinh", "", "username"),
        ("a b c", "", "username"),
        ("user-taken", "", "username"),
        ("dinhvi", "12", "phone"),
        ("dinhvi", "0900000001", "phone"),
    ],
)
def test_names_and_phones_that_cannot_be_are_told_at_their_field(house, newcomer, username, phone, field):
    User.objects.create(username="user-taken", display_name="Lê Thí Dụ", phone="0900000001")
    with pytest.raises(Refused) as refusal:
        operations.make_login(newcomer, by=house.office, username=username, phone=phone)
    assert refusal.value.field == field
    client = browser_of(house.office)
    page = client.post(f"/people/{newcomer.code}/login/make/", {"username": username, "phone": phone})
    assert page.status_code == 422
    assert page.context["form"].errors.keys() == {field}
    assert not Entry.objects.exists()


def test_a_form_without_a_name_is_asked_again(house, newcomer):
    page = browser_of(house.office).post(f"/people/{newcomer.code}/login/make/", {"username": "", "phone": "0912"})
    assert page.status_code == 422
    assert 'value="0912"' in page.text


def test_second_login_is_refused(house, secretary):
    with pytest.raises(Refused):
        operations.make_login(secretary, by=house.office, username="khac")


def test_reset_gives_a_slip_and_leaves_the_old_password_until_it_is_used(house, secretary):
    user = secretary.user
    user.set_password("mat khau cu")
    user.save()
    slip = operations.reset_login(secretary, by=house.office)
    assert Client().login(username=user.username, password="mat khau cu")
    use(slip.token)
    assert not Client().login(username=user.username, password="mat khau cu")
    assert Client().login(username=user.username, password=NEW)


def test_lock_ends_sessions_at_once_and_open_revives_none(house, secretary):
    client = browser_of(house.cell_secretary)
    assert client.get("/profile/").status_code == 200
    operations.lock_login(secretary, by=house.office, reason="Nghỉ công tác")
    assert client.get("/profile/").status_code == 302
    assert Entry.objects.get().payload["note"] == "Nghỉ công tác"
    operations.open_login(secretary, by=house.office)
    assert client.get("/profile/").status_code == 302
    with pytest.raises(Refused):
        operations.open_login(secretary, by=house.office)


def test_locked_login_gets_no_slip_and_is_not_locked_twice(house, secretary):
    operations.lock_login(secretary, by=house.office)
    with pytest.raises(Refused):
        operations.reset_login(secretary, by=house.office)
    with pytest.raises(Refused):
        operations.lock_login(secretary, by=house.office)


def test_nobody_locks_himself_or_takes_his_own_second_step(house):
    own = Person.objects.get(user=house.office)
    TOTP.activate(house.office, generate_totp_secret())
    with pytest.raises(Refused):
        operations.lock_login(own, by=house.office)
    with pytest.raises(Refused):
        operations.remove_second_step(own, by=house.office)


def test_second_step_is_taken_off_with_its_spare_codes(house, secretary):
    with pytest.raises(Refused):
        operations.remove_second_step(secretary, by=house.office)
    TOTP.activate(secretary.user, generate_totp_secret())
    operations.remove_second_step(secretary, by=house.office)
    assert not Authenticator.objects.exists()


def test_acts_without_a_login_are_refused(house, newcomer):
    for act in ("reset", "lock", "open", "second-step"):
        with pytest.raises(Refused):
            ACTS[act](newcomer, house.office)


def test_office_makes_itself_no_way_into_a_login_with_a_post_above(house, secretary):
    """A person kept by the commune who also holds a post in the province: locking yes, a slip no."""
    Post.objects.create(
        person=secretary, unit=house.province, kind=PostKind.OFFICE, valid_from=LONG_AGO, basis="Quyết định mẫu"
    )
    TOTP.activate(secretary.user, generate_totp_secret())
    for act in ("reset", "second-step"):
        with pytest.raises(NotAllowed):
            ACTS[act](secretary, house.office)
    assert browser_of(house.office).post(f"/people/{secretary.code}/login/reset/").status_code == 403
    operations.lock_login(secretary, by=house.office)
    with pytest.raises(NotAllowed):
        operations.open_login(secretary, by=house.office)


def test_slip_page_is_shown_once_neutral_and_kept_by_no_cache(house, secretary):
    client = browser_of(house.office)
    page = client.post(f"/people/{secretary.code}/login/reset/")
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    assert page["Referrer-Policy"] == "same-origin"
    address = re.search(r"http://testserver/s/([\w-]+)/", page.text)
    assert address
    paper = page.text.split('<section class="slip"')[1].split("</section>")[0]
    for word in ("Đảng", "Chi bộ", "Bí thư", "cấp ủy"):
        assert word not in paper
    assert 'class="qr"' in paper
    assert "style=" not in paper
    assert address[1] not in client.get(f"/people/{secretary.code}/login/").text
    assert get_user(use(address[1])) == house.cell_secretary


def test_office_makes_a_login_on_the_page(house, newcomer):
    client = browser_of(house.office)
    page = client.get(f"/people/{newcomer.code}/login/")
    assert page.context["form"].initial["username"] == "dinhvanvidu"
    slip = client.post(f"/people/{newcomer.code}/login/make/", {"username": "dinhvanvidu", "phone": ""})
    assert "dinhvanvidu" in slip.text
    again = client.post(f"/people/{newcomer.code}/login/make/", {"username": "khac", "phone": ""})
    assert again.status_code == 422 or "khac" not in again.text
    assert User.objects.filter(username="khac").count() == 0


def test_office_locks_and_opens_on_the_page(house, secretary):
    client = browser_of(house.office)
    address = f"/people/{secretary.code}/login/"
    assert "Khóa tài khoản" in client.get(address).text
    assert client.post(address + "lock/", {"reason": "mẫu"})["Location"] == address
    assert "Mở tài khoản" in client.get(address).text
    assert client.post(address + "open/")["Location"] == address
    assert client.post(address + "open/").status_code == 422


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_with_one_and_three_people(house, rows, django_assert_num_queries):
    for number in range(rows):
        person = make_person(f"Phạm Ví Dụ {number}", house.cell_a)
        operations.make_login(person, by=house.office, username=f"phamvidu{number}")
    client = browser_of(house.office)
    client.get("/logins/")
    with django_assert_num_queries(9):
        page = client.get("/logins/?q=pham vi du")
    assert page.context["page"].paginator.count in {rows, rows + 1}


def test_list_tells_nothing_of_people_without_post_or_login(house, newcomer):
    page = browser_of(house.office).get("/logins/?q=dinh van").text
    assert "Đinh Văn Ví Dụ" not in page
    assert "Nguyễn Văn Mẫu" in browser_of(house.office).get("/logins/").text


# ── the second step is owed by posts ──


def real(user):
    User.objects.filter(pk=user.pk).update(is_demonstration=False)
    return user


@pytest.mark.parametrize("who", ["office", "administrator"])
def test_office_and_administrator_owe_the_second_step(house, who):
    client = browser_of(real(getattr(house, who)))
    assert client.get("/profile/")["Location"].startswith("/profile/second-step/owed/")


@pytest.mark.parametrize("who", ["cell_secretary", "secretary", "former", "provincial"])
def test_others_do_not(house, who):
    assert browser_of(real(getattr(house, who))).get("/profile/").status_code == 200


def test_demonstration_office_does_not_and_the_page_says_so(house):
    page = browser_of(house.office).get("/profile/")
    assert page.status_code == 200
    assert "tài khoản minh họa" in page.text


def test_asking_for_it_costs_a_page_no_query_of_its_own(house):
    """The reach that the rule asks for is the one that the page asks for anyway."""

    def queries(user) -> int:
        client = browser_of(user)
        with CaptureQueriesContext(connection) as caught:
            assert client.get("/units/").status_code == 200
        return len(caught)

    demonstration = queries(house.cell_secretary)  # never asked
    assert queries(real(house.cell_secretary)) == demonstration


def test_profile_shows_the_posts_of_today(house):
    page = browser_of(house.cell_secretary).get("/profile/").text
    assert "Chi bộ ấp Mẫu Một" in page
    assert "Chi bộ ấp Mẫu Hai" not in page
    assert "Văn phòng" not in browser_of(house.former).get("/profile/").text.split("<main")[1].split("Bước xác nhận")[0]


@pytest.mark.parametrize("logins", [1, 3])
def test_sign_in_page_with_demonstration_logins_costs_the_same(house, logins, django_assert_num_queries):
    keep = User.objects.order_by("pk").values_list("pk", flat=True)[:logins]
    User.objects.exclude(pk__in=list(keep)).update(is_demonstration=False)
    with django_assert_num_queries(3):  # and, once a process, whether the set-up is still open
        page = Client().get("/login/")
    assert len(page.context["demonstration_logins"]) == logins
    assert page.context["demonstration_logins"][0].label == "Văn phòng Đảng ủy xã Mẫu"


@pytest.mark.parametrize(("base", "warned"), [("", True), ("https://trong-tam.vi-du.vn", False)])
def test_a_slip_that_no_telephone_can_open_says_so(house, secretary, settings, base, warned):
    settings.BASE_URL = base
    page = browser_of(house.office).post(f"/people/{secretary.code}/login/reset/", headers={"host": "127.0.0.1:8000"})
    assert ("Điện thoại không mở được địa chỉ này" in page.text) is warned
    assert ("TRONGTAM_BASE_URL" in page.text) is warned
    assert (f"{base or 'http://127.0.0.1:8000'}/s/") in page.text
