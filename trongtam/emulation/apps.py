from django.apps import AppConfig


class EmulationConfig(AppConfig):
    name = "trongtam.emulation"
    label = "emulation"

    def ready(self) -> None:
        from trongtam.guide import screens as help_screens

        from . import acts, exchange, screens, wiring

        acts.register_all()
        exchange.register_all()
        help_screens.add(screens.TOPICS)
        wiring.register_all()
