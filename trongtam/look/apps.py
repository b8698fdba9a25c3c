from django.apps import AppConfig


class LookConfig(AppConfig):
    name = "trongtam.look"
    label = "look"

    def ready(self) -> None:
        from . import queries, registry

        registry.waiting_items.register("look.jobs", queries.waiting_of, order=20)
