"""The second step at sign-in: set up, spare codes, taken away. The steps are django-allauth's, the pages are ours."""

from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import ReauthenticateView as CodeAgainView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic.edit import FormView

from .. import operations, policy
from ..qr import qr_svg
from ..sessions import remember_second_factor

NEXT_KEY = "second_factor_next"


@policy.always_open
def owed(request):
    """Set up the second step, or give its code when it is set up but was not shown in this session."""
    request.session[NEXT_KEY] = get_next_redirect_url(request) or "/"
    if is_mfa_enabled(request.user, [Authenticator.Type.TOTP]):
        return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': request.session.pop(NEXT_KEY)})}")
    return redirect("mfa_activate_totp")


def state(request):
    """Where the library leads back to: the person's own page."""
    return redirect("profile")


class _Form422(FormView):
    request: Any  # of a signed-in person: the middleware has seen to it

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


@method_decorator([policy.always_open, never_cache], name="dispatch")
class SetUpView(_Form422, ActivateTOTPView):
    """Scan a code with the telephone's app and type what it shows."""

    template_name = "accounts/second_factor_set_up.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        secret = context["form"].secret
        return context | {
            "qr": qr_svg(context["totp_url"], _("QR code for the authenticator app")),
            "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
            "needed": policy.needs_second_factor(self.request.user),
        }

    def get_form(self, form_class=None):
        """The key stays until it is confirmed: a telephone that comes back from its app opens the page anew."""
        known = self.request.session.get(SECRET_SESSION_KEY)
        form = super().get_form(form_class)
        if known and not form.is_bound:
            form.secret = self.request.session[SECRET_SESSION_KEY] = known
        return form

    def form_valid(self, form):
        with transaction.atomic():
            response = super().form_valid(form)
            operations.note_second_factor_set_up(self.request.user)
        remember_second_factor(self.request)
        return response

    def get_success_url(self) -> str:
        return reverse("mfa_view_recovery_codes")


@method_decorator([policy.always_open, never_cache], name="dispatch")
class CodesView(ViewRecoveryCodesView):
    """The spare codes that are left; from here one goes on to where one wanted to go."""

    template_name = "accounts/second_factor_codes.html"

    def get_context_data(self, **kwargs):
        going = self.request.session.get(NEXT_KEY) or reverse("profile")
        return super().get_context_data(**kwargs) | {"going": going}


@method_decorator(never_cache, name="dispatch")
class NewCodesView(_Form422, GenerateRecoveryCodesView):
    """Ten new spare codes; the old ones stop working."""

    template_name = "accounts/second_factor_new_codes.html"

    def form_valid(self, form):
        with transaction.atomic():
            response = super().form_valid(form)
            operations.note_spare_codes_renewed(self.request.user)
        return response


@method_decorator(never_cache, name="dispatch")
class RemoveView(_Form422, DeactivateTOTPView):
    """Take the second step away, where no post asks for it."""

    template_name = "accounts/second_factor_remove.html"

    def form_valid(self, form):
        with transaction.atomic():
            response = super().form_valid(form)
            operations.note_second_factor_removed(self.request.user)
        return response


@method_decorator([policy.always_open, never_cache], name="dispatch")
class PasswordAgainView(_Form422, ReauthenticateView):
    """The password once more before something that matters."""

    template_name = "accounts/password_again.html"


@method_decorator([policy.always_open, never_cache], name="dispatch")
class CodeOnceMoreView(_Form422, CodeAgainView):
    """The code of the second step in a session that has not shown it yet."""

    template_name = "accounts/code_again.html"
