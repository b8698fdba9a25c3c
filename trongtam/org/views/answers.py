"""How every form page of this room answers: as all of them do (`look.answers`), on this room's own sheet."""

from __future__ import annotations

from datetime import date
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from trongtam.accounts.models import User
from trongtam.ground import days
from trongtam.look import answers
from trongtam.look.answers import require, typed
from trongtam.look.lists import Shown

from .. import rules
from ..models import Unit
from ..operations.people import take_out_people

__all__ = ["chosen_day", "form_page", "people_taken_out", "require", "typed", "who"]

form_page = partial(answers.form_page, template="org/form.html", button=_("Record"))


def who(request: HttpRequest) -> User:
    """The person who is signed in; every page of this room but the set-up asks for one."""
    assert isinstance(request.user, User)
    return request.user


def people_taken_out(request: HttpRequest, shown: Shown, unit: Unit | None) -> HttpResponse:
    """A list of persons as a sheet, told in the book of the unit whose people one keeps."""
    require(unit is not None, rules.who_may_take_out_people())
    assert unit is not None
    lines = ngettext("%(n)d line", "%(n)d lines", shown.count) % {"n": shown.count}
    take_out_people(unit, by=who(request), note=f"{shown.listing.title}, {lines}")
    return answers.exported(request, shown)


def chosen_day(request: HttpRequest) -> date:
    """The day of `?at=`, today when it is missing, unreadable or still to come."""
    today = timezone.localdate()
    asked = days.typed(request.GET.get("at", "")).day
    return min(asked, today) if asked else today
