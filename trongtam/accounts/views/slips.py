"""The one-time slip: its address opens a page to choose a password. The token leaves the address at once."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from trongtam.ground.errors import Refused

from .. import operations, policy, queries
from ..forms import NewPasswordForm
from ..tokens import hash_of

SESSION_KEY = "slip"


@login_not_required
@policy.always_open
@never_cache
def open_slip(request, token):
    """Keep the hash of the token in the session and go on to an address without it, so that no log of errors, no
    history and no `Referer` holds a token; nothing is used up by looking."""
    request.session[SESSION_KEY] = hash_of(token)
    response = redirect("use_slip")
    # Only here: a page with this policy sends its forms with `Origin: null`, which the protection of forms refuses.
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@login_not_required
@policy.always_open
@never_cache
@sensitive_post_parameters()
def use_slip(request):
    """Choose a password with a good slip, and be signed in (after the second step, where the login has one)."""
    token_hash = request.session.get(SESSION_KEY, "")
    slip = queries.good_slip(token_hash, timezone.now())
    if slip is None or not slip.user.is_active:
        return _closed(request, locked=slip is not None)
    form = NewPasswordForm(request.POST or None, user=slip.user)
    if not form.is_valid():
        context = {"form": form, "slip": slip}
        return render(request, "accounts/slip.html", context, status=422 if form.is_bound else 200)
    try:
        user = operations.use_slip(token_hash, password=form.cleaned_data["password1"])
    except Refused:
        return _closed(request, locked=False)
    if request.user.is_authenticated:
        get_adapter().logout(request)
    request.session.pop(SESSION_KEY, None)
    return perform_login(request, Login(user=user))


def _closed(request, *, locked: bool):
    return render(request, "accounts/slip_closed.html", {"locked": locked}, status=410)
