from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "trongtam.imports"
    label = "imports"

    def ready(self) -> None:
        from trongtam.guide import screens
        from trongtam.look import registry

        from . import jobs, operations
        from .screens import TOPICS

        screens.add(TOPICS)

        jobs.register_all()
        registry.tidying.register("imports.batches", operations.forget_old)
