from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "trongtam.work"
    label = "work"

    def ready(self) -> None:
        from . import acts

        acts.register_all()
