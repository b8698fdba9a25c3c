from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RemindersConfig(AppConfig):
    name = "trongtam.reminders"
    label = "reminders"

    def ready(self) -> None:
        from trongtam.accounts import policy
        from trongtam.guide import screens
        from trongtam.ledger import acts, outbox
        from trongtam.look import registry

        from . import channels, jobs, operations, panels
        from .screens import TOPICS

        screens.add(TOPICS)
        outbox.channels.register("mail", channels.send_mail)
        outbox.channels.register("push", channels.send_push)
        policy.device_leaves.provide(operations.device_leaves)
        registry.clock.register("reminders", jobs.remind_people, order=100)
        registry.tidying.register("reminders", operations.forget_old)
        registry.panels.register("accounts.profile", "reminders", panels.own_reminders, order=50)
        item = registry.NavItem(
            "reminders",
            _("Reminders"),
            "clock",
            "reminders:inbox",
            count=lambda request: request.user.unread,
            group=registry.OWN,
        )
        registry.nav.add(item, order=15)
        acts.register("reminders.address_confirmed", _("confirmed an e-mail address for reminders"), personal=True)
        acts.register("reminders.address_removed", _("took the e-mail address for reminders away"), personal=True)
        acts.register("reminders.browser_added", _("let reminders come to a device"), personal=True)
        acts.register("reminders.browser_removed", _("stopped reminders on a device"), personal=True)
        acts.register("reminders.calendar_opened", _("made a calendar address"), personal=True)
        acts.register("reminders.calendar_closed", _("ended the calendar address"), personal=True)
