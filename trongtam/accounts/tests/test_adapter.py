"""What the library could do is closed at its root too, not only without an address."""

import pytest
from allauth.account.adapter import get_adapter
from django.core import mail


@pytest.mark.django_db
def test_nobody_signs_up_and_nothing_is_mailed(rf):
    adapter = get_adapter()
    assert not adapter.is_open_for_signup(rf.get("/"))
    adapter.send_mail("account/email/any", "ai@example.org", {})
    assert mail.outbox == []
