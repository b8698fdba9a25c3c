from django.apps import AppConfig


class InspectionConfig(AppConfig):
    name = "trongtam.inspection"
    label = "inspection"

    def ready(self) -> None:
        from trongtam.guide import screens as help_screens

        from . import acts, screens, wiring

        acts.register_all()
        help_screens.add(screens.TOPICS)
        wiring.register_all()
