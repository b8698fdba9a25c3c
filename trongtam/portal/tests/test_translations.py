"""A first start: words asked for before their catalogue was compiled are Vietnamese afterwards."""

import gettext as standard

from django.utils.translation import activate, trans_real
from django.utils.translation import gettext as _

from trongtam.portal.translations import forget_loaded


def test_a_word_asked_for_too_early_is_asked_for_again():
    try:
        trans_real._translations["vi"] = standard.NullTranslations()
        activate("vi")
        assert _("Sign in") == "Sign in"
        forget_loaded()
        activate("vi")
        assert _("Sign in") == "Đăng nhập"
    finally:
        forget_loaded()
        activate("vi")
