"""Logins: the list, one person's login, the acts on it, the slip to print."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from trongtam.accounts.qr import qr_svg
from trongtam.ground.errors import Refused

from ..forms.accounts import LockLoginForm, MakeLoginForm
from ..listings import ACCOUNTS
from ..models import Person
from ..operations import accounts as operations
from ..queries import accounts as queries
from ..queries.people import keeping_unit
from .answers import people_taken_out


def _person(request, code: str) -> Person:
    return get_object_or_404(queries.accounts_kept_by(request.user), code=code)


def accounts(request) -> HttpResponse:
    """People with a post or a login, and whether each can sign in."""
    shown = ACCOUNTS.read(request.GET, queries.account_list(request.user))
    if shown.wants_sheet:
        return people_taken_out(request, shown, keeping_unit(request.user))
    context = {"list": shown, "page": shown.page, "nav_current": "accounts"}
    return render(request, "org/account_list.html", context)


def account(request, code: str) -> HttpResponse:
    """A person's login: made here when there is none, else its state and what can be done."""
    return _page(request, _person(request, code))


def _page(request, person: Person, form: Any = None, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {"person": person, "nav_current": "accounts"}
    if person.user is None:
        given = {"username": queries.free_login_name(person), "phone": person.phone}
        return render(
            request, "org/account_make.html", {**context, "form": form or MakeLoginForm(initial=given)}, status=status
        )
    context |= {
        "login": person.user,
        "own": person.user == request.user,
        "second_step": queries.has_second_step(person.user),
        "lock_form": LockLoginForm(),
    }
    return render(request, "org/account.html", context, status=status)


@require_POST
@never_cache
def make_login(request, code: str) -> HttpResponse:
    person = _person(request, code)
    form = MakeLoginForm(request.POST)
    if not form.is_valid():
        return _page(request, person, form, status=422)
    try:
        slip = operations.make_login(person, by=request.user, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return _page(request, _person(request, code), form, status=422)
    return slip_page(request, slip)


@require_POST
@never_cache
def reset_login(request, code: str) -> HttpResponse:
    return slip_page(request, operations.reset_login(_person(request, code), by=request.user))


# Hosts that only this computer finds: a telephone that opens them looks at itself.
ONLY_HERE = {"localhost", "127.0.0.1", "::1"}


def slip_page(request, slip: operations.Slip, back: str = "") -> HttpResponse:
    """The paper, shown once: its token is in this answer and nowhere else, and no cache keeps it."""
    return slips_page(request, [slip], back or reverse("org:account", args=[slip.person.code]))


def slips_page(request, slips: list[operations.Slip], back: str) -> HttpResponse:
    """One paper for each, to print at once; shown once like a single one."""
    papers: list[dict[str, Any]] = []
    for slip in slips:
        path = reverse("open_slip", args=[slip.token])
        address = f"{settings.BASE_URL}{path}" if settings.BASE_URL else request.build_absolute_uri(path)
        qr = qr_svg(address, _("QR code of the address below"), side=208)
        papers.append({"slip": slip, "address": address, "qr": qr})
    context = {
        "papers": papers,
        "only_here": urlsplit(papers[0]["address"]).hostname in ONLY_HERE,
        "back": back,
        "nav_current": "accounts",
    }
    return render(request, "org/account_slip.html", context)


def _do(request, code: str, act: Callable[..., Any], done: str, **given: Any) -> HttpResponse:
    act(_person(request, code), by=request.user, **given)
    messages.success(request, done)
    return redirect("org:account", code)


@require_POST
def lock_login(request, code: str) -> HttpResponse:
    reason = request.POST.get("reason", "").replace("\0", "")[:200]
    return _do(request, code, operations.lock_login, _("The login is locked. Its sessions have ended."), reason=reason)


@require_POST
def open_login(request, code: str) -> HttpResponse:
    return _do(request, code, operations.open_login, _("The login is open again, with its old password."))


@require_POST
def remove_second_step(request, code: str) -> HttpResponse:
    return _do(request, code, operations.remove_second_step, _("The second step is off; it is set up anew at sign-in."))
