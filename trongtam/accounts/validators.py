"""Rules of passwords whose refusals Django's own catalogue does not say in Vietnamese."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class LongEnough(MinimumLengthValidator):
    """At least `min_length` characters."""

    def get_error_message(self) -> str:
        return _("A password has at least %(n)s characters.") % {"n": self.min_length}
