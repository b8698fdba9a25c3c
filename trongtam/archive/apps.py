from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    name = "trongtam.archive"
    label = "archive"

    def ready(self) -> None:
        from . import acts

        acts.register_all()
