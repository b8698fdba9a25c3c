import pytest
from django.contrib.auth import get_user_model
from django.test import Client


@pytest.fixture
def person(db):
    return get_user_model().objects.create(username="mau", display_name="Nguyễn Văn Mẫu")


@pytest.fixture
def stranger(db):
    return get_user_model().objects.create(username="thu", display_name="Trần Thị Thử")


@pytest.fixture
def browser_of():
    """A client in which the person is signed in."""

    def sign_in(user, **options) -> Client:
        client = Client(**options)
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in
