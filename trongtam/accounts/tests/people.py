"""Logins to try the pages with."""

from itertools import count

from django.core.cache import cache
from django.test import Client

from trongtam.accounts.models import User

PASSWORD = "mot-cau-de-nho"
_serial = count(1)


def make_login(**fields) -> User:
    """An open, real login with PASSWORD."""
    given = {"username": f"mau{next(_serial)}", "display_name": "Nguyễn Văn Mẫu"} | fields
    user = User(**given)
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client: Client, login: str, password: str = PASSWORD, **extra):
    return client.post("/login/", {"login": login, "password": password}, **extra)


def fresh_counts() -> None:
    """Throttling starts anew."""
    cache.clear()
