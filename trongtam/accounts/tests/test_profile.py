"""One's own page: language, password, other sessions, own acts; and the password that is owed."""

import pytest
from django.test import Client

from trongtam.accounts.tests.people import PASSWORD, make_login, sign_in
from trongtam.ledger import book
from trongtam.ledger.models import Entry

pytestmark = pytest.mark.django_db
NEW = "mat khau rat moi"


@pytest.fixture
def user():
    return make_login(username="mau", phone="0912345678")


@pytest.fixture
def inside(client, user):
    sign_in(client, "mau")
    return client


def test_stranger_is_led_to_sign_in(client):
    for path in ("/profile/", "/profile/password/", "/profile/second-step/set-up/", "/profile/second-step/codes/"):
        assert client.get(path)["Location"].startswith("/login/?next=/profile/"), path
    assert client.post("/profile/sign-out-elsewhere/")["Location"].startswith("/login/")


def test_page_shows_ones_own_name_and_acts_and_nobody_elses(inside, user):
    book.write("accounts.password_changed", by=user, on=user)
    other = make_login(username="khac", display_name="Lê Thí Dụ")
    book.write("accounts.signed_out_elsewhere", by=other, on=other)
    page = inside.get("/profile/").text
    assert "Nguyễn Văn Mẫu" in page
    assert "Đổi mật khẩu</b>" in page
    assert "xuất khỏi mọi thiết bị khác" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_page_costs_the_same_with_one_and_three_acts(inside, user, rows, django_assert_num_queries):
    for _ in range(rows):
        book.write("accounts.password_changed", by=user, on=user)
    # session, user; who it is and posts (both asked by the rooms above); second step; devices; own acts
    with django_assert_num_queries(7):
        assert inside.get("/profile/").status_code == 200


def test_middleware_asks_the_session_and_the_user_only(client, django_assert_num_queries):
    make_login(username="minh-hoa", is_demonstration=True)
    sign_in(client, "minh-hoa")
    with django_assert_num_queries(2):
        assert client.get("/profile/second-step/").status_code == 302


def test_language_is_kept_for_the_person(inside, user):
    assert inside.post("/language/", {"language": "en", "next": "/profile/"})["Location"] == "/profile/"
    assert "My account" in inside.get("/profile/").text
    user.refresh_from_db()
    assert user.language == "en"
    other = Client()
    sign_in(other, "mau")
    assert "My account" in other.get("/profile/").text
    inside.post("/language/", {"language": "fr", "next": "https://evil.example/"})
    assert "My account" in inside.get("/profile/").text


def test_changing_the_password_asks_for_the_present_one(inside):
    wrong = inside.post("/profile/password/", {"current": "sai", "password1": NEW, "password2": NEW})
    assert wrong.status_code == 422
    assert "không phải mật khẩu hiện nay" in wrong.text
    assert sign_in(Client(), "mau", NEW).status_code == 422


def test_changed_password_keeps_this_session_and_ends_the_others(inside, user):
    elsewhere = Client()
    sign_in(elsewhere, "mau")
    answer = inside.post("/profile/password/", {"current": PASSWORD, "password1": NEW, "password2": NEW})
    assert answer.status_code == 302
    assert inside.get("/profile/").status_code == 200
    assert elsewhere.get("/profile/").status_code == 302
    assert Entry.objects.get(act="accounts.password_changed").by == user


def test_tries_at_the_present_password_are_throttled(inside):
    for _ in range(5):
        inside.post("/profile/password/", {"current": "sai", "password1": NEW, "password2": NEW})
    answer = inside.post("/profile/password/", {"current": PASSWORD, "password1": NEW, "password2": NEW})
    assert answer.status_code == 422
    assert "Thử quá nhiều lần" in answer.text


def test_signing_out_elsewhere_keeps_this_session(inside):
    elsewhere = Client()
    sign_in(elsewhere, "mau")
    inside.post("/profile/sign-out-elsewhere/")
    assert elsewhere.get("/profile/").status_code == 302
    assert inside.get("/profile/").status_code == 200


def test_owed_password_comes_before_every_page_and_leads_back(client, user):
    user.must_change_password = True
    user.save()
    sign_in(client, "mau")
    led = client.get("/more/")
    assert led["Location"] == "/profile/password/?next=%2Fmore%2F"
    assert client.get("/profile/")["Location"].startswith("/profile/password/")
    page = client.get(led["Location"])
    assert 'name="current"' not in page.text
    after = client.post("/profile/password/", {"password1": NEW, "password2": NEW, "next": "/more/"})
    assert after["Location"] == "/more/"
    assert client.get("/more/").status_code == 200


def test_owed_password_does_not_stop_signing_out_or_another_language(client, user):
    user.must_change_password = True
    user.save()
    sign_in(client, "mau")
    assert client.post("/language/", {"language": "en", "next": "/profile/password/"}).status_code == 302
    assert client.post("/logout/")["Location"] == "/login/"
