"""Sessions are found while they live, by their own key, and no longer."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from trongtam.accounts.session_rows import SessionStore

pytestmark = pytest.mark.django_db


def test_what_is_kept_is_found_again_by_its_key_alone():
    kept = SessionStore()
    kept["name"] = "mẫu"
    kept.save()
    other = SessionStore()
    other.create()
    assert SessionStore(kept.session_key)["name"] == "mẫu"
    assert "name" not in SessionStore(other.session_key)
    strange = SessionStore("k" * 32)
    assert strange.get("name") is None
    assert strange.session_key is None  # a key that we never gave is not taken over


def test_a_session_ends_with_its_day_and_with_its_row():
    user = get_user_model().objects.create(username="mau", display_name="Mẫu")
    client = Client()
    client.force_login(user)
    assert client.get("/").wsgi_request.user == user
    with time_machine.travel(timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE + 60)):
        assert not client.get("/").wsgi_request.user.is_authenticated
    client.force_login(user)
    Session.objects.all().delete()
    assert not client.get("/").wsgi_request.user.is_authenticated
