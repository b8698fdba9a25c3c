"""One cares for one's own login only."""

import pytest
from django.contrib.auth.models import AnonymousUser

from trongtam.accounts.models import User
from trongtam.accounts.rules import is_own_login


def test_only_the_open_login_of_oneself():
    own, other = User(pk=1), User(pk=2)
    assert is_own_login(own, own)
    assert not is_own_login(other, own)
    assert not is_own_login(AnonymousUser(), own)
    assert not is_own_login(None, own)
    own.is_active = False
    assert not is_own_login(own, own)


@pytest.mark.django_db
def test_a_login_is_found_by_its_name_in_any_letters():
    user = User.objects.create(username=" Mau ", display_name="Nguyễn Văn Mẫu")
    assert User.objects.get_by_natural_key("MAU ") == user
    assert str(user) == "Nguyễn Văn Mẫu"


@pytest.mark.django_db
def test_sessions_outlive_a_change_of_the_installations_key(client, settings):
    user = User.objects.create(username="mau", display_name="Nguyễn Văn Mẫu")
    client.force_login(user)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "khoa-moi"
    assert client.get("/profile/").status_code == 200
