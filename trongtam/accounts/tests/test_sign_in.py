"""Signing in: by name or phone, throttled, silent about who exists, inside the house only."""

import pytest
from django.contrib.auth import get_user
from django.test import Client

from trongtam.accounts import operations
from trongtam.accounts.phones import normal_phone
from trongtam.accounts.tests.people import PASSWORD, make_login, sign_in

pytestmark = pytest.mark.django_db


def signed_in_as(client):
    return get_user(client).pk


@pytest.mark.parametrize("typed", ["mau", " MAU ", "0912 345 678", "+84912345678", "0912.345.678"])
def test_name_or_phone_opens_the_login(client, typed):
    user = make_login(username="mau", phone="0912345678")
    response = sign_in(client, typed)
    assert response.status_code == 302
    assert response["Location"] == "/"
    assert signed_in_as(client) == user.pk


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("0912345678", "0912345678"),
        ("+84 (0) 912-345-678", "0912345678"),
        ("0084912345678", "0912345678"),
        ("02943 123 456", "02943123456"),
        ("mau1", None),
        ("12345", None),
        ("٠٩١٢٣٤٥٦٧٨", None),
    ],
)
def test_phone_numbers_come_to_one_form(typed, normal):
    assert normal_phone(typed) == normal


def test_page_speaks_vietnamese_whatever_the_browser_says(client):
    make_login(username="mau")
    page = client.get("/login/", headers={"accept-language": "en-US"})
    assert "Đăng nhập" in page.text
    client.post("/language/", {"language": "en", "next": "/login/"})
    assert "Sign in" in client.get("/login/").text


def test_wrong_password_and_unknown_name_get_the_same_answer(client):
    make_login(username="mau")
    known = sign_in(client, "mau", "khong-dung")
    unknown = sign_in(client, "mai", "khong-dung")
    assert known.status_code == unknown.status_code == 422
    assert known.context["form"].non_field_errors() == unknown.context["form"].non_field_errors()
    assert signed_in_as(client) is None


def test_typed_name_is_kept_and_the_password_is_not(client):
    page = sign_in(client, "mau", "khong-dung")
    assert 'value="mau"' in page.text
    assert "khong-dung" not in page.text


def test_five_wrong_tries_close_a_login_for_a_while_whatever_the_address(client):
    make_login(username="mau", phone="0912345678")
    for turn in range(5):
        typed = "mau" if turn % 2 else "+84 912 345 678"  # a name and its phone share one count
        assert sign_in(client, typed, "khong-dung", REMOTE_ADDR=f"10.0.0.{turn}").status_code == 422
    answer = sign_in(client, "mau", PASSWORD, REMOTE_ADDR="10.0.0.99")
    assert answer.status_code == 429
    assert signed_in_as(client) is None
    assert "năm phút" in answer.text


def test_an_unknown_name_is_throttled_the_same_way(client):
    for turn in range(5):
        assert sign_in(client, "khong-co", "sai", REMOTE_ADDR=f"10.0.1.{turn}").status_code == 422
    assert sign_in(client, "khong-co", "sai", REMOTE_ADDR="10.0.1.99").status_code == 429


def test_twenty_wrong_tries_close_an_address_for_a_minute(client):
    make_login(username="mau")
    for turn in range(20):
        assert sign_in(client, f"ten{turn}", "sai").status_code == 422
    assert sign_in(client, "mau").status_code == 429
    assert sign_in(client, "mau", REMOTE_ADDR="10.0.0.7").status_code == 302


def test_sixty_posts_a_minute_are_too_many_even_when_right(client):
    make_login(username="mau")
    for _ in range(60):
        Client().post("/login/", {"login": "", "password": ""})
    answer = sign_in(client, "mau")
    assert answer.status_code == 429
    assert "Thử quá nhiều lần" in answer.text


def test_right_tries_do_not_count(client):
    make_login(username="mau")
    for _ in range(7):
        assert sign_in(Client(), "mau").status_code == 302


def test_locked_login_is_told_so_only_with_the_right_password(client, django_user_model):
    make_login(username="mau", is_active=False)
    wrong = sign_in(client, "mau", "khong-dung")
    assert wrong.status_code == 422
    assert "khóa" not in wrong.text
    right = client.post("/login/", {"login": "mau", "password": PASSWORD}, follow=True)
    assert right.status_code == 403
    assert "đang bị khóa" in right.text
    assert signed_in_as(client) is None


def test_sessions_of_a_locked_login_die_at_once_and_do_not_come_back(client):
    user = make_login(username="mau")
    sign_in(client, "mau")
    assert client.get("/profile/").status_code == 200
    user = operations.close(user, at=user.created_at)
    assert client.get("/profile/")["Location"].startswith("/login/")
    operations.reopen(user)
    assert client.get("/profile/")["Location"].startswith("/login/")


def test_session_key_changes_at_sign_in(client):
    make_login(username="mau")
    session = client.session
    session["planted"] = "x"
    session.save()
    client.cookies["sessionid"] = planted = session.session_key
    sign_in(client, "mau")
    assert client.cookies["sessionid"].value != planted
    other = Client()
    other.cookies["sessionid"] = planted
    assert signed_in_as(other) is None


@pytest.mark.parametrize(
    "evil",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:///evil.example",
        "https://localhost/profile/",  # allowed as a host of ours, yet not the one we stand on
    ],
)
def test_next_never_leads_out_of_the_house(client, evil):
    make_login(username="mau")
    response = client.post("/login/", {"login": "mau", "password": PASSWORD, "next": evil})
    assert response["Location"] == "/"


def test_next_leads_to_the_page_that_was_asked_for(client):
    make_login(username="mau")
    asked = client.get("/profile/?a=1")
    assert asked["Location"] == "/login/?next=/profile/%3Fa%3D1"
    response = client.post(asked["Location"], {"login": "mau", "password": PASSWORD, "next": "/profile/?a=1"})
    assert response["Location"] == "/profile/?a=1"


def test_sign_up_mail_and_reset_have_no_address(client):
    for path in ("/signup/", "/accounts/signup/", "/password/reset/", "/email/", "/accounts/", "/accounts/login/"):
        assert client.get(path).status_code == 404


def test_signing_out_needs_a_post_and_leads_to_sign_in(client):
    make_login(username="mau")
    sign_in(client, "mau")
    assert client.get("/logout/").status_code == 405
    assert client.post("/logout/")["Location"] == "/login/"
    assert signed_in_as(client) is None


def test_part_of_a_page_never_leads_away_from_what_is_typed(client):
    answer = client.get("/profile/", headers={"hx-request": "true", "hx-current-url": "http://testserver/profile/?a=1"})
    assert answer.status_code == 204
    assert answer["HX-Trigger"] == "session-over"
    assert "HX-Redirect" not in answer
    assert "Location" not in answer


def test_demonstration_logins_are_shown_and_open_with_one_tap(client, settings):
    assert "minh-hoa-2026" not in client.get("/login/").text
    user = make_login(username="bi-thu", display_name="Võ Giả Định", is_demonstration=True)
    user.set_password(settings.DEMONSTRATION_PASSWORD)
    user.save()
    make_login(username="that", display_name="Lê Thí Dụ")
    page = client.get("/login/").text
    assert "Võ Giả Định" in page
    assert "bước xác nhận thứ hai" in page
    assert "Lê Thí Dụ" not in page
    sign_in(client, "bi-thu", settings.DEMONSTRATION_PASSWORD)
    assert signed_in_as(client) == user.pk
