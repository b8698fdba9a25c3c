"""What the first administrator types."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from trongtam.accounts.models import User
from trongtam.ground.errors import Refused
from trongtam.look.forms import day_field

from ..operations.checks import require_past


class SetUpForm(forms.Form):
    commune_name = forms.CharField(
        label=_("Commune, ward or special zone"), max_length=160, help_text=_("With its kind: xã Mẫu, phường Mẫu")
    )
    province_name = forms.CharField(
        label=_("Province"), max_length=160, required=False, help_text=_("With its kind: tỉnh Mẫu, thành phố Mẫu")
    )
    committee_name = forms.CharField(
        label=_("Party committee"),
        max_length=160,
        required=False,
        help_text=_("Left empty: Đảng ủy, then the commune's name"),
    )
    on = day_field(_("The commune exists since"), hint=_("Figures of earlier days cannot be entered for it."))
    basis = forms.CharField(
        label=_("Legal basis"), max_length=255, help_text=_("Number, date and organ of the decision")
    )
    term_name = forms.CharField(label=_("Name of the term"), max_length=80, help_text=_("Such as 2025–2030"))
    begins = day_field(_("First day of the term"))
    ends = day_field(_("Last day of the term"))
    administrator_name = forms.CharField(
        label=_("Your full name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    username = forms.CharField(
        label=_("Login name"),
        max_length=64,
        help_text=_("Without spaces: vanphong"),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=128,
        strip=False,
        help_text=_("At least 8 characters. A short sentence that only you know is good."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """What can be told of each field by itself is told in one round, also while another one is still empty."""
        given = super().clean() or {}
        self._check_login(given)
        on, begins, ends = (given.get(name) for name in ("on", "begins", "ends"))
        if on is not None:
            try:
                require_past(on, None)
            except Refused as refusal:
                self.add_error("on", str(refusal))
        if begins is not None and ends is not None and ends <= begins:
            self.add_error("ends", _("The last day comes before the first."))
        return given

    def _check_login(self, given: dict[str, Any]) -> None:
        username = given.get("username", "")
        if any(letter.isspace() for letter in username.strip()):
            self.add_error("username", _("A login name has 1 to 64 characters and no spaces."))
        if password := given.get("password"):
            person = User(username=username, display_name=given.get("administrator_name", ""))
            try:
                validate_password(password, person)
            except forms.ValidationError as weak:
                self.add_error("password", weak)
