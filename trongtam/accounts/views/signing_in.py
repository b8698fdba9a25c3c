"""In and out: name and password, the second step, the locked login."""

from allauth.account import views as allauth_views
from allauth.account.internal.flows.logout import logout
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.base import views as mfa_views
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from .. import operations, policy, queries
from ..forms import LanguageForm, LoginForm
from ..sessions import forget_device


def _status_of(form) -> int:
    """422 for what can be corrected now, 429 for too many tries."""
    codes = {error.code for errors in form.errors.as_data().values() for error in errors}
    return 429 if "too_many_login_attempts" in codes else 422


@method_decorator(policy.always_open, name="dispatch")
class LoginView(allauth_views.LoginView):
    """Sign in by login name or phone number."""

    form_class = LoginForm
    template_name = "accounts/login.html"

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=_status_of(form))

    def get_context_data(self, **kwargs):
        logins = queries.demonstration_logins()
        return super().get_context_data(
            **kwargs,
            demonstration=bool(logins),
            demonstration_logins=logins,
            demonstration_password=settings.DEMONSTRATION_PASSWORD,
        )


class SecondStepView(mfa_views.AuthenticateView):
    """The code of the second step, or a spare code, after the password."""

    template_name = "accounts/second_step.html"

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(), status=_status_of(form))


@login_not_required
@policy.always_open
def locked(request):
    """Shown only to someone who gave the right password of a locked login."""
    return render(request, "accounts/locked.html", status=403)


@login_not_required
@policy.always_open
@never_cache
@require_POST
def sign_out(request):
    forget_device(request)
    logout(request, show_message=False)
    return redirect("account_login")


@login_not_required
@policy.always_open
@require_POST
def set_language(request):
    """The language of the pages: kept for the person, and on this device for before signing in."""
    form = LanguageForm(request.POST)
    response = redirect(get_next_redirect_url(request) or settings.LOGIN_REDIRECT_URL)
    if form.is_valid():
        language = form.cleaned_data["language"]
        if request.user.is_authenticated:
            operations.choose_language(request.user, language)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=365 * 86400,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response
