"""How every form page of this room answers: as all of them do (`look.answers`), on this room's own sheet."""

from __future__ import annotations

from datetime import date
from functools import partial

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trongtam.accounts.models import User
from trongtam.ground import days
from trongtam.look import answers
from trongtam.look.answers import require, typed

__all__ = ["chosen_day", "form_page", "require", "typed", "who"]

form_page = partial(answers.form_page, template="org/form.html", button=_("Record"))


def who(request: HttpRequest) -> User:
    """The person who is signed in; every page of this room but the set-up asks for one."""
    assert isinstance(request.user, User)
    return request.user


def chosen_day(request: HttpRequest) -> date:
    """The day of `?at=`, today when it is missing, unreadable or still to come."""
    today = timezone.localdate()
    asked = days.typed(request.GET.get("at", "")).day
    return min(asked, today) if asked else today
