"""One cares for one's own login only."""

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
