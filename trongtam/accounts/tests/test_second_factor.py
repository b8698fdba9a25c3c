"""The second step at sign-in: owed by posts, never by demonstration logins, shown once a session."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.auth import get_user
from django.test import Client

from trongtam.accounts import operations, policy
from trongtam.accounts.tests.people import PASSWORD, fresh_counts, make_login, sign_in
from trongtam.ledger.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _rule():
    """In these tests the logins whose name starts with `vp` hold a post that asks for the second step."""
    kept = policy.second_factor_rule._given
    policy.second_factor_rule.forget()
    policy.second_factor_rule.provide(lambda user: user.username.startswith("vp"))
    yield
    policy.second_factor_rule.forget()
    if kept:
        policy.second_factor_rule.provide(kept)


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def with_second_factor(user) -> str:
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def test_office_must_set_it_up_at_the_first_sign_in(client):
    user = make_login(username="vp1")
    sign_in(client, "vp1")
    led = client.get("/profile/", follow=True)
    assert led.redirect_chain[-1][0] == "/profile/second-step/set-up/"
    secret = led.context["form"].secret
    assert 'href="otpauth://totp/' in led.text
    assert client.post("/profile/second-step/set-up/", {"code": "000000"}).status_code == 422
    done = client.post("/profile/second-step/set-up/", {"code": code_of(secret)}, follow=True)
    assert done.redirect_chain[-1][0] == "/profile/second-step/codes/"
    assert len(done.context["unused_codes"]) == 10
    assert done.context["going"] == "/profile/"
    assert client.get("/profile/").status_code == 200
    assert Entry.objects.get(act="accounts.second_factor_set_up").by == user


def test_the_key_stays_until_it_is_confirmed(client):
    """A telephone that comes back from its app opens the page anew; what the app was told has to count."""
    make_login(username="vp1")
    sign_in(client, "vp1")
    address = "/profile/second-step/set-up/"
    secret = client.get(address).context["form"].secret
    assert client.get(address).context["form"].secret == secret
    assert client.post(address, {"code": "000000"}).context["form"].secret == secret
    assert client.get(address).context["form"].secret == secret
    assert client.post(address, {"code": code_of(secret)}).status_code == 302


def test_nothing_else_opens_before_it_is_set_up(client):
    make_login(username="vp1")
    sign_in(client, "vp1")
    for path in ("/profile/", "/more/", "/profile/second-step/codes/new/", "/profile/second-step/"):
        assert client.get(path)["Location"].startswith("/profile/second-step/owed/"), path
    assert client.post("/profile/sign-out-elsewhere/")["Location"].startswith("/profile/second-step/owed/")


def test_code_is_asked_after_the_password(client):
    user = make_login(username="vp1")
    secret = with_second_factor(user)
    step = client.post("/login/", {"login": "vp1", "password": PASSWORD, "next": "/profile/"})
    assert step["Location"] == "/login/code/"
    assert get_user(client).pk is None
    assert client.get("/profile/")["Location"].startswith("/login/")
    assert client.post("/login/code/", {"code": "123456"}).status_code == 422
    assert client.post("/login/code/", {"code": code_of(secret)})["Location"] == "/profile/"
    assert client.get("/profile/").status_code == 200


def test_code_works_once(client):
    secret = with_second_factor(make_login(username="vp1"))
    code = code_of(secret)
    sign_in(client, "vp1")
    assert client.post("/login/code/", {"code": code}).status_code == 302
    other = Client()
    sign_in(other, "vp1")
    assert other.post("/login/code/", {"code": code}).status_code == 422


def test_codes_are_throttled_by_login(client):
    with_second_factor(make_login(username="vp1"))
    sign_in(client, "vp1")
    for _ in range(5):
        assert client.post("/login/code/", {"code": "000000"}).status_code == 422
    assert client.post("/login/code/", {"code": "000000"}).status_code == 429


def test_spare_code_opens_once(client):
    user = make_login(username="vp1")
    with_second_factor(user)
    spare = Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()[0]
    sign_in(client, "vp1")
    assert client.post("/login/code/", {"code": spare}).status_code == 302
    assert client.get("/profile/").status_code == 200
    other = Client()
    sign_in(other, "vp1")
    assert other.post("/login/code/", {"code": spare}).status_code == 422


def test_a_slip_does_not_go_round_the_second_step(client):
    user = make_login(username="vp1")
    secret = with_second_factor(user)
    _, token = operations.issue_slip(user, by=user, at=user.created_at)
    client.get(f"/s/{token}/")
    after = client.post("/s/", {"password1": "mot cau that moi", "password2": "mot cau that moi"})
    assert after["Location"] == "/login/code/"
    assert get_user(client).pk is None
    client.post("/login/code/", {"code": code_of(secret)})
    assert get_user(client) == user


def test_session_without_the_step_is_asked_for_it_when_a_post_is_given(client):
    """Signed in by password before the post; the second step was set up on another device."""
    user = make_login(username="mau")
    sign_in(client, "mau")
    secret = with_second_factor(user)
    user.username = "vp-mau"
    user.save()
    led = client.get("/profile/", follow=True)
    assert led.redirect_chain[-1][0] == "/profile/second-step/again/?next=%2Fprofile%2F"
    assert client.post(led.redirect_chain[-1][0], {"code": "000000"}).status_code == 422
    fresh_counts()
    assert client.post(led.redirect_chain[-1][0], {"code": code_of(secret)})["Location"] == "/profile/"
    assert client.get("/profile/").status_code == 200


def test_demonstration_login_is_never_asked_and_the_page_says_so(client):
    make_login(username="vp-minh-hoa", is_demonstration=True)
    sign_in(client, "vp-minh-hoa")
    page = client.get("/profile/")
    assert page.status_code == 200
    assert "tài khoản minh họa" in page.text


def test_others_may_set_it_up_and_take_it_away(client):
    make_login(username="mau")
    sign_in(client, "mau")
    page = client.get("/profile/second-step/set-up/")
    client.post("/profile/second-step/set-up/", {"code": code_of(page.context["form"].secret)})
    assert "Đang bật" in client.get("/profile/").text
    assert client.get("/profile/second-step/remove/").status_code == 200
    assert client.post("/profile/second-step/remove/").status_code == 302
    assert not Authenticator.objects.exists()
    assert Entry.objects.filter(act="accounts.second_factor_removed").count() == 1


def test_it_stays_where_a_post_asks_for_it(client):
    user = make_login(username="vp1")
    secret = with_second_factor(user)
    sign_in(client, "vp1")
    client.post("/login/code/", {"code": code_of(secret)})
    page = client.get("/profile/second-step/remove/")
    assert "Chức vụ của đồng chí cần" in page.text
    assert client.post("/profile/second-step/remove/").status_code == 422
    assert Authenticator.objects.filter(user=user, type="totp").exists()


def test_new_spare_codes_replace_the_old(client):
    user = make_login(username="vp1")
    secret = with_second_factor(user)
    old = set(Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes())
    sign_in(client, "vp1")
    client.post("/login/code/", {"code": code_of(secret)})
    assert client.get("/profile/second-step/codes/new/").status_code == 200
    shown = client.post("/profile/second-step/codes/new/", follow=True).context["unused_codes"]
    assert len(shown) == 10
    assert not old & set(shown)
    assert Entry.objects.filter(act="accounts.spare_codes_renewed").count() == 1


def test_setting_up_asks_for_the_password_when_it_was_given_long_ago(client):
    make_login(username="mau")
    sign_in(client, "mau")
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 3600
    session.save()
    led = client.get("/profile/second-step/set-up/")
    assert led["Location"] == "/profile/password/again/?next=%2Fprofile%2Fsecond-step%2Fset-up%2F"
    assert client.get(led["Location"]).status_code == 200
    assert client.post(led["Location"], {"password": "sai"}).status_code == 422
    back = client.post(led["Location"], {"password": PASSWORD, "next": "/profile/second-step/set-up/"})
    assert back["Location"] == "/profile/second-step/set-up/"


def test_key_and_codes_are_not_cached(client):
    make_login(username="vp1")
    sign_in(client, "vp1")
    page = client.get("/profile/second-step/set-up/")
    assert "no-store" in page["Cache-Control"]
    assert 'style="' not in page.text
    assert "<svg" in page.text
