"""The guided set-up of an empty installation; an address that is not there once anybody can sign in."""

from __future__ import annotations

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from trongtam.accounts.sessions import remember_device, remember_password

from ..forms.set_up import SetUpForm
from ..operations import set_up as operations
from .answers import form_page, typed


@login_not_required
@never_cache
@sensitive_post_parameters("password")
def set_up(request: HttpRequest) -> HttpResponse:
    """One page: the commune, its term, the first administrator; then signed in and on to the cells and hamlets."""
    if not operations.is_open():
        raise Http404

    def do(given: dict) -> str:
        made = operations.set_up(**given)
        login(request, made.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        remember_password(request)
        remember_device(request)
        return reverse("org:next_steps")

    return form_page(
        request,
        SetUpForm(typed(request)),
        do,
        done=_("The installation is set up, and you are signed in."),
        template="org/set_up.html",
        title=_("Set up Trọng Tâm"),
    )
