"""What people type to sign in and to care for their login."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm as AllauthLoginForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from .queries import login_name_of


def _password(label, autocomplete: str, hint="") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, strip=False, max_length=128, widget=widget, help_text=hint)


class LoginForm(AllauthLoginForm):
    """One field for the login name or the phone number, one for the password."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label=_("Login name or phone number"),
            max_length=64,
            widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
        )
        self.fields["password"] = _password(_("Password"), "current-password")
        self.order_fields(["login", "password"])

    def user_credentials(self) -> dict:
        """Throttling counts by these, so a name and its phone number share one count."""
        return {
            "username": login_name_of(self.cleaned_data["login"]),
            "password": self.cleaned_data["password"],
        }


class NewPasswordForm(forms.Form):
    """A new password, typed twice; checked against the house's rules for this person."""

    password1 = _password(
        _("New password"), "new-password", _("At least 8 characters. A short sentence that only you know is good.")
    )
    password2 = _password(_("The new password again"), "new-password")

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_password1(self) -> str:
        validate_password(self.cleaned_data["password1"], self.user)
        return self.cleaned_data["password1"]

    def clean(self) -> dict:
        typed = super().clean() or {}
        if {"password1", "password2"} <= typed.keys() and typed["password1"] != typed["password2"]:
            self.add_error("password2", _("The two passwords are not the same. Type the second one again."))
        return typed


class ChangePasswordForm(NewPasswordForm):
    """A new password by someone who knows the present one; tries at the present one are throttled as at sign-in."""

    current = _password(_("Present password"), "current-password")
    field_order = ["current", "password1", "password2"]

    def clean_current(self) -> str:
        typed = self.cleaned_data["current"]
        if not get_adapter().reauthenticate(self.user, typed):
            raise get_adapter().validation_error("incorrect_password")
        return typed


class LanguageForm(forms.Form):
    language = forms.ChoiceField(
        label=_("Language"), choices=[("vi", "Tiếng Việt"), ("en", "English")], widget=forms.RadioSelect
    )
