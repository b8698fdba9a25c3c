"""How django-allauth behaves in this house: no sign-up, no e-mail, our own words, redirects inside the house only."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from . import policy
from .sessions import remember_device, remember_password

_TOO_MANY = _("Too many tries. Wait five minutes and try again, or ask the office for a new slip.")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This login is locked. The office that keeps your record can open it again."),
        "username_password_mismatch": _(
            "The login name or the password is not right. Check both, or ask the office for a new slip."
        ),
        "incorrect_password": _("This is not your present password."),
        "incorrect_code": _("This code is not right, or its half minute is over. Type the newest one."),
        "too_many_login_attempts": _TOO_MANY,
        "rate_limited": _TOO_MANY,
    }

    def is_open_for_signup(self, request) -> bool:
        """Logins are made by the office only."""
        return False

    def is_safe_url(self, url) -> bool:
        """Only addresses of this very host; not those of other hosts that are trusted for other ends."""
        host = {self.request.get_host()}
        return url_has_allowed_host_and_scheme(url, allowed_hosts=host, require_https=self.request.is_secure())

    def add_message(self, request, level, message_template=None, message_context=None, extra_tags="", message=None):
        """The library's own remarks (you have signed in …) are not said: the page itself shows it."""

    def send_mail(self, template_prefix, email, context) -> None:
        """Nothing about a login is ever sent by e-mail."""

    def post_login(self, request, user, **kwargs):
        response = super().post_login(request, user, **kwargs)
        remember_password(request)
        remember_device(request)
        return response


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
        "cannot_delete_authenticator": _("Your post asks for the second step at sign-in, so it stays."),
    }

    def get_totp_issuer(self) -> str:
        return "Trọng Tâm"

    def can_delete_authenticator(self, authenticator) -> bool:
        """Spare codes and the step itself stay as long as a post asks for them."""
        return not policy.needs_second_factor(authenticator.user)
