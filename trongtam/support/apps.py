from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "trongtam.support"
    label = "support"

    def ready(self) -> None:
        from trongtam.guide import screens as help_screens

        from . import acts, screens, wiring_answering, wiring_following

        acts.register_all()
        help_screens.add(screens.TOPICS)
        wiring_following.register_all()
        wiring_answering.register_all()
