from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "trongtam.accounts"
    label = "accounts"

    def ready(self) -> None:
        from trongtam.guide import screens
        from trongtam.ledger import acts
        from trongtam.look import registry

        from .operations import forget_old
        from .screens import TOPICS

        screens.add(TOPICS)

        acts.register("accounts.password_changed", _("changed the password"), personal=True)
        acts.register("accounts.slip_used", _("signed in with a one-time slip"), personal=True)
        acts.register("accounts.signed_out_elsewhere", _("signed out all other devices"), personal=True)
        acts.register("accounts.device_signed_out", _("signed out a device"), personal=True)
        acts.register("accounts.second_factor_set_up", _("set up the second step at sign-in"), personal=True)
        acts.register("accounts.second_factor_removed", _("took the second step at sign-in away"), personal=True)
        acts.register("accounts.spare_codes_renewed", _("made new spare codes"), personal=True)
        registry.tidying.register("accounts", forget_old)
